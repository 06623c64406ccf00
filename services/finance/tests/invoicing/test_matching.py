"""SRM-7: an invoice is held against order and accepted goods; differences are told in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Money, Quantity
from headrace_finance.invoicing.model.matching import (
    Claim,
    DifferenceKind,
    InvoiceLine,
    InvoiceRefused,
    LineKey,
    Match,
    OrderLine,
    Receipts,
    Tolerance,
    match,
)

KEY = LineKey("PO-1", "10")


def pieces(n: int) -> Quantity:
    return Quantity.of(n, "pcs")


ORDERED = {KEY: OrderLine(KEY, "S", "bolt", pieces(100), Decimal("45.5805"), "EUR")}


def receipts(received: int, accepted: int, rejected: int = 0) -> dict[LineKey, Receipts]:
    return {KEY: Receipts(pieces(received), pieces(accepted), pieces(rejected))}


def line(quantity: int, price: str = "45.5805", *, key=KEY, item="bolt", unit="pcs") -> InvoiceLine:
    return InvoiceLine(key, item, Quantity.of(quantity, unit), Decimal(price))


def matched(*lines: InvoiceLine, came=None, before: int = 0, currency="EUR", supplier="S", **tolerance) -> Match:
    claim = Claim("INV-1", supplier, currency, lines)
    earlier = {KEY: pieces(before)} if before else {}
    came = receipts(100, 100) if came is None else came
    return match(claim, ORDERED, came, earlier, Tolerance(**tolerance))


def kinds(result: Match) -> list[DifferenceKind]:
    return [d.kind for d in result.differences]


def test_an_invoice_for_accepted_goods_at_the_confirmed_price_is_owed_in_full() -> None:
    result = matched(line(100))
    assert result.agreed
    assert result.total == Money(455805, "EUR")


def test_each_line_is_rounded_half_to_even_once() -> None:
    assert line(1, "0.125").amount("EUR") == Money(12, "EUR")
    assert line(3, "0.125").amount("EUR") == Money(38, "EUR")


@pytest.mark.parametrize(("price", "count", "minor"), [("0.0125", 10_000, 12_500), ("0.004", 10_000, 4_000)])
def test_a_price_finer_than_a_cent_makes_no_difference_by_rounding(price, count, minor) -> None:
    ordered = {KEY: OrderLine(KEY, "S", "bolt", pieces(count), Decimal(price), "EUR")}
    result = match(Claim("INV-1", "S", "EUR", (line(count, price),)), ordered, receipts(count, count), {})
    assert (result.agreed, result.total) == (True, Money(minor, "EUR"))
    in_cents = Claim("INV-1", "S", "EUR", (line(count, "0.01"),))
    assert kinds(match(in_cents, ordered, receipts(count, count), {})) == [DifferenceKind.PRICE]


def test_a_price_difference_is_told_in_words() -> None:
    result = matched(line(100, "46"))
    assert [str(d.words) for d in result.differences] == [
        "order PO-1 line 10: the price is 46 EUR for one pcs, 45.5805 EUR was confirmed"
    ]
    assert kinds(matched(line(100, "45"))) == [DifferenceKind.PRICE]


def test_a_tolerance_lets_small_differences_pass() -> None:
    assert matched(line(100, "46"), price=Decimal("0.01")).agreed
    assert kinds(matched(line(100, "47"), price=Decimal("0.01"))) == [DifferenceKind.PRICE]
    assert matched(line(102), quantity=Decimal("0.02")).agreed


def test_an_unknown_line_and_another_suppliers_line_are_not_owed() -> None:
    assert kinds(matched(line(1, key=LineKey("PO-1", "99")))) == [DifferenceKind.UNKNOWN_LINE]
    assert kinds(matched(line(1), supplier="OTHER")) == [DifferenceKind.UNKNOWN_LINE]


def test_another_item_unit_or_currency_is_a_difference() -> None:
    assert kinds(matched(line(1, item="nut"))) == [DifferenceKind.ITEM]
    assert kinds(matched(line(1, unit="kg"))) == [DifferenceKind.UNIT]
    assert kinds(matched(line(1), currency="USD")) == [DifferenceKind.CURRENCY]


def test_rejected_goods_are_not_payable() -> None:
    result = matched(line(100), came=receipts(100, 60, 40))
    assert kinds(result) == [DifferenceKind.REJECTED]
    assert str(result.differences[0].words) == (
        "order PO-1 line 10: 100 pcs are invoiced, 60 pcs can be paid: 40 pcs of 100 pcs received were rejected"
    )
    assert matched(line(60), came=receipts(100, 60, 40)).agreed
    assert kinds(matched(line(40), came=receipts(100, 60, 40), before=60)) == [DifferenceKind.REJECTED]


def test_goods_awaiting_inspection_are_not_payable_yet() -> None:
    assert kinds(matched(line(80), came=receipts(100, 50, 10))) == [DifferenceKind.NOT_INSPECTED]


def test_nothing_received_is_nothing_owed() -> None:
    result = matched(line(1), came={})
    assert kinds(result) == [DifferenceKind.NOT_RECEIVED]
    assert result.waits


def test_more_than_ordered_is_not_owed_even_when_accepted() -> None:
    result = matched(line(105), came=receipts(110, 110))
    assert "the order is for 100 pcs" in str(result.differences[0].words)


def test_partial_invoices_follow_partial_deliveries() -> None:
    assert matched(line(40), came=receipts(40, 40)).agreed
    assert matched(line(60), came=receipts(100, 100), before=40).agreed
    assert kinds(matched(line(61), came=receipts(100, 100), before=40)) == [DifferenceKind.ALREADY_INVOICED]
    assert kinds(matched(line(40), came=receipts(40, 40), before=40)) == [DifferenceKind.ALREADY_INVOICED]


def test_two_lines_of_one_invoice_share_the_accepted_quantity() -> None:
    assert matched(line(50), line(50)).agreed
    assert kinds(matched(line(50), line(51))) == [DifferenceKind.ALREADY_INVOICED]


def test_an_invoice_without_lines_or_below_zero_is_refused() -> None:
    for lines in [
        (),
        (line(0),),
        (line(-1),),
        (line(1, "0.001"),),
        (line(1, "-1"),),
        (line(1, "NaN"),),
        (line(10**9, "1E6"),),
    ]:
        with pytest.raises(InvoiceRefused):
            Claim("I", "S", "EUR", lines)


@given(st.integers(0, 120), st.integers(0, 120), st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_never_more_is_paid_than_was_accepted_and_ordered(accepted, rejected, invoices) -> None:
    paid = 0
    for quantity in invoices:
        result = matched(line(quantity), came=receipts(accepted + rejected, accepted, rejected), before=paid)
        assert result.agreed == (paid + quantity <= min(accepted, 100))
        paid += quantity if result.agreed else 0
