"""FIN-2: a payable is confirmed by its debtor, then covered by a note or paid."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.errors import WrongState
from headrace_finance.debts.model.payable import Means, PayableRefused, PayableState, spread

from ..firms import LEADER, SUPPLIER, TODAY, Books, confirmed, euro, owed


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


@given(
    st.integers(1, 1_000),
    st.lists(st.integers(1, 300), max_size=6),
    st.lists(st.integers(1, 300), max_size=6),
    st.integers(0, 6),
)
def test_whatever_pays_debts_pays_each_of_them_once_and_the_named_one_first(amount, debts, paid_before, named):
    payables = [confirmed(minor, f"P{n}") for n, minor in enumerate(debts)]
    for payable, minor in zip(payables, paid_before, strict=False):
        if minor < payable.outstanding.minor:
            payable.pay(LEADER, TODAY, euro(minor))
    owed = {payable.id: payable.outstanding for payable in payables}
    parts = {}
    for payable, part in spread(euro(amount), payables, f"P{named}"):
        payable.settle(Means.NOTE, "N", part, TODAY)
        parts[payable.id] = part
    assert sum(part.minor for part in parts.values()) == min(amount, sum(left.minor for left in owed.values()))
    for payable in payables:
        assert payable.outstanding == owed[payable.id] - parts.get(payable.id, euro(0))
        assert (payable.state is PayableState.PAID) == (not payable.outstanding)
    if f"P{named}" in owed:
        assert parts[f"P{named}"] == min(euro(amount), owed[f"P{named}"])


@pytest.mark.parametrize("minor", [0, -1, 101])
def test_no_more_than_is_outstanding_is_settled(minor) -> None:
    with pytest.raises(PayableRefused, match=r"1\.00 EUR of payable P are outstanding"):
        confirmed(100).pay(LEADER, TODAY, euro(minor))
