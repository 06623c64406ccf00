"""QMS-2: the lots of one source and item form a series; each counts under the severity it was sampled by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.sampling import Severity, master_plan
from headrace_quality.model.series import LotSeries
from headrace_quality.model.switching import Counted, DecidedLot, InspectionDiscontinued, NotDiscontinued, Switching


def series(switching: Switching | None = None) -> LotSeries:
    return LotSeries(
        id="lss_1",
        tenant="ACME",
        kind=InspectionKind.INCOMING,
        source="S-1",
        item="BOLT",
        switching=switching or Switching(),
    )


def lot(severity: Severity, *, accepted: bool) -> DecidedLot:
    return DecidedLot(master_plan("K", severity, Decimal("1.0")), 0 if accepted else 9, accepted)


def test_a_lot_sampled_before_the_switch_does_not_count_after_it():
    tightened = Switching(severity=Severity.TIGHTENED, accepted_running=4)
    lots = series(tightened)
    lots.decided(lot(Severity.NORMAL, accepted=True), reduced_allowed=False)
    assert lots.switching == tightened
    lots.decided(lot(Severity.TIGHTENED, accepted=True), reduced_allowed=False)
    assert lots.switching.severity is Severity.NORMAL


def test_a_stopped_series_takes_no_lot_until_it_is_resumed():
    lots = series(Switching(severity=Severity.TIGHTENED, discontinued=True))
    with pytest.raises(InspectionDiscontinued):
        lots.decided(lot(Severity.NORMAL, accepted=True), reduced_allowed=False)
    lots.resume()
    assert lots.switching == Switching(severity=Severity.TIGHTENED)


def test_only_a_stopped_series_is_resumed():
    with pytest.raises(NotDiscontinued, match="not stopped"):
        series().resume()


LOTS = st.lists(st.builds(lot, st.sampled_from(Severity), accepted=st.booleans()), min_size=1, max_size=30)


def decided(lots: LotSeries, made: list[DecidedLot]) -> list[Counted]:
    """One after the other; inspection that was stopped is resumed before the next."""
    counted = []
    for one in made:
        if lots.switching.discontinued:
            lots.resume()
        counted.append(lots.decided(one, reduced_allowed=True))
    return counted


@given(LOTS, st.data())
def test_a_decision_that_is_forgotten_leaves_the_series_as_if_it_had_never_been(made, data):
    place = data.draw(st.integers(0, len(made) - 1))
    lots, other = series(), series()
    counted = decided(lots, made)
    again = lots.forget(counted[place], list(zip(made, counted, strict=True))[place + 1 :])
    without = decided(other, made[:place] + made[place + 1 :])
    assert lots.switching == other.switching
    assert [one.before for one in again] == [one.before for one in without[place:]]


def test_the_stop_that_a_wrong_rejection_made_ends_with_it_and_one_that_was_lifted_stays_lifted():
    bad = [lot(Severity.NORMAL, accepted=False)] * 2 + [lot(Severity.TIGHTENED, accepted=False)] * 6
    lots = series()
    counted = decided(lots, bad[:7])
    assert lots.switching.discontinued
    lots.forget(counted[6], [])
    assert (lots.switching.discontinued, lots.switching.rejected_on_tightened) == (False, 4)
    lots = series()
    counted = decided(lots, [lot(Severity.NORMAL, accepted=True), *bad[:7]])
    lots.resume()
    lots.forget(counted[0], list(zip(bad[:7], counted[1:], strict=True)))
    assert lots.switching == Switching(severity=Severity.TIGHTENED)
