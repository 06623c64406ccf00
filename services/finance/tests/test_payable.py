"""FIN-2: a payable is confirmed by its debtor, then covered by a note or paid."""

from datetime import date

import pytest

from headrace_contracts.errors import WrongState
from headrace_finance.model.payable import PayableRefused, PayableState

from .firms import LEADER, SUPPLIER, TODAY, Books, confirmed, owed


def test_only_the_debtor_confirms_and_only_once() -> None:
    payable = owed(100)
    with pytest.raises(PayableRefused, match="Only leader"):
        payable.confirm(SUPPLIER)
    payable.confirm(LEADER)
    assert payable.state is PayableState.CONFIRMED
    assert [type(e).__name__ for e in payable.collect_events()] == ["PayableConfirmed"]
    with pytest.raises(WrongState, match="is confirmed"):
        payable.confirm(LEADER)


def test_an_open_payable_is_neither_covered_nor_paid() -> None:
    payable = owed(100)
    with pytest.raises(WrongState):
        payable.cover(LEADER, "N")
    with pytest.raises(WrongState):
        payable.pay(LEADER, TODAY)


def test_a_covered_payable_is_not_paid_again() -> None:
    payable = confirmed()
    payable.cover(LEADER, "N")
    with pytest.raises(WrongState):
        payable.pay(LEADER, TODAY)


def test_a_note_not_accepted_frees_the_payable_again() -> None:
    payable = confirmed()
    payable.cover(LEADER, "N")
    with pytest.raises(WrongState):
        payable.uncover("OTHER")
    payable.uncover("N")
    assert payable == confirmed()


def test_invoice_and_payment_settle_in_both_books() -> None:
    books, payable = Books(), confirmed(12_345)
    payment = payable.pay(LEADER, date(2026, 8, 29))
    books.book(payable.booked(TODAY), payment)
    assert payable.state is PayableState.PAID
    assert books.of(LEADER) == {"purchases": 12_345, "cash": -12_345}
    assert books.of(SUPPLIER) == {"cash": 12_345, "sales": -12_345}


def test_a_payable_of_nothing_or_to_oneself_is_refused() -> None:
    with pytest.raises(PayableRefused, match="above zero"):
        owed(0)
    with pytest.raises(PayableRefused, match="owe itself"):
        owed(1, creditor=LEADER)
