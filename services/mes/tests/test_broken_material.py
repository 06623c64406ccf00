"""MES-2, MES-7: what broke at the machine is in nothing that is made, and pieces wait until more was issued for it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.logistics.v1 import IssuedLine, MaterialScrapped
from headrace_contracts.mes.v1 import Certainty, UnitsCompleted, WorkOrderClosed
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model.genealogy import left_of
from headrace_mes.model.material import IssuedLot, Output
from headrace_mes.model.work_order import WorkOrder
from headrace_testkit.bench import ServiceBench

from .plant import as_json, created, ea, issued, release, shown
from .shop import AT, STEPS, allocate, make_order, pcs, report, start

RECORDED, POSSIBLE = Certainty.RECORDED, Certainty.POSSIBLE


def bolts(lot: str, quantity: int, **more: str | None) -> IssuedLot:
    return IssuedLot("BOLT", lot, "", pcs(quantity), **more)


def scrapped(work_order: str, item: str, lot: str, quantity: int | str) -> MaterialScrapped:
    line = IssuedLine(item=item, lot=lot, serial="", quantity=ea(quantity))
    return MaterialScrapped(issue="iss_2", work_order=work_order, plant="north", lines=(line,), reason="broke")


async def wheels(bench: ServiceBench, quantity: int = 20) -> str:
    """Ten spokes are needed and issued."""
    order = (await created(bench, name="WHEEL", quantity=quantity))["id"]
    await release(bench, order)
    await bench.hear(issued(order, ("SPOKE", "A", 10)))
    return order


async def reported(bench: ServiceBench, order: str, good: int):
    body = {"sequence": 10, "good": as_json(good), "scrap": as_json(0)}
    return await bench.client("operator").post(f"/v1/work-orders/{order}/reports", json=body)


def used(told: list[UnitsCompleted]) -> list[tuple[str, Decimal, Certainty | None]]:
    return [(c.lot, c.quantity.value, c.certainty) for event in told for c in event.consumed]


async def test_one_broke_and_one_more_was_issued_ten_are_used_and_none_is_left(bench):
    order = await wheels(bench)
    await bench.hear(scrapped(order, "SPOKE", "A", 1), issued(order, ("SPOKE", "B", 1)))
    assert (await reported(bench, order, 20)).status_code == 201
    assert used(await bench.told(UnitsCompleted)) == [("A", 9, RECORDED), ("B", 1, RECORDED)]
    assert (await bench.told(WorkOrderClosed))[0].consumed == ()
    found = await shown(bench, order)
    assert [(lot["lot"], lot["quantity"]["value"]) for lot in found["broken"]] == [("A", "1")]
    genealogy = (await bench.client("auditor").get(f"/v1/work-orders/{order}/genealogy")).json()
    assert genealogy["left"] == []


async def test_one_more_that_nothing_broke_for_is_left(bench):
    order = await wheels(bench)
    await bench.hear(issued(order, ("SPOKE", "B", 1)))
    assert (await reported(bench, order, 20)).status_code == 201
    assert used(await bench.told(UnitsCompleted)) == [("A", 10, RECORDED), ("B", 0, POSSIBLE)]


async def test_a_lot_that_broke_wholly_is_in_nothing(bench):
    order = await wheels(bench)
    await bench.hear(issued(order, ("SPOKE", "B", 1)), scrapped(order, "SPOKE", "B", 1))
    assert (await reported(bench, order, 20)).status_code == 201
    assert used(await bench.told(UnitsCompleted)) == [("A", 10, RECORDED)]


async def test_pieces_wait_until_more_was_issued_for_what_broke(bench):
    order = await wheels(bench)
    await bench.hear(scrapped(order, "SPOKE", "A", 1))
    refused = await reported(bench, order, 20)
    assert (refused.status_code, "1 EA of SPOKE are not issued" in refused.json()["detail"]) == (422, True)
    await bench.hear(issued(order, ("SPOKE", "B", 1)))
    assert (await reported(bench, order, 20)).status_code == 201


async def test_more_broke_than_was_not_used_the_pieces_stand_and_the_rest_is_told_when_it_is_issued(bench):
    order = await wheels(bench)
    await bench.hear(scrapped(order, "SPOKE", "A", 10))
    assert (await shown(bench, order))["genealogy"] == []
    await bench.hear(issued(order, ("SPOKE", "B", 10)))
    assert (await reported(bench, order, 12)).status_code == 201
    assert used(await bench.told(UnitsCompleted)) == [("B", 6, RECORDED)]
    await bench.hear(scrapped(order, "SPOKE", "B", 5))
    assert (await reported(bench, order, 8)).status_code == 422
    await bench.hear(issued(order, ("SPOKE", "C", 5)))
    assert (await reported(bench, order, 8)).status_code == 201
    assert (await bench.told(WorkOrderClosed))[0].consumed == ()
    assert await bench.parked() == []


def order_of(quantity: int, *lots: IssuedLot) -> WorkOrder:
    """Six bolts go into each piece."""
    order = make_order(quantity, tracking=Tracking.LOT, steps=STEPS[:1])
    order.release(AT)
    order.issue(lots)
    start(order, 10)
    return order


@pytest.mark.parametrize("maker", ["s1", None], ids=["its maker's", "issued before lots had a maker"])
def test_what_broke_is_taken_off_the_lot_it_is_of(maker):
    order = order_of(2, bolts("A", 12, maker=maker), bolts("A", 1, maker="s2"))
    order.scrap_material([bolts("A", 1, maker="s1")])
    order.scrap_material([bolts("A", 1, maker="s1")])
    assert list(left_of(order.material)) == [bolts("A", 10, maker=maker), bolts("A", 1, maker="s2")]


def test_pieces_already_made_are_counted_though_their_material_is_said_to_have_broken():
    order = order_of(2, bolts("A", 12))
    report(order, 10, 1)
    order.scrap_material([bolts("A", 8)])
    assert [(use.lot, use.quantity) for use in order.genealogy().consumed] == [("A", pcs(4))]


def test_what_was_told_as_used_before_it_was_heard_that_it_broke_stays_told():
    told, broken = [bolts("A", 6)], [bolts("A", 6)]
    found = allocate(Output("W-7", pcs(1), pcs(1)), [bolts("A", 6), bolts("B", 6)], {"BOLT": pcs(6)}, told, broken)
    assert [(use.lot, use.quantity) for use in found.consumed] == [("A", pcs(6)), ("B", pcs(0))]


AMOUNTS = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 50)), max_size=8)


@given(st.integers(0, 12), AMOUNTS, st.integers(1, 6))
def test_what_was_issued_is_consumed_or_broke_or_is_left(made, amounts, each):
    lots = [(bolts(f"L{n}", issue), bolts(f"L{n}", min(issue, broke))) for n, (issue, broke) in enumerate(amounts)]
    issued_lots, broken = [lot for lot, _ in lots], [lot for _, lot in lots if lot.quantity]
    enough = sum(lot.quantity.value for lot in issued_lots) >= made * each
    if not enough:
        return
    found = allocate(Output("W-7", pcs(made), pcs(made)), issued_lots, {"BOLT": pcs(each)}, (), broken)
    for lot in issued_lots:
        parts = (part for part in (*found.consumed, *found.left, *broken) if part.lot == lot.lot)
        assert sum((part.quantity for part in parts), start=Quantity.zero("pcs")) == lot.quantity
    whole = {lot.lot for lot in issued_lots if lot in broken}
    assert whole.isdisjoint(use.lot for use in found.consumed)
