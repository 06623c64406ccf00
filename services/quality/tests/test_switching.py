"""QMS-2: switching between normal, tightened and reduced inspection, and stopping it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_quality.model.sampling import Severity, master_plan
from headrace_quality.model.switching import DecidedLot, InspectionDiscontinued, Switching


def lot(severity: Severity, defects: int, aql: str = "1.0") -> DecidedLot:
    plan = master_plan("K", severity, Decimal(aql))
    return DecidedLot(plan, defects, defects < plan.reject)


def run(state: Switching, *defects: int, reduced_allowed: bool = False, aql: str = "1.0") -> Switching:
    for count in defects:
        state = state.after(lot(state.severity, count, aql), reduced_allowed=reduced_allowed)
    return state


def test_inspection_starts_normal():
    assert Switching().next_severity() is Severity.NORMAL


def test_two_rejected_of_five_lots_tighten():
    assert run(Switching(), 9, 0, 0, 0, 9).severity is Severity.TIGHTENED
    assert run(Switching(), 9, 9).severity is Severity.TIGHTENED


def test_two_rejected_lots_further_apart_do_not_tighten():
    assert run(Switching(), 9, 0, 0, 0, 0, 9).severity is Severity.NORMAL


def test_five_lots_accepted_in_a_row_end_tightened_inspection():
    tightened = Switching(severity=Severity.TIGHTENED)
    assert run(tightened, 0, 0, 0, 0, 9, 0, 0, 0, 0).severity is Severity.TIGHTENED
    assert run(tightened, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0) == Switching()


def test_five_rejected_lots_on_tightened_inspection_stop_it():
    stopped = run(Switching(severity=Severity.TIGHTENED), 9, 0, 9, 0, 9, 0, 9, 0, 9)
    assert stopped.discontinued
    with pytest.raises(InspectionDiscontinued, match="mend the cause"):
        stopped.next_severity()
    with pytest.raises(InspectionDiscontinued):
        run(stopped, 0)


def test_resumed_inspection_is_tightened():
    stopped = Switching(severity=Severity.TIGHTENED, discontinued=True, rejected_on_tightened=5)
    assert stopped.resumed() == Switching(severity=Severity.TIGHTENED)


def test_ten_clean_lots_bring_reduced_inspection_when_it_is_wanted():
    assert run(Switching(), *[0] * 9, reduced_allowed=True).severity is Severity.NORMAL
    assert run(Switching(), *[0] * 10, reduced_allowed=True).severity is Severity.REDUCED
    assert run(Switching(), *[0] * 10, reduced_allowed=False).severity is Severity.NORMAL


def test_plans_that_accept_few_defects_need_fifteen_clean_lots():
    assert run(Switching(), *[0] * 14, reduced_allowed=True, aql="0.40").severity is Severity.NORMAL
    assert run(Switching(), *[0] * 15, reduced_allowed=True, aql="0.40").severity is Severity.REDUCED


def test_a_lot_accepted_only_just_sets_the_score_back():
    assert run(Switching(), 0, 0, 0).score == 9
    assert run(Switching(), 0, 0, 0, 3).score == 0


@pytest.mark.parametrize("defects", [2, 3, 4])
def test_more_defects_than_the_acceptance_number_end_reduced_inspection(defects):
    reduced = Switching(severity=Severity.REDUCED)
    assert run(reduced, 1, reduced_allowed=True) == reduced
    assert run(reduced, defects, reduced_allowed=True) == Switching()


def test_reduced_inspection_ends_when_it_is_no_longer_wanted():
    assert run(Switching(severity=Severity.REDUCED), 0, reduced_allowed=False) == Switching()


@given(st.lists(st.tuples(st.integers(0, 8), st.booleans()), max_size=60))
def test_the_state_stays_within_its_bounds_whatever_is_delivered(lots):
    state = Switching()
    for defects, allowed in lots:
        if state.discontinued:
            assert state.severity is Severity.TIGHTENED
            state = state.resumed()
        before = state.severity
        state = run(state, defects, reduced_allowed=allowed)
        assert len(state.recent) <= 5
        assert state.accepted_running < 5
        assert {before, state.severity} != {Severity.REDUCED, Severity.TIGHTENED}
        assert state.recent.count(False) < 2
