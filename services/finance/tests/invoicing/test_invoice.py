"""SRM-7: an invoice's life by the result of its match; what one firm may know of a note's tree."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from headrace_contracts.errors import WrongState
from headrace_contracts.values import Money, Quantity
from headrace_finance.invoicing.model.invoice import Invoice, InvoiceState, Line, PaymentRefused
from headrace_finance.invoicing.model.matching import Claim, Difference, DifferenceKind, InvoiceLine, LineKey, Match
from headrace_finance.invoicing.model.terms import due_on
from headrace_finance.notes.model.lineage import Lineage

from ..firms import BANK, LEADER, SUPPLIER, TIER_2, TODAY, euro, live

KEY = LineKey("po_1", "1")
TEN = Quantity(Decimal(10), "EA")


def invoice() -> Invoice:
    claim = Claim("INV-7", SUPPLIER, "EUR", (InvoiceLine(KEY, "STEEL", TEN, Decimal("4.5")),))
    return Invoice.from_supplier("inv_1", claim, buyer=LEADER, purchase_order="po_1", today=TODAY)


def result(*kinds: DifferenceKind) -> Match:
    return Match(euro(4_500), tuple(Difference(KEY, kind, f"{kind} is wrong") for kind in kinds))


def told(found: Invoice) -> list[str]:
    return [type(event).__name__ for event in found.collect_events()]


def test_a_matched_invoice_is_owed_after_the_days_to_pay() -> None:
    found = invoice()
    owed = found.judge(result(), "pay_1")
    assert owed is not None
    assert (owed.debtor, owed.creditor, owed.amount) == (LEADER, SUPPLIER, euro(4_500))
    assert owed.due == due_on(TODAY)
    assert (found.state, found.payable, told(found)) == (InvoiceState.MATCHED, "pay_1", ["InvoiceMatched"])


@pytest.mark.parametrize(
    ("issued", "due"),
    [
        ("2026-11-27", "2027-02-25"),
        ("2026-11-28", "2027-02-26"),
        ("2026-11-29", "2027-03-01"),
        ("2026-11-30", "2027-03-01"),
    ],
)
def test_what_would_be_due_on_a_weekend_is_due_on_the_monday_after_it(issued, due) -> None:
    assert due_on(date.fromisoformat(issued)) == date.fromisoformat(due)


def test_what_only_waits_is_not_disputed() -> None:
    found = invoice()
    assert found.judge(result(DifferenceKind.NOT_RECEIVED, DifferenceKind.NOT_INSPECTED), "pay_1") is None
    assert (found.state, told(found)) == (InvoiceState.RECEIVED, [])
    assert len(found.differences) == 2


def test_a_dispute_is_told_once_and_again_when_its_reasons_change() -> None:
    found = invoice()
    for _ in range(2):
        found.judge(result(DifferenceKind.PRICE), "pay_1")
    found.judge(result(DifferenceKind.PRICE, DifferenceKind.REJECTED), "pay_1")
    assert (found.state, told(found)) == (InvoiceState.DISPUTED, ["InvoiceDisputed", "InvoiceDisputed"])


def test_a_dispute_that_only_waits_now_is_no_dispute_any_more() -> None:
    found = invoice()
    found.judge(result(DifferenceKind.PRICE), "pay_1")
    found.judge(result(DifferenceKind.NOT_RECEIVED), "pay_1")
    assert found.state is InvoiceState.RECEIVED


def test_a_matched_invoice_is_not_judged_again() -> None:
    found = invoice()
    found.judge(result(), "pay_1")
    with pytest.raises(WrongState, match="judged before"):
        found.judge(result(), "pay_2")


def test_two_lines_of_one_order_line_take_from_it_together() -> None:
    found = invoice()
    found.lines = (*found.lines, *found.lines)
    assert found.invoiced() == {KEY: TEN * 2}


def bill(price: str = "1200") -> Invoice:
    return Invoice.to_customer(
        "inv_2",
        "SI-1",
        seller=LEADER,
        customer="velo",
        order="ord_1",
        shipment="shp_1",
        lines=[Line(1, "BIKE", TEN, Decimal(price))],
        currency="EUR",
        today=TODAY,
    )


def test_a_customer_pays_all_of_its_own_open_invoice() -> None:
    found = bill()
    with pytest.raises(PaymentRefused, match="owed by velo"):
        found.pay("rival", "pmt_1", TODAY)
    entry = found.pay("velo", "pmt_1", date(2026, 4, 1))
    assert sum(p.minor for p in entry.postings) == 0
    assert told(found) == ["CustomerInvoiced", "PaymentReceived"]
    with pytest.raises(WrongState, match="only an open one"):
        found.pay("velo", "pmt_2", TODAY)


def test_an_invoice_of_nothing_is_paid_at_once() -> None:
    assert (bill("0").total, bill("0").state) == (Money(0, "EUR"), InvoiceState.PAID)


def test_a_holder_sees_its_notes_and_those_above_them_and_the_debtor_all() -> None:
    root = live(100)
    split = root.split(SUPPLIER, {"A": euro(40), "B": euro(60)}, TODAY)
    moved = split.children[0].transfer(SUPPLIER, TIER_2, "A1", TODAY)
    tree = Lineage([split.after, moved.after, split.children[1], *moved.children])
    seen = {firm: [note.id for _, note in tree.seen_by(firm)] for firm in (LEADER, SUPPLIER, TIER_2, BANK)}
    assert seen == {LEADER: ["N", "A", "A1", "B"], SUPPLIER: ["N", "A", "B"], TIER_2: ["N", "A", "A1"], BANK: []}
