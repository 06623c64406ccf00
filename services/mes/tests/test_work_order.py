"""MES-1: a work order from creation to its close, with serials, scrap and cancellation."""

from collections.abc import Sequence
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.event import Event
from headrace_contracts.mes.v1 import UnitsCompleted, UnitsTakenBack, WorkOrderClosed
from headrace_contracts.product.v1 import Tracking
from headrace_contracts.values import Quantity
from headrace_mes.model import stock
from headrace_mes.model.closing import close_short
from headrace_mes.model.correcting import Correction, correct
from headrace_mes.model.operation import Pieces, Step, WrongCount, WrongMoment
from headrace_mes.model.reporting import PersonsReport, report_by_person
from headrace_mes.model.units import UnitPlace, UnitState, UnknownUnit
from headrace_mes.model.work_order import (
    CancelOutcome,
    OrderState,
    UnknownOperation,
    WorkOrder,
    WrongOrder,
    WrongStage,
)

from .shop import AT, STEPS, dispatch, good_serials, make_all, make_order, pcs, peg, released, report, start


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"quantity": 0}, "more than 0"),
        ({"quantity": -1}, "more than 0"),
        ({"quantity": "1.5"}, "whole pieces"),
        ({"steps": ()}, "no routing in plant P1"),
        ({"steps": (STEPS[1], STEPS[0])}, "number them upwards"),
        ({"steps": (STEPS[0], STEPS[0])}, "number them upwards"),
        ({"due": date(2026, 11, 1)}, "before its start"),
    ],
)
def test_an_order_that_makes_no_sense_is_refused(changes, word):
    with pytest.raises(WrongOrder, match=word):
        make_order(**changes)


def test_release_makes_the_same_serials_whenever_it_is_played():
    assert [unit.serial for unit in released(3).units] == ["W-7-0001", "W-7-0002", "W-7-0003"]
    assert list(released(3).units) == list(released(3).units)


def test_serials_sort_as_text_however_many_there_are():
    serials = [unit.serial for unit in released(10_000).units]
    assert serials == sorted(set(serials))


def test_a_lot_tracked_item_has_one_lot_and_no_serials():
    order = released("2.5", Tracking.LOT)
    assert (order.lot, len(order.units)) == ("W-7", 0)


def test_the_order_runs_from_release_to_close():
    order = make_all(released())
    assert (order.state, order.good, order.completed_at) == (OrderState.COMPLETED, pcs(4), AT)
    assert good_serials(order) == ("W-7-0001", "W-7-0002", "W-7-0003", "W-7-0004")
    order.close(AT)
    assert (order.state, order.closed_at) == (OrderState.CLOSED, AT)


def test_every_stage_refuses_what_is_not_its_turn():
    created, done = make_order(), make_all(released())
    for early in (lambda: dispatch(created, 10, "M"), lambda: created.close(AT), lambda: released().close(AT)):
        with pytest.raises(WrongStage):
            early()
    for late in (lambda: done.release(AT), lambda: report(done, 10, 1), lambda: done.cancel("late")):
        with pytest.raises(WrongStage, match="completed"):
            late()


def test_the_first_start_brings_the_order_in_progress():
    order = released()
    dispatch(order, 10, "M-1")
    assert order.state is OrderState.RELEASED
    order.start_operation(10, AT)
    assert order.state is OrderState.IN_PROGRESS


def test_an_operation_that_is_not_there_is_named():
    with pytest.raises(UnknownOperation, match="it has 10, 20, 30"):
        dispatch(released(), 99, "M-1")


def test_scrap_takes_the_named_piece():
    order = released()
    start(order, 10)
    report(order, 10, 3, 1, ["W-7-0002"])
    assert [unit.serial for unit in order.units if unit.state is UnitState.SCRAPPED] == ["W-7-0002"]


def test_scrap_that_nobody_named_takes_the_last_pieces():
    order = released()
    start(order, 10)
    report(order, 10, 1, 2, ["W-7-0001"])
    scrapped = [unit.serial for unit in order.units if unit.state is UnitState.SCRAPPED]
    assert scrapped == ["W-7-0001", "W-7-0004"]


