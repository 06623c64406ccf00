"""EQP-2: the ideal cycle of an item on a machine is stated and dated, and its pieces are reckoned with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.equipment.v1 import IdealCycleStated
from headrace_contracts.mes.v1 import PiecesAssigned
from headrace_equipment.engine.oee import Made, OwnCycle, at_own_cycles
from headrace_equipment.service import service
from headrace_testkit.bench import START, ServiceBench

from .equipment_worlds import enter, entry, plant, settled
from .test_ideal_cycles_api import HOUR, YESTERDAY, make, performance

CYCLES = st.sampled_from([None, timedelta(seconds=20), timedelta(seconds=60)])
SECONDS = st.sampled_from([timedelta(seconds=5), timedelta(seconds=7)])


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """A mill of a minute a piece that made 120 pieces in two hours of yesterday, half of them of item B."""
    bench = await start_service(service)
    await bench.hear(plant(zone="UTC"))
    await enter(bench, entry("mill"))
    await make(bench, YESTERDAY, 120, "g-1")
    await bench.hear(assigned("B", 60, YESTERDAY + 2 * HOUR))
    return bench


def assigned(item: str, pieces: int, at: datetime) -> PiecesAssigned:
    return PiecesAssigned(
        work_order=f"wo-{item}", item=item, plant="north", sequence=10, machine="mill", pieces=pieces, counted_at=at
    )


def row(seconds: float | None, item: str = "B", **more: Any) -> dict[str, Any]:
    return {"machine": "mill", "item": item, "ideal_cycle_seconds": seconds, **more}


async def state(bench: ServiceBench, *rows: dict[str, Any], role: str = "engineer") -> dict[str, Any]:
    answer = await bench.client(role).put("/v1/ideal-cycles", json={"items": rows})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def listed(bench: ServiceBench, **wanted: Any) -> list[tuple[Any, ...]]:
    answer = await bench.client("operator").get("/v1/ideal-cycles", params=wanted)
    return [(one["item"], one["ideal_cycle_seconds"], one["ideal_cycle_since"][:10]) for one in answer.json()["items"]]


async def test_pieces_of_an_item_have_its_cycle_and_all_others_the_machine_s(bench):
    assert await performance(bench) == pytest.approx(1)
    assert (await state(bench, row(20)))["created"] == 1
    assert await performance(bench) == pytest.approx((60 * 60 + 60 * 20) / 7200)
    assert (await state(bench, row(20)))["unchanged"] == 1
    (told,) = await bench.told(IdealCycleStated)
    assert (told.machine, told.item, told.microseconds, told.since.year) == ("mill", "B", 20_000_000, 2000)


async def test_what_was_made_before_keeps_the_cycle_of_then_unless_it_is_corrected(bench):
    await state(bench, row(20))
    assert (await state(bench, row(40)))["changed"] == 1
    assert await performance(bench) == pytest.approx(80 / 120)
    await settled(bench, START + 3 * HOUR)
    await make(bench, START, 120, "g-2")
    await bench.hear(assigned("B", 120, START + HOUR))
    assert await performance(bench, START) == pytest.approx(40 / 60)
    await state(bench, row(30, ideal_cycle_since="2000-01-01T00:00:00Z"))
    assert (await performance(bench), await performance(bench, START)) == (pytest.approx(0.75), pytest.approx(0.5))
    assert await listed(bench, machine="mill") == [("B", 30, "2000-01-01")]


async def test_an_item_can_go_back_to_the_machine_s_cycle(bench):
    await state(bench, row(20))
    assert (await state(bench, row(None, ideal_cycle_since=YESTERDAY.isoformat())))["changed"] == 1
    assert await performance(bench) == pytest.approx(1)
    assert (await state(bench, row(None, "C")))["unchanged"] == 1
    assert await listed(bench, item="B") == [("B", 20, "2000-01-01"), ("B", None, str(YESTERDAY.date()))]


async def test_a_closed_day_is_told_with_the_cycles_of_its_items(bench):
    await state(bench, row(20))
    await settled(bench, START + 5 * HOUR)
    await make(bench, START + 2 * HOUR, 120, "g-2")
    await bench.hear(assigned("B", 120, START + 3 * HOUR))
    await settled(bench, START + 26 * HOUR)
    shown = (await bench.client("planner").get("/v1/machines/mill")).json()
    assert shown["performance"] == pytest.approx(20 / 60)


async def test_a_row_that_can_t_be_is_refused_alone_and_only_who_may_states_cycles(bench):
    later = (START + 1000 * HOUR).isoformat()
    loaded = await state(bench, row(20), row(20, "C", ideal_cycle_since=later), {**row(20), "machine": "saw"}, row(30))
    assert loaded["created"] == 1
    assert [(each["row"], each["field"]) for each in loaded["errors"]] == [
        (3, "item"),
        (1, "ideal_cycle_since"),
        (2, "machine"),
    ]
    refused = await bench.client("operator").put("/v1/ideal-cycles", json={"items": [row(20)]})
    assert refused.status_code == 403
    assert (await bench.client("engineer", tenant="rival").get("/v1/ideal-cycles")).json()["items"] == []


async def test_pages_of_cycles_follow_each_other(bench):
    await state(bench, *(row(20, item) for item in ("B", "A", "B, C", "D")))
    engineer, found, cursor = bench.client("engineer"), [], {}
    while cursor is not None:
        page = (await engineer.get("/v1/ideal-cycles", params={"limit": 1, **cursor})).json()
        found += [one["item"] for one in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None
    assert found == ["A", "B", "B, C", "D"]


@given(
    st.lists(st.builds(Made, st.integers(0, 50), CYCLES), unique_by=lambda part: part.ideal_cycle),
    st.lists(st.builds(OwnCycle, st.integers(-5, 50), SECONDS, CYCLES)),
)
def test_however_many_pieces_are_said_to_be_of_items_no_piece_is_made_or_lost(made, own):
    parts = at_own_cycles(made, own)
    assert sum(part.pieces for part in parts) == sum(part.pieces for part in made)
    assert all(part.pieces >= 0 for part in parts)
