"""MRP-2, MRP-10: a quantity counts once on its way from order to stock, and a rejected lot opens the need again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from headrace_contracts.logistics.v1 import IssuedLine, MaterialIssued, MaterialScrapped
from headrace_contracts.mes.v1 import (
    UnitsCompleted,
    UnitsTakenBack,
    WorkOrderClosed,
    WorkOrderComponent,
    WorkOrderCreated,
    WorkOrderReleased,
    WorkOrderRescheduled,
)
from headrace_contracts.mrp.v1 import ShortageFound
from headrace_contracts.quality.v1 import InspectionKind
from headrace_mrp.service import service
from headrace_testkit.told import reopened

from .chain import (
    WORLD,
    accepted,
    day,
    ea,
    listed,
    matched,
    planned,
    proposed,
    purchase_order,
    received,
    rejected,
    shipped,
    stock,
)


@pytest.fixture
async def bench(start_service):
    """20 wheels are wanted and ordered; frames are in stock."""
    bench = await start_service(service)
    await bench.hear(*WORLD, stock("FRAME", 10), matched(), purchase_order("WHEEL", 20))
    return bench


async def wheels(bench):
    await planned(bench)
    return (await proposed(bench)).get("WHEEL", [])


async def test_a_quantity_counts_once_at_every_step_to_the_stock(bench):
    steps = [
        (received("WHEEL", 12, "L1"), stock("WHEEL", 0, 12)),
        (accepted("WHEEL", 12, "L1"),),
        (stock("WHEEL", 12, 0),),
        (received("WHEEL", 8, "L2", "rec_2"), stock("WHEEL", 12, 8)),
        (stock("WHEEL", 20, 0), accepted("WHEEL", 8, "L2")),
    ]
    assert await wheels(bench) == []
    for events in steps:
        await bench.hear(*events)
        assert await wheels(bench) == [], events


async def test_exactly_what_was_rejected_is_proposed_again_even_before_the_stock_is_blocked(bench):
    await bench.hear(received("WHEEL", 12, "L1"), stock("WHEEL", 0, 12), rejected("WHEEL", 12, "L1"))
    assert await wheels(bench) == [12]
    await bench.hear(stock("WHEEL", 0, 0))
    assert await wheels(bench) == [12]
    shortage = (await bench.told(ShortageFound))[0]
    assert (shortage.item, shortage.quantity, shortage.reference) == ("WHEEL", ea(12), "L1")
    assert shortage.cause == "bent spokes"


async def test_what_was_rejected_by_mistake_is_not_proposed_again(bench):
    bad = rejected("WHEEL", 12, "L1")
    await bench.hear(received("WHEEL", 12, "L1"), stock("WHEEL", 0, 12), bad)
    assert await wheels(bench) == [12]
    await bench.hear(reopened(bad))
    assert await wheels(bench) == []


async def test_while_stock_moves_lag_behind_only_good_lots_count(bench):
    await bench.hear(received("WHEEL", 12, "L1"), received("WHEEL", 8, "L2", "rec_2"), stock("WHEEL", 0, 20))
    await bench.hear(rejected("WHEEL", 12, "L1"), accepted("WHEEL", 8, "L2"))
    assert await wheels(bench) == [12]
    await bench.hear(stock("WHEEL", 0, 8))
    assert await wheels(bench) == [12]
    await bench.hear(stock("WHEEL", 8, 0))
    assert await wheels(bench) == [12]


async def test_an_order_that_is_late_for_a_rejected_lot_says_so_until_a_good_one_came(bench):
    await bench.hear(matched(due=2), purchase_order("WHEEL", 20, due=1))
    await bench.hear(received("WHEEL", 20, "L1"), stock("WHEEL", 0, 20), rejected("WHEEL", 20, "L1"))
    plan = await planned(bench)
    late = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=late_demand&order=ord_1")
    assert "lot L1 of WHEEL was rejected: bent spokes" in late[0]["message"]
    bench.clock.advance_to(bench.clock.now().replace(hour=12))
    await bench.hear(received("WHEEL", 1, "L2", "rec_2", "po_2"), accepted("WHEEL", 1, "L2"))
    plan = await planned(bench)
    late = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=late_demand")
    assert "rejected" not in late[0]["message"]


async def test_a_firm_order_that_comes_too_late_is_to_be_expedited(bench):
    await bench.hear(purchase_order("WHEEL", 20, due=32))
    plan = await planned(bench)
    moved = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=expedite")
    assert [(e["reference"], e["stands"]) for e in moved] == [("po_1/1", day(32).isoformat())]


async def test_an_order_for_the_end_of_the_calendar_is_no_supply_and_stops_no_plan(bench):
    order = purchase_order("WHEEL", 20)
    await bench.hear(replace(order, lines=tuple(replace(line, due=date.max) for line in order.lines)))
    await bench.hear(replace(_created(10), start=date.max, due=date.max))
    assert await wheels(bench) == [20]
    plan = await planned(bench)
    idle = await listed(bench, f"/v1/exceptions?plan={plan['plan']}&kind=cancel")
    assert [e["reference"] for e in idle] == ["wo_1"]


async def test_a_work_order_takes_its_material_once_and_brings_its_pieces_once(bench):
    await bench.hear(_created(10))
    assert await wheels(bench) == []
    await bench.hear(_released(10))
    assert await wheels(bench) == []
    await bench.hear(received("WHEEL", 20, "L1"), accepted("WHEEL", 20, "L1"), stock("WHEEL", 20))
    await bench.hear(stock("WHEEL", 0), _issued(20), stock("FRAME", 0), _issued(10, "FRAME", "iss_2"))
    assert (await planned(bench))["proposals"] == 0
    await bench.hear(_completed(10))
    assert (await planned(bench))["proposals"] == 0
    await bench.hear(stock("BIKE", 0, 10), _closed(), accepted("BIKE", 10, "wo_1", InspectionKind.FINAL))
    assert (await planned(bench))["proposals"] == 0
    await bench.hear(stock("BIKE", 10))
    assert (await planned(bench))["proposals"] == 0


async def test_material_that_broke_is_wanted_once_more_until_more_was_issued(bench):
    await bench.hear(_created(10), _released(10), _issued(20), _issued(10, "FRAME", "iss_2"), stock("FRAME", 0))
    await bench.hear(received("WHEEL", 20, "L1"), accepted("WHEEL", 20, "L1"), stock("WHEEL", 0))
    assert await wheels(bench) == []
    await bench.hear(_scrapped(3))
    assert await wheels(bench) == [3]
    await bench.hear(_scrapped(3))
    assert await wheels(bench) == [3]
    await bench.hear(_issued(3, issue="iss_3"))
    assert await wheels(bench) == []
    await bench.hear(_issued(1, issue="iss_4"))
    assert await wheels(bench) == []
    await bench.hear(_scrapped(1, issue="iss_5"))
    assert await wheels(bench) == []


async def test_pieces_that_the_shop_takes_back_are_no_longer_there(bench):
    await bench.hear(_created(10), _released(10), _issued(20), _issued(10, "FRAME", "iss_2"), stock("FRAME", 0))
    await bench.hear(_completed(6), _completed(4), stock("BIKE", 0, 10))
    assert (await planned(bench))["proposals"] == 0
    await bench.hear(_taken_back(3), stock("BIKE", 0, 7), _closed())
    await planned(bench)
    assert (await proposed(bench))["BIKE"] == [3]


async def test_pieces_that_fail_the_final_inspection_are_made_again(bench):
    await bench.hear(_created(10), _released(10), _issued(20), _issued(10, "FRAME", "iss_2"), stock("FRAME", 0))
    await bench.hear(_completed(10), _closed(), rejected("BIKE", 10, "wo_1", InspectionKind.FINAL))
    await planned(bench)
    assert (await proposed(bench))["BIKE"] == [10]
    assert await bench.told(ShortageFound) == []


async def test_shipped_goods_are_asked_for_no_more(bench):
    await bench.hear(shipped("shp_1", 7))
    await planned(bench)
    assert (await proposed(bench))["BIKE"] == [3]


async def test_work_that_was_moved_is_to_be_pulled_forward_from_its_new_day(bench):
    await bench.hear(_created(10))
    await bench.hear(
        WorkOrderRescheduled(
            work_order="wo_1",
            item="BIKE",
            plant="north",
            previous=day(29),
            due=day(34),
            cause="machine down",
            reference="exc_1",
        )
    )
    plan = await planned(bench)
    late = [e for e in await listed(bench, f"/v1/exceptions?plan={plan['plan']}") if e["reference"] == "wo_1"]
    assert [(e["kind"], e["stands"]) for e in late] == [("expedite", day(34).isoformat())]


def _created(quantity):
    return WorkOrderCreated(
        work_order="wo_1",
        number="WO-1",
        item="BIKE",
        plant="north",
        quantity=ea(quantity),
        start=day(28),
        due=day(29),
        proposal="",
    )


def _released(quantity):
    parts = (
        WorkOrderComponent(item="FRAME", quantity=ea(quantity)),
        WorkOrderComponent(item="WHEEL", quantity=ea(2 * quantity)),
    )
    return WorkOrderReleased(
        work_order="wo_1", item="BIKE", plant="north", quantity=ea(quantity), lot="wo_1", components=parts
    )


def _issued(quantity, name="WHEEL", issue="iss_1"):
    line = IssuedLine(item=name, lot="L1", serial="", quantity=ea(quantity))
    return MaterialIssued(issue=issue, work_order="wo_1", plant="north", lines=(line,))


def _scrapped(quantity, name="WHEEL", issue="iss_3"):
    line = IssuedLine(item=name, lot="L1", serial="", quantity=ea(quantity))
    return MaterialScrapped(issue=issue, work_order="wo_1", plant="north", lines=(line,), reason="broke")


def _completed(quantity):
    return UnitsCompleted(work_order="wo_1", item="BIKE", plant="north", lot="wo_1", quantity=ea(quantity))


def _taken_back(quantity):
    return UnitsTakenBack(
        work_order="wo_1", item="BIKE", plant="north", lot="wo_1", quantity=ea(quantity), reason="cracked"
    )


def _closed():
    return WorkOrderClosed(work_order="wo_1", item="BIKE", plant="north", good=ea(10), scrap=ea(0))