@pytest.mark.parametrize("serials", [["X"], ["W-7-0001", "W-7-0001"], ["W-7-0001", "W-7-0002", "W-7-0003"]])
def test_scrap_of_pieces_that_are_not_in_work_is_refused(serials):
    order = released()
    start(order, 10)
    with pytest.raises(UnknownUnit, match="in work once"):
        report(order, 10, 0, 2, serials)
    assert (order.scrap, order.waiting_at(10)) == (pcs(0), pcs(4))


def test_a_refused_report_leaves_the_serials_as_they_were():
    order = released()
    start(order, 10)
    with pytest.raises(WrongCount):
        report(order, 10, 3, 2)
    assert all(unit.state is UnitState.IN_WORK for unit in order.units)


def test_pieces_leave_the_last_operation_in_the_order_of_their_serials():
    order = released(4, steps=STEPS[:1])
    start(order, 10)
    report(order, 10, 1)
    report(order, 10, 1, 1, ["W-7-0002"])
    assert good_serials(order) == ("W-7-0001", "W-7-0003")
    report(order, 10, 1)
    assert good_serials(order) == ("W-7-0001", "W-7-0003", "W-7-0004")


def test_serial_pieces_are_reported_whole():
    order = released()
    start(order, 10)
    with pytest.raises(WrongCount, match="whole pieces"):
        order.report(10, good=pcs("0.5"), scrap=pcs(0), counted_by="person", at=AT)


def test_an_order_cancelled_before_its_start_is_over():
    for order in (make_order(), released()):
        assert order.cancel("customer") is CancelOutcome.CANCELLED
        assert (order.state, order.pegs, order.cancel_reason) == (OrderState.CANCELLED, (), "customer")
        with pytest.raises(WrongStage):
            dispatch(order, 10, "M-1")


def test_an_order_cancelled_after_its_start_is_made_for_stock():
    order = released()
    start(order, 10)
    assert order.cancel("customer") is CancelOutcome.GOES_TO_STOCK
    assert (order.state, order.pegs) == (OrderState.IN_PROGRESS, ())
    report(order, 10, 4)


def test_one_customer_s_cancellation_leaves_the_others_in():
    order = make_order(pegs=[peg("SO-1", 1, 1), peg("SO-1", 2, 1), peg("SO-2", 1, 2)])
    assert order.drop_demand("SO-1", "customer") is CancelOutcome.STILL_NEEDED
    assert order.pegs == (peg("SO-2", 1, 2),)
    with pytest.raises(WrongOrder, match="not made for order SO-1"):
        order.drop_demand("SO-1", "again")
    assert order.drop_demand("SO-2", "customer") is CancelOutcome.CANCELLED


ACTIONS = st.one_of(
    st.tuples(st.just("start"), st.sampled_from([10, 20, 30])),
    st.tuples(st.just("report"), st.sampled_from([10, 20, 30]), st.integers(0, 6), st.integers(0, 2)),
    st.tuples(st.just("say"), st.sampled_from([10, 20, 30]), st.integers(0, 6), st.integers(0, 2)),
    st.tuples(st.just("count"), st.sampled_from([10, 20, 30]), st.integers(1, 6)),
    st.tuples(
        st.just("correct"),
        st.sampled_from([10, 20, 30]),
        st.integers(1, 4),
        st.sampled_from(list(Pieces)),
        st.sampled_from(list(Pieces)),
    ),
    st.tuples(st.just("judge")),
    st.tuples(st.just("finish"), st.sampled_from([10, 20, 30])),
    st.tuples(st.just("cancel")),
    st.tuples(st.just("close")),
)


def act(order: WorkOrder, name: str, *details: Any) -> None:
    if name == "start":
        start(order, details[0])
    elif name == "report":
        report(order, *details)
    elif name == "say":
        said = PersonsReport(details[0], pcs(details[1]), pcs(details[2]), "bent")
        report_by_person(order, said, "mia", AT)
        order.advance(AT)
    elif name == "count":
        order.count(details[0], details[1])
        order.advance(AT)
        order.surplus()
    elif name == "correct":
        correct(order, Correction(details[0], pcs(details[1]), details[2], details[3], "miscounted"), "mia", AT)
        order.advance(AT)
        order.surplus()
    elif name == "judge":
        stock.judge(order, order.handed_over - order.judged, ())
    elif name == "close":
        close_short(order, "enough", "mia", AT)
    elif name == "finish":
        order.finish_operation(details[0], AT)
    else:
        order.cancel("customer")


