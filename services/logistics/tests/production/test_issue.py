"""LOG-2: material is issued by scans or by FIFO until every component is covered."""

from datetime import date

import pytest

from headrace_logistics.production.model.issue import Component, IssueClosed, IssueRequest, IssueState, ShortOfMaterial
from headrace_logistics.stock.model.picking import PickRule
from headrace_logistics.stock.model.scanning import Reason, ScanRefused

from ..worlds import TODAY, lot, pcs, scan

OLD = lot("OLD", 4, received=date(2026, 10, 1))
NEW = lot("NEW", 10)
NUTS = lot("N", 20, item="NUT")


def issue() -> IssueRequest:
    return IssueRequest.of(
        "W-1",
        "ACME",
        item="PUMP",
        plant="P1",
        components=[Component("BOLT", pcs(2)), Component("NUT", pcs(12)), Component("BOLT", pcs(4))],
    )


def taken(picks):
    return [(pick.goods.lot, int(pick.quantity.value)) for pick in picks]


def test_fifo_covers_every_component_and_completes():
    material = issue()
    assert taken(material.issue_by_rule(PickRule.FIFO, [NEW, OLD, NUTS], TODAY)) == [
        ("OLD", 4),
        ("NEW", 2),
        ("N", 12),
    ]
    assert (material.state, material.missing()) == (IssueState.COMPLETE, ())


def test_fifo_takes_only_what_the_scanned_lot_left_open():
    material = issue()
    material.issue_scanned(scan("NEW", 5), [OLD, NEW], TODAY)
    assert taken(material.issue_by_rule(PickRule.FIFO, [OLD, NEW, NUTS], TODAY)) == [("OLD", 1), ("N", 12)]


def test_too_little_stock_issues_nothing_and_is_named():
    material = issue()
    with pytest.raises(ShortOfMaterial, match="BOLT: 2 pcs of 6 pcs are not free"):
        material.issue_by_rule(PickRule.FIFO, [OLD, NUTS], TODAY)
    assert (material.state, material.issued) == (IssueState.OPEN, [])


def test_work_without_components_needs_no_issue():
    assert IssueRequest.of("W-2", "ACME", item="PUMP", plant="P1", components=[]).state is IssueState.COMPLETE


def test_the_same_scan_sent_again_issues_once():
    material = issue()
    assert material.issue_scanned(scan("NEW", 5), [NEW], TODAY) is not None
    assert material.issue_scanned(scan("NEW", 5), [NEW], TODAY) is None
    assert material.still_needed(material.components[0]) == pcs(1)


@pytest.mark.parametrize(
    ("scanned", "reason"),
    [
        (scan("N", 1, item="WASHER"), Reason.WRONG_ITEM),
        (scan("NEW", 7), Reason.TOO_MUCH),
        (scan("OLD", 5), Reason.TOO_LITTLE),
        (scan("NEW", 0), Reason.WRONG_QUANTITY),
    ],
)
def test_a_wrong_scan_issues_nothing(scanned, reason):
    material = issue()
    with pytest.raises(ScanRefused) as refusal:
        material.issue_scanned(scanned, [OLD, NEW, NUTS], TODAY)
    assert refusal.value.reason is reason
    assert (material.issued, material.scans) == ([], {})


def test_a_component_already_covered_takes_no_more():
    material = issue()
    material.issue_scanned(scan("NEW", 6), [NEW], TODAY)
    with pytest.raises(ScanRefused, match="0 pcs of BOLT are needed"):
        material.issue_scanned(scan("NEW", 1, scan_id="more"), [NEW], TODAY)


def test_nothing_is_issued_once_complete_or_cancelled():
    complete, cancelled = issue(), issue()
    complete.issue_by_rule(PickRule.FIFO, [NEW, NUTS], TODAY)
    cancelled.cancel()
    for closed in (complete, cancelled):
        with pytest.raises(IssueClosed):
            closed.issue_by_rule(PickRule.FIFO, [NEW], TODAY)
