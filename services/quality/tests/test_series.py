"""QMS-2: the lots of one source and item form a series; each counts under the severity it was sampled by."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.sampling import Severity, master_plan
from headrace_quality.model.series import LotSeries
from headrace_quality.model.switching import DecidedLot, InspectionDiscontinued, NotDiscontinued, Switching


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
