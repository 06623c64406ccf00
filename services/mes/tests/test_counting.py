"""MES-2: what a machine counts goes to the operations dispatched to it; nothing counted is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.mes.v1 import UnitsCompleted, WorkOrderClosed
from headrace_contracts.product.v1 import Tracking
from headrace_mes.model.counting import MachineCount, assign
from headrace_mes.model.material import IssuedLot
from headrace_mes.model.operation import CountedBy, Machine, WrongCount
from headrace_mes.model.work_order import OrderState, WorkOrder

from .shop import AT, STEPS, dispatch, make_order, pcs, released, report, start


def count(machine: str, pieces: int) -> MachineCount:
    return MachineCount(machine, "P1", "SAW", pieces, AT)


def given_to(machine: str, number: str, minutes_ago: int, quantity: int = 4) -> WorkOrder:
    order = released(quantity, number=number, steps=STEPS[:1])
    order.dispatch(10, Machine(machine, "SAW"), AT - timedelta(minutes=minutes_ago))
    return order


def test_the_operation_dispatched_first_gets_the_pieces_first():
    later, first = given_to("M", "W-1", 5), given_to("M", "W-2", 9)
    counted, left = assign(count("M", 6), [later, first])
    assert [order.number for order in counted] == ["W-2", "W-1"]
    assert (first.operation(10).ahead, later.operation(10).ahead, left.pieces) == (4, 2, 0)


def test_pieces_beyond_what_is_open_belong_to_nobody():
    order = given_to("M", "W-1", 5)
    assert assign(count("M", 7), [order])[1].pieces == 3
    assert assign(count("M", 2), [order]) == ([], count("M", 2))
    assert assign(count("X", 2), [given_to("M", "W-2", 1)])[1].pieces == 2


def test_counted_pieces_start_the_operation_and_are_reported_by_the_machine():
    order = given_to("M", "W-1", 5)
    order.count(10, 3)
    (told,) = order.advance(AT)
    assert (told.good, told.counted_by, told.machine) == (pcs(3), CountedBy.MACHINE, "M")
    assert (order.state, order.operation(10).ahead) == (OrderState.IN_PROGRESS, 0)


def test_pieces_counted_before_their_material_is_known_wait_for_it():
    order = make_order(4, steps=STEPS[:1])
    order.release(AT)
    dispatch(order, 10, "M")
    order.count(10, 4)
    assert order.advance(AT) == []
    order.issue([IssuedLot("BOLT", "B-1", "", pcs(13))])
    assert [told.good for told in order.advance(AT)] == [pcs(2)]
    order.issue([IssuedLot("BOLT", "B-1", "", pcs(11)), IssuedLot("BOLT", "B-2", "", pcs(1))])
    order.advance(AT)
    assert (order.good, order.state) == (pcs(4), OrderState.COMPLETED)
    assert [(lot.lot, lot.issued) for lot in order.material] == [("B-1", pcs(24)), ("B-2", pcs(1))]


def test_pieces_counted_before_the_operation_ahead_passed_them_on_wait_for_it():
    order = released(4, steps=STEPS[:2])
    start(order, 10)
    dispatch(order, 20, "W")
    order.count(20, 3)
    assert order.advance(AT) == []
    report(order, 10, 2)
    assert [told.good for told in order.advance(AT)] == [pcs(2)]
    assert order.operation(20).ahead == 1
    report(order, 10, 2)
    order.advance(AT)
    assert (order.good, order.operation(20).ahead) == (pcs(3), 0)


def test_the_last_piece_completes_the_order_and_tells_what_went_into_it():
    order = released(2, steps=STEPS[:1])
    start(order, 10)
    report(order, 10, 0, 1, ["W-7-0001"])
    order.collect_events()
    order.count(10, 1)
    order.advance(AT)
    order.close(AT)
    _, completed, closed = order.collect_events()
    assert isinstance(completed, UnitsCompleted)
    assert (completed.serials, completed.quantity, completed.lot) == (("W-7-0002",), pcs(1), "W-7")
    assert [(c.output, c.quantity) for c in completed.consumed] == [("W-7", pcs(12))]
    assert isinstance(closed, WorkOrderClosed)
    assert (closed.good, closed.scrap) == (pcs(1), pcs(1))


def test_an_order_that_is_all_scrap_completes_no_units():
    order = released(1, steps=STEPS[:1])
    start(order, 10)
    report(order, 10, 0, 1)
    order.collect_events()
    order.advance(AT)
    assert (order.state, order.collect_events()) == (OrderState.COMPLETED, [])


def test_the_last_piece_may_be_a_part_of_one():
    order = released("2.5", Tracking.LOT, steps=STEPS[:2])
    for sequence in (10, 20):
        dispatch(order, sequence, f"M-{sequence}")
        order.count(sequence, 3)
    order.advance(AT)
    assert (order.good, order.state) == (pcs("2.5"), OrderState.COMPLETED)
    assert [operation.ahead for operation in order.operations] == [0, 0]


def test_more_than_is_open_is_not_counted():
    with pytest.raises(WrongCount, match="more than are open"):
        given_to("M", "W-1", 5).count(10, 5)


BATCHES = st.lists(st.tuples(st.sampled_from(["M-10", "M-20"]), st.integers(0, 5)), max_size=12)


@settings(max_examples=60)
@given(BATCHES, st.integers(0, 40))
def test_every_piece_that_was_counted_is_booked_or_ahead_or_unassigned(batches, bolts):
    order = make_order(6, steps=STEPS[:2])
    order.release(AT)
    for sequence in (10, 20):
        dispatch(order, sequence, f"M-{sequence}")
    if bolts:
        order.issue([IssuedLot("BOLT", "B-1", "", pcs(bolts))])
    counted, unassigned = {"M-10": 0, "M-20": 0}, {"M-10": 0, "M-20": 0}
    for machine, pieces in batches:
        counted[machine] += pieces
        unassigned[machine] += assign(count(machine, pieces), [order])[1].pieces
        order.advance(AT)
    for operation in order.operations:
        booked = int(operation.good.value) + operation.ahead
        assert booked + unassigned[operation.machine] == counted[operation.machine]
    assert order.operations[0].good.value * 6 <= bolts
    assert order.operations[1].good <= order.operations[0].good
