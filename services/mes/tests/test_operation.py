"""MES-2: operations are dispatched, started, reported and finished, and overlap piece by piece."""

from decimal import Decimal

import pytest

from headrace_mes.model.operation import (
    CountedBy,
    Machine,
    OperationReport,
    OperationState,
    WrongCount,
    WrongMachine,
    WrongMoment,
)
from headrace_mes.model.work_order import OrderState, WrongStage

from .shop import AT, STEPS, dispatch, make_all, pcs, released, report, start


def test_a_report_tells_who_counted_what_where():
    order = released()
    start(order, 10)
    who = {"counted_by": CountedBy.PERSON, "at": AT, "person": "mia", "reason": "scratched"}
    told = order.report(10, good=pcs(2), scrap=pcs(1), **who)
    assert told == OperationReport(10, "M-10", pcs(2), pcs(1), CountedBy.PERSON, AT, "mia", "scratched")
    assert (order.waiting_at(10), order.still_open(10), order.waiting_at(20)) == (pcs(1), pcs(1), pcs(2))


def test_the_next_operation_starts_on_the_first_piece():
    order = released()
    start(order, 10)
    with pytest.raises(WrongStage, match="no piece waits"):
        start(order, 20)
    report(order, 10, 1)
    order.start_operation(20, AT)
    report(order, 20, 1)
    assert order.waiting_at(30) == pcs(1)


def test_no_more_is_reported_than_came_from_the_operation_before():
    order = released()
    start(order, 10)
    report(order, 10, 2)
    start(order, 20)
    with pytest.raises(WrongCount, match=r"3 pcs reported at operation 20 weld, where 2 pcs wait"):
        report(order, 20, 3)
    assert order.operation(20).good == pcs(0)


def test_scrap_that_a_person_reports_has_a_reason():
    order = released()
    start(order, 10)
    with pytest.raises(WrongCount, match="say why"):
        order.report(10, good=pcs(0), scrap=pcs(1), counted_by=CountedBy.PERSON, at=AT)


def test_an_operation_goes_to_a_machine_of_its_work_centre_only():
    order = released()
    with pytest.raises(WrongMachine, match="give operation 10 cut to a machine of SAW"):
        order.dispatch(10, Machine("W-1", "WELD"), AT)


def test_dispatching_again_to_the_same_machine_does_not_stop_it():
    order = released()
    start(order, 10)
    dispatch(order, 10, "M-10")
    assert order.operation(10).state is OperationState.RUNNING


@pytest.mark.parametrize(("good", "scrap"), [(0, 0), (-1, 2), (2, -1)])
def test_an_empty_or_negative_report_is_refused(good, scrap):
    order = released()
    start(order, 10)
    with pytest.raises(WrongCount, match="at least one"):
        report(order, 10, good, scrap)


def test_an_operation_starts_on_the_machine_it_was_given_to():
    order = released()
    dispatch(order, 10, "M-1")
    dispatch(order, 10, "M-2")
    order.start_operation(10, AT)
    with pytest.raises(WrongMoment, match="begun already"):
        order.start_operation(10, AT)
    assert order.operation(10).machine == "M-2"


def test_an_operation_that_was_given_to_no_machine_starts_by_hand():
    order = released()
    order.start_operation(10, AT)
    assert (order.operation(10).machine, order.state) == ("", OrderState.IN_PROGRESS)


def test_a_running_operation_moves_to_another_machine_and_keeps_its_count():
    order = released()
    start(order, 10)
    report(order, 10, 1)
    dispatch(order, 10, "M-2")
    with pytest.raises(WrongMoment, match="start it"):
        report(order, 10, 1)
    order.start_operation(10, AT)
    report(order, 10, 3)
    assert order.operation(10).good == pcs(4)


def test_an_operation_finishes_when_nothing_waits_or_will_come():
    order = released()
    start(order, 10)
    report(order, 10, 3)
    with pytest.raises(WrongStage, match="1 pcs wait"):
        order.finish_operation(10, AT)
    start(order, 20)
    report(order, 20, 3)
    with pytest.raises(WrongStage, match="ahead of it"):
        order.finish_operation(20, AT)
    report(order, 10, 0, 1)
    order.finish_operation(10, AT)
    order.finish_operation(20, AT)
    assert order.operation(20).state is OperationState.FINISHED
    with pytest.raises(WrongMoment, match="finished"):
        order.finish_operation(20, AT)
    with pytest.raises(WrongMoment, match="nothing to dispatch"):
        dispatch(order, 20, "M-1")


def test_when_every_piece_is_scrapped_the_rest_is_finished_unstarted():
    order = released()
    start(order, 10)
    report(order, 10, 0, 4)
    for sequence in (10, 20, 30):
        order.finish_operation(sequence, AT)
    assert (order.state, order.good, order.scrap) == (OrderState.COMPLETED, pcs(0), pcs(4))


def test_minutes_are_set_up_once_and_run_for_each_piece():
    assert STEPS[2].minutes_for(pcs(4)) == Decimal(70)


def test_remaining_work_shrinks_as_pieces_are_done():
    order = released()
    assert [work.minutes for work in order.remaining_work()] == [50, 48, 70]
    start(order, 10)
    assert order.remaining_work()[0].minutes == 20
    report(order, 10, 2, 1)
    assert [work.minutes for work in order.remaining_work()] == [5, 36, Decimal("67.5")]
    assert make_all(released()).remaining_work() == ()
