"""What firms book for each step of a note, which names the debt: a payable, an advance, or the root of the note."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.ledger.model import AccountId, JournalEntry, Posting, chart
from headrace_finance.notes.model.discount import Discount

debit, credit = Posting.debit, Posting.credit


def note_accepted(note: str, debtor: str, holder: str, amount: Money, on: date, *, debt: str) -> JournalEntry:
    """The note takes the place of the invoice. An offer alone books nothing: it binds nobody yet."""
    postings = (
        debit(debtor, chart.TRADE_PAYABLE, amount, debt),
        credit(debtor, chart.NOTE_PAYABLE, amount, note),
        debit(holder, chart.NOTE_RECEIVABLE, amount, note),
        credit(holder, chart.TRADE_RECEIVABLE, amount, debt),
    )
    return JournalEntry(f"note-accepted:{note}", on, say("finance.books.note-accepted", note=note), postings)


def note_transferred(
    note: str, giver: str, taker: str, amount: Money, on: date, *, root: str, paid: Mapping[str, Money]
) -> JournalEntry:
    """The giver pays debts with the note; what is above them is an advance, which is named like the note."""
    postings = [
        credit(giver, chart.NOTE_RECEIVABLE, amount, root),
        debit(taker, chart.NOTE_RECEIVABLE, amount, root),
    ]
    for debt, part in paid.items():
        postings.append(debit(giver, chart.TRADE_PAYABLE, part, debt))
        postings.append(credit(taker, chart.TRADE_RECEIVABLE, part, debt))
    advance = amount - Money.total(paid.values(), amount.currency)
    if advance:
        postings.append(debit(giver, chart.ADVANCE_PAID, advance, note))
        postings.append(credit(taker, chart.ADVANCE_RECEIVED, advance, note))
    return JournalEntry(
        f"note-transferred:{note}", on, say("finance.books.note-transferred", note=note), tuple(postings)
    )


def note_financed(note: str, holder: str, bank: str, discount: Discount, on: date, *, root: str) -> JournalEntry:
    """The bank buys the note with money it has; its discount is earned when the note is redeemed."""
    postings = [
        credit(holder, chart.NOTE_RECEIVABLE, discount.face, root),
        debit(holder, chart.CASH, discount.proceeds),
        debit(bank, chart.NOTE_RECEIVABLE, discount.face, root),
        credit(bank, chart.CASH, discount.proceeds),
    ]
    if discount.amount:
        postings.append(debit(holder, chart.DISCOUNT_COST, discount.amount))
        postings.append(credit(bank, chart.UNEARNED_DISCOUNT, discount.amount, root))
    till = AccountId(bank, chart.CASH, discount.face.currency)
    reason = say("finance.books.note-financed", note=note)
    return JournalEntry(f"note-financed:{note}", on, reason, tuple(postings), covered=frozenset({till}))


def note_redeemed(
    note: str, debtor: str, holder: str, face: Money, on: date, *, root: str, unearned: Money
) -> JournalEntry:
    """The debtor pays the holder; a bank earns the discount it kept back."""
    postings = [
        debit(debtor, chart.NOTE_PAYABLE, face, root),
        credit(debtor, chart.CASH, face),
        debit(holder, chart.CASH, face),
        credit(holder, chart.NOTE_RECEIVABLE, face, root),
    ]
    if unearned:
        postings.append(debit(holder, chart.UNEARNED_DISCOUNT, unearned, root))
        postings.append(credit(holder, chart.DISCOUNT_INCOME, unearned))
    return JournalEntry(f"note-redeemed:{note}", on, say("finance.books.note-redeemed", note=note), tuple(postings))
