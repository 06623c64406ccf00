"""QMS-1: an inspection is requested, recorded and decided by its plan."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.quality.v1 import InspectionKind, InspectionRequested, LotAccepted, LotRejected
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import (
    AlreadyDecided,
    Inspection,
    InspectionState,
    SampleIncomplete,
    Subject,
    WrongCount,
)
from headrace_quality.model.sampling import Severity, plan_for
from headrace_quality.model.sampling_tables import AQLS, LEVELS

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)


def subject(quantity: str = "2000") -> Subject:
    return Subject(InspectionKind.INCOMING, "BEARING", "L-7", "P1", Quantity.of(quantity, "pcs"), supplier="S-1")


def requested(aql: str = "1.0", severity: Severity = Severity.NORMAL, quantity: str = "2000") -> Inspection:
    lot = subject(quantity)
    return Inspection.request("I-1", "ACME", lot, plan_for(lot.lot_size, "II", severity, Decimal(aql)), AT)


def test_a_request_tells_the_whole_plan():
    (told,) = requested().collect_events()
    assert isinstance(told, InspectionRequested)
    assert (told.sample_size, told.acceptance_number, told.rejection_number) == (125, 3, 4)
    assert (told.aql, told.code_letter, told.severity) == ("1.0", "K", "normal")


def test_a_decision_is_told_with_the_order_it_is_for():
    for defects, kind in ((0, LotAccepted), (4, LotRejected)):
        inspection = requested()
        inspection.record(None, defects, "Li")
        inspection.decide(AT)
        told = inspection.collect_events()[-1]
        assert isinstance(told, kind)
        assert (told.lot, told.supplier) == ("L-7", "S-1")


def test_a_sample_within_the_acceptance_number_accepts_the_lot():
    inspection = requested()
    inspection.record(100, 2, "Li")
    inspection.record(25, 1, "Li", "scratch")
    lot = inspection.decide(AT)
    assert lot.accepted
    assert (inspection.state, inspection.decided_at, inspection.findings) == (
        InspectionState.ACCEPTED,
        AT,
        ["scratch"],
    )


def test_as_many_defects_as_the_rejection_number_reject_before_the_sample_is_done():
    inspection = requested()
    inspection.record(10, 4, "Li")
    assert inspection.decidable
    assert not inspection.decide(AT).accepted
    assert inspection.state is InspectionState.REJECTED


def test_a_half_done_sample_decides_nothing():
    inspection = requested()
    with pytest.raises(SampleIncomplete, match="0 of 125"):
        inspection.decide(AT)
    inspection.record(124, 3, "Li")
    with pytest.raises(SampleIncomplete, match="record the rest"):
        inspection.decide(AT)


def test_more_than_the_sample_is_refused_and_changes_nothing():
    inspection = requested()
    inspection.record(100, 0, "Li")
    with pytest.raises(WrongCount, match="26 more are too many"):
        inspection.record(26, 0, "Li")
    assert inspection.inspected == 100


@pytest.mark.parametrize(("inspected", "defects"), [(0, 0), (-1, 0), (5, -1), (5, 6)])
def test_impossible_counts_are_refused(inspected, defects):
    inspection = requested()
    with pytest.raises(WrongCount):
        inspection.record(inspected, defects, "Li")
    assert inspection.state is InspectionState.REQUESTED


def test_a_unit_may_have_several_defects_where_defects_are_counted():
    inspection = requested(aql="100", quantity="50")
    inspection.record(inspection.plan.sample_size, inspection.plan.sample_size + 1, "Li")
    assert inspection.defects == inspection.plan.sample_size + 1


def test_deciding_or_recording_after_the_decision_is_refused():
    inspection = requested()
    inspection.record(125, 0, "Li")
    inspection.decide(AT)
    with pytest.raises(AlreadyDecided, match="reopen it"):
        inspection.decide(AT)
    with pytest.raises(AlreadyDecided):
        inspection.record(1, 0, "Li")


def test_an_empty_lot_or_a_plan_larger_than_the_lot_is_refused():
    plan = plan_for(2_000, "II", Severity.NORMAL, Decimal("1.0"))
    with pytest.raises(WrongCount, match="nothing to inspect"):
        Inspection.request("I-1", "ACME", subject("0"), plan, AT)
    with pytest.raises(WrongCount, match="lot L-7 has 30"):
        Inspection.request("I-1", "ACME", subject("30"), plan, AT)


def test_a_started_unit_of_a_continuous_measure_counts_as_one():
    assert subject("12.5").lot_size == 13


@given(
    st.integers(1, 600_000),
    st.sampled_from(LEVELS),
    st.sampled_from(list(Severity)),
    st.sampled_from(AQLS),
    st.integers(0, 60),
)
def test_the_lot_is_rejected_exactly_from_the_rejection_number_on(size, level, severity, aql, defects):
    lot = subject(str(size))
    inspection = Inspection.request("I-1", "ACME", lot, plan_for(size, level, severity, aql), AT)
    plan = inspection.plan
    found = defects if plan.counts_defects else min(defects, plan.sample_size)
    inspection.record(plan.sample_size, found, "Li")
    decided = inspection.decide(AT)
    assert decided.accepted == (found < plan.reject)
    assert decided.accepted or found > plan.accept
    assert inspection.state is (InspectionState.ACCEPTED if found < plan.reject else InspectionState.REJECTED)
