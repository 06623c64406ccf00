"""TWR-1: the life of an exception, and what the rules say of events, without a database."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.control_tower.v1 import ExceptionClosed, ExceptionOpened
from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import WrongState
from headrace_control_tower.model.chain_exception import (
    ChainException,
    ExceptionState,
    Finding,
    Relief,
    Severity,
    Subject,
)
from headrace_control_tower.model.rules import judge
from headrace_control_tower.model.telling import Thing, tell
from headrace_testkit.bench import START

from . import tower_events as told

FINDING = Finding("machine-abnormal", Severity.HIGH, Subject("machine", "mill", "north"), "Mill stands still", "cut")
MINUTE = timedelta(minutes=1)


def opened() -> ChainException:
    return ChainException.open("exc_1", "acme", FINDING, event="e-1", at=START)


def act(exception: ChainException, action: str, minute: int) -> bool:
    """Do one thing; False if the rules forbid it."""
    at = START + minute * MINUTE
    try:
        if action == "assign":
            exception.assign("me")
        elif action == "answer":
            exception.answer("found it", 1, by="me", at=at)
        elif action == "close":
            exception.close("mended", at)
        else:
            exception.observe("again", at)
    except WrongState:
        return False
    return True


ACTIONS = st.lists(st.sampled_from(["assign", "answer", "observe", "close"]), max_size=12)


@given(ACTIONS)
def test_whatever_is_done_it_is_opened_once_closed_at_most_once_and_silent_afterwards(actions: list[str]) -> None:
    exception = opened()
    done = [action for minute, action in enumerate(actions) if act(exception, action, minute)]
    events = exception.collect_events()
    assert [type(event) for event in events].count(ExceptionOpened) == 1
    closures = [event for event in events if isinstance(event, ExceptionClosed)]
    assert len(closures) == ("close" in actions)
    if closures:
        assert done[-1] == "close"
        assert closures[0].minutes_open == actions.index("close")
    assert len(events) == 1 + sum(action != "observe" for action in done)


@given(ACTIONS)
def test_nobody_answers_what_nobody_owns(actions: list[str]) -> None:
    exception = opened()
    for minute, action in enumerate(actions):
        owned = bool(exception.owner)
        if act(exception, action, minute) and action == "answer":
            assert owned
    assert (exception.state is ExceptionState.OPEN) <= (not exception.owner)


def test_an_owner_may_hand_it_on_and_it_stays_answered() -> None:
    exception = opened()
    exception.assign("first")
    exception.answer("looked at it", 0, by="first", at=START)
    exception.assign("second")
    assert (exception.state, exception.owner) == (ExceptionState.ANSWERED, "second")


def test_a_closed_exception_says_why_nothing_more_can_be_done() -> None:
    exception = opened()
    exception.close("reset", START)
    with pytest.raises(WrongState, match="A new event opens a new one"):
        exception.assign("me")


def test_a_machine_that_fails_is_a_finding_and_one_that_runs_a_relief_for_the_same_rule_and_place() -> None:
    finding = judge(told.machine(MachineState.ABNORMAL, "jam"))
    relief = judge(told.machine(MachineState.RUN))
    assert isinstance(finding, Finding)
    assert isinstance(relief, Relief)
    assert (finding.rule, finding.subject) == (relief.rule, relief.subject)
    assert judge(told.machine(MachineState.OFF)) is None


def test_relief_of_a_counter_proposal_and_of_a_dispute_meets_its_finding() -> None:
    for trouble, well in ((told.counter_proposal(), told.confirmation()), (told.disputed(), told.invoice_matched())):
        finding, relief = judge(trouble), judge(well)
        assert isinstance(finding, Finding)
        assert isinstance(relief, Relief)
        assert (finding.rule, finding.subject) == (relief.rule, relief.subject)


def test_a_lot_serves_what_it_came_from() -> None:
    assert tell(told.lot_accepted()).subject == Thing("purchase_order", "po_1")
    assert tell(told.lot_accepted(bought=False)).subject == Thing("work_order", "wo_1")
    assert tell(told.purchase_order()).part_of == (Thing("proposal", "prp_1"),)
    assert tell(told.work_order()).part_of == (Thing("order", "ord_1"),)