def check(order: WorkOrder) -> None:
    lost, passed_on = pcs(0), order.quantity
    for operation in order.operations:
        sequence = operation.step.sequence
        lost += operation.scrap
        assert min(operation.good, operation.scrap, order.still_open(sequence)) >= pcs(0)
        assert operation.good + lost + order.still_open(sequence) + order.short == order.quantity
        assert operation.good <= passed_on
        assert order.waiting_at(sequence) >= pcs(0)
        assert order.still_open(sequence) >= order.waiting_at(sequence)
        passed_on = operation.good
    statuses = [unit.state for unit in order.units]
    assert statuses.count(UnitState.SCRAPPED) == order.scrap.value
    assert statuses.count(UnitState.GOOD) == order.good.value
    assert pcs(0) <= order.handed_over <= order.good
    away = [unit for unit in order.units if unit.place is not UnitPlace.SHOP]
    assert (len(away), {unit.state for unit in away} <= {UnitState.GOOD}) == (order.handed_over.value, True)
    if order.state in (OrderState.COMPLETED, OrderState.CLOSED):
        assert order.good + order.scrap + order.short == order.quantity
        assert order.handed_over == order.good


def check_what_was_told(order: WorkOrder, told: Sequence[Event]) -> None:
    """Who adds up what was told has what the order has: pieces in stock, material used up."""
    pieces, used, serials = Decimal(0), Decimal(0), set()
    for event in told:
        if isinstance(event, UnitsCompleted):
            pieces += event.quantity.value
            used += sum(part.quantity.value for part in event.consumed)
            assert not serials & set(event.serials)
            serials |= set(event.serials)
            assert all(part.quantity.value >= 0 for part in event.consumed)
        if isinstance(event, UnitsTakenBack):
            pieces -= event.quantity.value
            used -= sum(part.quantity.value for part in event.unused)
            assert set(event.serials) <= serials
            serials -= set(event.serials)
            assert all(part.quantity.value > 0 for part in event.unused)
        if isinstance(event, WorkOrderClosed):
            used += sum(part.quantity.value for part in event.consumed)
    assert pieces == order.handed_over.value
    assert len(serials) == pieces
    if order.state is OrderState.CLOSED:
        assert used == 6 * (order.good + order.scrap).value


@settings(max_examples=150)
@given(st.integers(1, 12), st.integers(1, 3), st.lists(ACTIONS, max_size=50))
def test_no_piece_appears_or_vanishes_at_any_operation(quantity, operations, actions):
    order, told = released(quantity, steps=STEPS[:operations]), []
    for sequence in (10, 20, 30)[:operations]:
        dispatch(order, sequence, f"M-{sequence}")
    order.collect_events()
    for action in actions:
        before = deepcopy(order)
        try:
            act(order, *action)
        except RuleBroken:
            order = before  # as the transaction is given up
        if order.state is OrderState.COMPLETED:
            order.close(AT)
        told += order.collect_events()
        check(order)
    check_what_was_told(order, told)


def test_units_of_measure_do_not_mix():
    order = released()
    start(order, 10)
    with pytest.raises(ValueError, match="different units"):
        order.report(10, good=Quantity.of(1, "kg"), scrap=pcs(0), counted_by="person", at=AT)


def test_a_waiting_operation_takes_no_report():
    order = released()
    start(order, 10)
    report(order, 10, 2)
    with pytest.raises(WrongMoment, match="start it"):
        report(order, 20, 1)


def test_a_single_step_order_completes_at_once():
    order = released(1, steps=[Step(5, "assemble", "BENCH", STEPS[0].setup_minutes, STEPS[0].setup_minutes)])
    assert make_all(order).state is OrderState.COMPLETED
