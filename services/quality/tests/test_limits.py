"""QMS-1, QMS-2: whatever number a lot or a result carries, it is inspected or refused, and can be told."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.quality.v1 import InspectionKind
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import MOST_DEFECTS, Inspection, Subject, WrongCount
from headrace_quality.model.sampling import Severity, plan_for
from headrace_quality.model.sampling_tables import AQLS, LEVELS

from .test_inspection import AT, requested

EDGES = st.sampled_from([-(2**63), -1, 0, 1, 2, 125, MOST_DEFECTS, MOST_DEFECTS + 1, 2**31, 2**63, 10**30])
WHOLE = st.integers(1, 10**40).map(Decimal)
SIZES = WHOLE | st.integers(1, 10**30).map(lambda units: Decimal(units).scaleb(-15))


@given(SIZES, st.sampled_from(LEVELS), st.sampled_from(Severity), st.sampled_from(AQLS))
def test_a_lot_of_any_size_gets_a_sample_that_can_be_told(size, level, severity, aql):
    lot = Subject(InspectionKind.INCOMING, "BOLT", "L-1", "P1", Quantity(size, "KG"), supplier="S-1")
    inspection = Inspection.request("I-1", "acme", lot, plan_for(lot.lot_size, level, severity, aql), AT)
    assert 1 <= inspection.plan.sample_size <= min(3150, lot.lot_size)
    for event in inspection.collect_events():
        assert type(event).from_wire(event.to_wire()) == event


@given(st.sampled_from(["1.0", "1000"]), st.lists(st.tuples(EDGES, EDGES), max_size=6))
def test_any_result_is_refused_or_can_be_told(aql, results):
    inspection = requested(aql)
    for inspected, defects in results:
        with suppress(RuleBroken):
            inspection.record(inspected, defects, "Li")
        if inspection.decidable:
            inspection.decide(AT)
            break
    assert 0 <= inspection.defects <= MOST_DEFECTS
    for event in inspection.collect_events():
        assert type(event).from_wire(event.to_wire()) == event


def test_defects_that_nobody_counts_are_refused_with_the_limit():
    with pytest.raises(WrongCount, match=f"up to {MOST_DEFECTS} can be recorded"):
        requested("1000").record(None, MOST_DEFECTS + 1, "Li")
