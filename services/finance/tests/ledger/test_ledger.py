"""FIN-1: the ledger neither makes nor loses money, whatever is retried, replayed or refused."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import CATALOGUE, Language, say
from headrace_contracts.values import Money
from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.ledger import (
    AccountId,
    JournalEntry,
    Outcome,
    Posting,
    Unbalanced,
    apply,
    unbalanced_books,
)

from ..firms import TODAY as DAY
from ..firms import Books, euro, recomputed


def note_to_cash(entry_id: str, cents: int) -> JournalEntry:
    postings = (
        Posting.debit("A", chart.CASH, euro(cents)),
        Posting.credit("A", chart.NOTE_RECEIVABLE, euro(cents)),
    )
    return JournalEntry(entry_id, DAY, "test", postings)


def cash_to_note(entry_id: str, cents: int) -> JournalEntry:
    return note_to_cash("x", cents).correction(entry_id, DAY)


def test_an_entry_that_does_not_balance_is_refused() -> None:
    with pytest.raises(Unbalanced, match=r"debits less credits of A are 1\.00 EUR"):
        JournalEntry("e", DAY, "test", (Posting.debit("A", chart.CASH, euro(100)),))


def test_an_entry_must_balance_in_each_organisation_and_currency() -> None:
    with pytest.raises(Unbalanced):
        JournalEntry("e", DAY, "test", (Posting.debit("A", "cash", euro(5)), Posting.credit("B", "cash", euro(5))))
    postings = (Posting.debit("A", "cash", euro(5)), Posting.credit("A", "cash", Money(5, "CNY")))
    with pytest.raises(Unbalanced):
        JournalEntry("e", DAY, "test", postings)


def test_an_entry_of_nothing_is_refused() -> None:
    with pytest.raises(Unbalanced):
        JournalEntry("e", DAY, "test", ())
    with pytest.raises(Unbalanced):
        note_to_cash("e", 0)


def test_the_words_of_entries_stay_as_they_are_since_digests_are_made_of_them() -> None:
    """An entry that was booked when its reason had no code is the same when it comes again."""
    assert {code: texts[Language.EN] for code, texts in CATALOGUE if code.startswith("finance.books.")} == {
        "finance.books.invoice": "invoice {invoice}",
        "finance.books.payment": "payment {payment}",
        "finance.books.advance": "advance {advance} pays {debt}",
        "finance.books.credit-note": "credit note {number}",
        "finance.books.capital": "capital paid in",
        "finance.books.correction": "correction of {entry}",
        "finance.books.note-accepted": "note {note} accepted",
        "finance.books.note-transferred": "note {note} transferred",
        "finance.books.note-financed": "note {note} financed",
        "finance.books.note-redeemed": "note {note} redeemed",
    }
    by_code = replace(cash_to_note("e", 5), reason=say("finance.books.note-accepted", note="n"))
    books = Books()
    assert books.book(replace(by_code, reason="note n accepted"), by_code) == [Outcome.OK, Outcome.EXISTS]


def test_the_same_entry_again_has_one_effect() -> None:
    books = Books()
    assert books.book(cash_to_note("e", 5), cash_to_note("e", 5)) == [Outcome.OK, Outcome.EXISTS]
    assert books.book(cash_to_note("e", 5)) == [Outcome.EXISTS]
    assert books.balances()[AccountId("A", chart.CASH, "EUR")] == -5


def test_one_id_with_another_content_is_a_conflict() -> None:
    books = Books()
    books.book(cash_to_note("e", 5))
    assert books.book(cash_to_note("e", 6)) == [Outcome.CONFLICT]
    assert books.book(replace(cash_to_note("e", 5), reason="other")) == [Outcome.CONFLICT]


def test_a_guarded_account_is_decided_in_order_within_a_batch() -> None:
    books = Books()
    batch = [note_to_cash("1", 5), cash_to_note("2", 8), note_to_cash("3", 5), note_to_cash("4", 5)]
    assert books.book(*batch) == [Outcome.INSUFFICIENT, Outcome.OK, Outcome.OK, Outcome.INSUFFICIENT]


def test_the_refusal_says_what_is_there_and_what_was_asked() -> None:
    books = Books()
    books.book(cash_to_note("1", 300))
    decision = apply([note_to_cash("2", 500)], books.accounts, {}).decisions[0]
    assert str(decision.detail) == "A/note-receivable/EUR has 3.00 EUR, 5.00 EUR are asked of it."


def test_an_id_refused_for_lack_of_money_may_come_again() -> None:
    books = Books()
    assert books.book(note_to_cash("1", 5)) == [Outcome.INSUFFICIENT]
    assert books.book(cash_to_note("2", 5), note_to_cash("1", 5)) == [Outcome.OK, Outcome.OK]


def test_an_account_must_be_opened_before_it_is_booked_on() -> None:
    with pytest.raises(RuleBroken, match="open it"):
        apply([cash_to_note("e", 5)], {}, {})


def test_a_correction_is_a_new_entry_that_restores_the_balances() -> None:
    books = Books()
    entry = cash_to_note("e", 5)
    books.book(entry, entry.correction("e-back", DAY))
    assert set(books.balances().values()) == {0}
    assert books.entries["e-back"].corrects == "e"
    assert books.entries["e"] == entry


@st.composite
def entries(draw: st.DrawFn) -> JournalEntry:
    firm, currency = draw(st.sampled_from("AB")), draw(st.sampled_from(["EUR", "CNY"]))
    codes = draw(st.permutations([chart.CASH, chart.NOTE_RECEIVABLE, chart.NOTE_PAYABLE]))
    amount = Money(draw(st.integers(1, 9)), currency)
    postings = (Posting.debit(firm, codes[0], amount), Posting.credit(firm, codes[1], amount))
    return JournalEntry(draw(st.sampled_from([f"e{i}" for i in range(12)])), DAY, "random", postings)


@settings(max_examples=150)
@given(st.lists(st.lists(entries(), max_size=8), max_size=6), st.randoms(use_true_random=False))
def test_random_batches_with_replays_conserve_money(batches, random) -> None:
    books, one_by_one = Books(), Books()
    for batch in batches:
        replayed = random.sample(list(books.entries.values()), k=min(2, len(books.entries)))
        outcomes = books.book(*batch, *replayed)
        assert outcomes == [one_by_one.book(e)[0] for e in [*batch, *replayed]]
        assert all(o is Outcome.EXISTS for o in outcomes[len(batch) :])
        assert unbalanced_books(books.balances()) == {}
        moved = {a: b for a, b in recomputed(books.entries.values()).items() if b}
        assert {a: b for a, b in books.balances().items() if b} == moved
        for account in books.accounts.values():
            assert not account.guarded or account.balance_minor * account.kind.normal_sign >= 0
    assert books.entries == one_by_one.entries
