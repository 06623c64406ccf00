"""PDM-6, PDM-7, PDM-10: serial routings over the work centres of one plant."""

from __future__ import annotations

import pytest

from headrace_contracts.product.v1 import RoutingPublished, WorkCentrePublished
from headrace_contracts.values import Money
from headrace_product.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import counts, put

from .product_world import UNITS, engineer, item, operation, routing, work_centre


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await put(engineer(bench), "units", *UNITS)
    await put(engineer(bench), "items", item("FRAME"))
    await put(
        engineer(bench),
        "work-centres",
        work_centre(),
        work_centre("north-weld"),
        work_centre("south-paint", plant="south"),
    )
    return bench


async def test_a_work_centre_is_published_with_its_day_rate_and_machines(bench):
    told = (await bench.told(WorkCentrePublished, tenant="acme"))[0]
    assert (told.work_centre, told.plant, told.minutes_per_day) == ("north-paint", "north", 960)
    assert told.cost_per_hour == Money(4500, "EUR")
    assert told.machines == ("north-paint-1", "north-paint-2")
    shown = (await engineer(bench).get("/v1/work-centres/north-paint")).json()
    assert shown == work_centre() | {"id": "north-paint", "version": 1}
    listed = (await engineer(bench).get("/v1/work-centres", params={"plant": "south"})).json()["items"]
    assert [row["work_centre"] for row in listed] == ["south-paint"]


async def test_only_a_changed_work_centre_is_told_again(bench):
    loaded = await put(engineer(bench), "work-centres", work_centre(), work_centre("north-weld", minutes_per_day=480))
    assert counts(loaded) == (0, 1, 1, 0)
    assert [e.minutes_per_day for e in (await bench.told(WorkCentrePublished))[3:]] == [480]


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (work_centre(minutes_per_day=0), "minutes_per_day", "greater than 0"),
        (work_centre(cost_per_hour={"minor": -1, "currency": "EUR"}), "cost_per_hour", "negative"),
        (work_centre(plant="south"), "plant", "is in north"),
        (work_centre("new", machines=["m1", "m1"]), "machines", "m1 is named twice"),
    ],
)
async def test_a_wrong_work_centre_is_named_and_changes_nothing(bench, row, field, words):
    loaded = await put(engineer(bench), "work-centres", row)
    assert counts(loaded) == (0, 0, 0, 1)
    assert loaded["errors"][0]["field"] == field
    assert words in loaded["errors"][0]["detail"]
    assert len(await bench.told(WorkCentrePublished)) == 3


async def test_a_routing_is_published_in_the_order_of_its_sequence(bench):
    row = routing("FRAME", operation(20), operation(10, name="weld", work_centre="north-weld"))
    assert counts(await put(engineer(bench), "routings", row)) == (1, 0, 0, 0)
    [told] = await bench.told(RoutingPublished)
    assert (told.item, told.plant, told.revision) == ("FRAME", "north", 1)
    assert [(o.sequence, o.name, o.run_minutes) for o in told.operations] == [(10, "weld", 4.5), (20, "paint", 4.5)]
    shown = (await engineer(bench).get("/v1/routings/FRAME@north")).json()
    assert [o["work_centre"] for o in shown["operations"]] == ["north-weld", "north-paint"]


async def test_each_plant_has_its_own_routing_of_an_item(bench):
    south = routing("FRAME", operation(work_centre="south-paint"), plant="south")
    await put(engineer(bench), "routings", routing("FRAME", operation()), south)
    faster = routing("FRAME", operation(run_minutes=3))
    assert counts(await put(engineer(bench), "routings", faster, south)) == (0, 1, 1, 0)
    told = [(e.plant, e.revision) for e in await bench.told(RoutingPublished)]
    assert told == [("north", 1), ("south", 1), ("north", 2)]
    listed = (await engineer(bench).get("/v1/routings", params={"item": "FRAME", "plant": "south"})).json()["items"]
    assert [row["id"] for row in listed] == ["FRAME@south"]


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (routing("GHOST", operation()), "item", "item 'GHOST' is unknown"),
        (routing("FRAME", operation(work_centre="moon")), "operations.0.work_centre", "'moon' is unknown"),
        (
            routing("FRAME", operation(work_centre="south-paint")),
            "operations.0.work_centre",
            "is in south, not in north",
        ),
        (routing("FRAME", operation(), operation()), "operations.1.sequence", "have the sequence 10"),
        (routing("FRAME", operation(run_minutes=-1)), "operations.0.run_minutes", "greater than or equal to 0"),
        (routing("FRAME"), "operations", "at least 1 item"),
    ],
)
async def test_a_wrong_routing_is_named_and_changes_nothing(bench, row, field, words):
    loaded = await put(engineer(bench), "routings", row)
    assert counts(loaded) == (0, 0, 0, 1)
    assert loaded["errors"][0]["field"] == field
    assert words in loaded["errors"][0]["detail"]
    assert await bench.query("SELECT * FROM routing") == []
    assert await bench.told(RoutingPublished) == []
