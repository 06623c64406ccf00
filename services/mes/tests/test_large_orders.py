"""MES-2, MES-7, PLT-6: whatever an order of thousands of pieces and of lots tells, it tells in events that pass."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from headrace_chassis.events.log import LARGEST
from headrace_contracts.event import Event
from headrace_contracts.mes.v1 import Consumption, MaterialUsed, UnitsCompleted, WorkOrderClosed
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model.correcting import Correction, correct
from headrace_mes.model.material import IssuedLot
from headrace_mes.model.operation import Pieces
from headrace_mes.model.units import MOST_SERIALS, UnitState
from headrace_mes.model.work_order import OrderState, WorkOrder

from .shop import AT, STEPS, make_order, pcs, report, start


def supplied(quantity: int, tracking: Tracking = Tracking.SERIAL) -> WorkOrder:
    """Six bolts go into each piece; each half dozen is a lot of its own, of a maker with a long name."""
    order = make_order(quantity, number="WO-123456", tracking=tracking, steps=STEPS[:1])
    order.release(AT)
    maker = "an-organisation-with-a-long-name"
    order.issue([IssuedLot("BOLT", f"LOT-2026-{n:06}", f"SERIAL-{n:06}", pcs(6), maker) for n in range(quantity)])
    start(order, 10)
    return order


def told_by(order: WorkOrder) -> list[Event]:
    order.advance(AT)
    if order.state is OrderState.COMPLETED:
        order.close(AT)
    told = order.collect_events()
    assert max(len(event.to_wire()) for event in told) < LARGEST
    return told


def used(told: Sequence[Event]) -> list[Consumption]:
    telling = (UnitsCompleted, MaterialUsed, WorkOrderClosed)
    return [use for event in told if isinstance(event, telling) for use in event.consumed]


@pytest.mark.parametrize("quantity", [5_000, MOST_SERIALS])
def test_an_order_of_thousands_of_serials_is_completed(quantity):
    order = supplied(quantity)
    report(order, 10, quantity)
    told = told_by(order)
    completed = [event for event in told if isinstance(event, UnitsCompleted)]
    assert [serial for event in completed for serial in event.serials] == [unit.serial for unit in order.units]
    assert all(event.quantity == pcs(len(event.serials)) for event in completed)
    assert len({use.serial for use in used(told)}) == len(used(told)) == quantity
    assert isinstance(told[-1], WorkOrderClosed)


def test_one_lot_made_of_thousands_of_lots_is_told_once_and_before_it_what_one_event_has_no_room_for():
    order = supplied(5_000, Tracking.LOT)
    report(order, 10, 5_000)
    told = told_by(order)
    (completed,) = (event for event in told if isinstance(event, UnitsCompleted))
    assert completed.quantity == pcs(5_000)
    assert [type(event) for event in told[-6:]] == [MaterialUsed] * 4 + [UnitsCompleted, WorkOrderClosed]
    assert sum((use.quantity for use in used(told)), start=Quantity.zero("pcs")) == pcs(30_000)


def test_an_order_of_which_all_is_scrap_tells_what_it_took_before_it_is_closed():
    order = supplied(5_000)
    report(order, 10, 0, 5_000)
    told = told_by(order)
    assert len(used(told)) == 5_000
    assert isinstance(told[-1], WorkOrderClosed)
    assert {unit.state for unit in order.units} == {UnitState.SCRAPPED}


def test_thousands_that_are_taken_back_are_told_in_parts():
    order = supplied(3_000)
    report(order, 10, 2_999)
    order.complete(AT)
    order.state = OrderState.IN_PROGRESS
    told_by(order)
    correct(order, Correction(10, pcs(2_500), Pieces.GOOD, Pieces.WAITING, "never made"), "olga", AT)
    told = [event for event in told_by(order) if hasattr(event, "unused")]
    assert [len(event.serials) for event in told] == [1000, 1000, 500]
    assert len({use.serial for event in told for use in event.unused}) == 2_500


def test_what_is_news_of_a_lot_is_told_once():
    order = supplied(10)
    for _ in range(3):
        report(order, 10, 1)
        order.complete(AT)
        order.state = OrderState.IN_PROGRESS
    told = order.collect_events()
    parts = [event for event in told if isinstance(event, UnitsCompleted)]
    assert [len(event.consumed) for event in parts] == [10, 1, 1]
