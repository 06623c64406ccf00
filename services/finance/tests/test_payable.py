"""FIN-2: a payable is confirmed by its debtor, then covered by a note or paid."""

from datetime import date

import pytest
from headrace_finance.model.payable import Payable, PayableRefused, PayableState

from .firms import DUE, LEADER, SUPPLIER, TODAY, Books, confirmed, euro


def test_only_the_debtor_confirms_and_only_once() -> None:
    payable = Payable("P", "INV", LEADER, SUPPLIER, euro(100), DUE)
    with pytest.raises(PayableRefused, match="only leader"):
        payable.confirm(SUPPLIER)
    confirmed_payable = payable.confirm(LEADER)
    assert confirmed_payable.state is PayableState.CONFIRMED
    with pytest.raises(PayableRefused, match="is confirmed"):
        confirmed_payable.confirm(LEADER)


def test_an_open_payable_is_neither_covered_nor_paid() -> None:
    payable = Payable("P", "INV", LEADER, SUPPLIER, euro(100), DUE)
    with pytest.raises(PayableRefused):
        payable.cover(LEADER, "N")
    with pytest.raises(PayableRefused):
        payable.pay(LEADER, TODAY)


def test_a_covered_payable_is_not_paid_again() -> None:
    with pytest.raises(PayableRefused):
        confirmed().cover(LEADER, "N").pay(LEADER, TODAY)


def test_a_note_not_accepted_frees_the_payable_again() -> None:
    covered = confirmed().cover(LEADER, "N")
    assert covered.uncover("N") == confirmed()
    with pytest.raises(PayableRefused):
        covered.uncover("OTHER")


def test_invoice_and_payment_settle_in_both_books() -> None:
    books, payable = Books(), confirmed(12_345)
    paid, payment = payable.pay(LEADER, date(2026, 8, 29))
    books.book(payable.booked(TODAY), payment)
    assert paid.state is PayableState.PAID
    assert books.of(LEADER) == {"purchases": 12_345, "cash": -12_345}
    assert books.of(SUPPLIER) == {"cash": 12_345, "sales": -12_345}


def test_a_payable_of_nothing_or_to_oneself_is_refused() -> None:
    with pytest.raises(PayableRefused, match="above zero"):
        Payable("P", "INV", LEADER, SUPPLIER, euro(0), DUE)
    with pytest.raises(PayableRefused, match="owe itself"):
        Payable("P", "INV", LEADER, LEADER, euro(1), DUE)
