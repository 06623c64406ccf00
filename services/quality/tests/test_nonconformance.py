"""QMS-1: a rejected lot becomes a nonconformance with a disposition."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from headrace_contracts.quality.v1 import Disposition, InspectionKind, LotDisposed
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Inspection, Subject
from headrace_quality.model.nonconformance import (
    Nonconformance,
    NonconformanceState,
    NotRejected,
    WrongDisposition,
    WrongPart,
    WrongStage,
)
from headrace_quality.model.sampling import Severity, plan_for

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)


def decided(defects: int, supplier: str = "S-1", finding: str = "") -> Inspection:
    subject = Subject(InspectionKind.INCOMING, "BEARING", "L-7", "P1", Quantity.of(2000, "pcs"), supplier, "PO-1", 3)
    inspection = Inspection.request("I-1", "ACME", subject, plan_for(2000, "II", Severity.NORMAL, Decimal("1.0")), AT)
    inspection.record(125, defects, "Li", finding)
    inspection.decide(AT)
    return inspection


def rejected(supplier: str = "S-1", finding: str = "") -> Nonconformance:
    return Nonconformance.of(decided(9, supplier, finding), "N-1", AT)


def test_a_rejected_lot_opens_a_nonconformance_that_says_why():
    assert rejected(finding="rust").description == "rust"
    plain = rejected()
    assert (plain.state, plain.description) == (NonconformanceState.OPEN, "9 defects in 125 inspected")
    assert plain.subject.lot == "L-7"


def test_an_accepted_lot_opens_none():
    with pytest.raises(NotRejected, match="accepted"):
        Nonconformance.of(decided(0), "N-1", AT)


@pytest.mark.parametrize("disposition", [d for d in Disposition if d is not Disposition.UNSPECIFIED])
def test_it_is_disposed_and_then_closed(disposition):
    case = rejected()
    case.dispose(disposition, "Wang", "agreed with design", AT)
    assert (case.state, case.disposition, case.disposed_by) == (NonconformanceState.DISPOSED, disposition, "Wang")
    case.close("Wang", AT)
    assert (case.state, case.closed_at) == (NonconformanceState.CLOSED, AT)
    (told,) = case.collect_events()
    assert isinstance(told, LotDisposed)
    assert (told.disposition, told.lot) == (disposition, "L-7")
    assert (told.purchase_order, told.order_line) == ("PO-1", 3)


def test_the_disposition_may_change_until_it_is_closed():
    case = rejected()
    case.dispose(Disposition.REWORK, "Wang", "", AT)
    case.dispose(Disposition.SCRAP, "Wang", "", AT)
    case.close("Wang", AT)
    with pytest.raises(WrongStage, match="closed"):
        case.dispose(Disposition.REWORK, "Wang", "", AT)
    assert case.disposition is Disposition.SCRAP


def test_an_open_or_closed_one_can_not_be_closed():
    case = rejected()
    with pytest.raises(WrongStage, match="open"):
        case.close("Wang", AT)
    case.dispose(Disposition.RETURN, "Wang", "", AT)
    case.close("Wang", AT)
    with pytest.raises(WrongStage):
        case.close("Wang", AT)


def test_goods_made_in_house_have_no_supplier_to_go_back_to():
    with pytest.raises(WrongDisposition, match="made in house"):
        rejected(supplier="").dispose(Disposition.RETURN, "Wang", "", AT)


def test_a_disposition_says_what_is_done():
    with pytest.raises(WrongDisposition, match="say what"):
        rejected().dispose(Disposition.UNSPECIFIED, "Wang", "", AT)


def test_using_a_rejected_lot_as_it_is_needs_a_reason():
    with pytest.raises(WrongDisposition, match="state it"):
        rejected().dispose(Disposition.USE_AS_IS, "Wang", "  ", AT)


def test_a_part_of_the_lot_is_disposed_of_in_its_own_way():
    case = rejected()
    case.dispose(Disposition.USE_AS_IS, "Wang", "the crack is in the waste", AT)
    bad = case.split(Quantity.of(400, "pcs"), (), "N-2", AT)
    bad.dispose(Disposition.SCRAP, "Wang", "", AT)
    for each in (case, bad):
        each.close("Wang", AT)
    told = [event for each in (case, bad) for event in each.collect_events()]
    assert [(t.nonconformance, t.disposition, t.quantity.value) for t in told] == [
        ("N-1", Disposition.USE_AS_IS, 1600),
        ("N-2", Disposition.SCRAP, 400),
    ]
    assert bad.split_from == "N-1"
    with pytest.raises(WrongStage, match="closed"):
        case.split(Quantity.of(1, "pcs"), (), "N-3", AT)


@pytest.mark.parametrize("part", ["0", "-1", "2000", "2001"])
def test_a_part_is_more_than_nothing_and_less_than_all(part):
    with pytest.raises(WrongPart, match="less than all"):
        rejected().split(Quantity.of(part, "pcs"), (), "N-2", AT)
