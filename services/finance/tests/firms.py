"""A chain leader, its suppliers and a bank, with books and notes kept in memory as the tables keep them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from headrace_contracts.values import Money
from headrace_finance.debts.model.payable import Payable
from headrace_finance.ledger.model import chart
from headrace_finance.ledger.model.ledger import Account, AccountId, JournalEntry, Outcome, apply
from headrace_finance.notes.model.note import Note, NoteChange, issue

TODAY, DUE = date(2026, 3, 2), date(2026, 8, 29)
LEADER, SUPPLIER, TIER_2, TIER_3, BANK = "leader", "supplier", "tier-2", "tier-3", "bank"


def euro(cents: int) -> Money:
    return Money(cents, "EUR")


def recomputed(entries: Iterable[JournalEntry]) -> dict[AccountId, int]:
    """Balances summed from the entries alone, to hold against the cached ones."""
    balances: dict[AccountId, int] = {}
    for entry in entries:
        for account_id, delta in entry.deltas().items():
            balances[account_id] = balances.get(account_id, 0) + delta
    return balances


class Books:
    def __init__(self) -> None:
        self.accounts: dict[AccountId, Account] = {}
        self.entries: dict[str, JournalEntry] = {}

    def book(self, *entries: JournalEntry) -> list[Outcome]:
        for entry in entries:
            for account_id in entry.deltas():
                self.accounts.setdefault(account_id, chart.account_for(account_id))
        result = apply(entries, self.accounts, {i: e.digest for i, e in self.entries.items()})
        self.entries |= {e.id: e for e in result.accepted}
        for account_id, delta in result.deltas.items():
            account = self.accounts[account_id]
            self.accounts[account_id] = replace(account, balance_minor=account.balance_minor + delta)
        return [d.outcome for d in result.decisions]

    def balances(self) -> dict[AccountId, int]:
        return {a.id: a.balance_minor for a in self.accounts.values()}

    def owed(self, code: str) -> dict[str, int]:
        """What is left of each debt on the accounts of this code, debit positive, by the journal alone."""
        left: Counter[str] = Counter()
        for posting in (p for entry in self.entries.values() for p in entry.postings if p.account.code == code):
            assert posting.debt is not None
            left[posting.debt] += posting.minor
        return {debt: minor for debt, minor in left.items() if minor}

    def of(self, organisation: str) -> dict[str, int]:
        """Balances of one firm by account code, debit positive, zero ones left out."""
        return {i.code: b for i, b in self.balances().items() if i.organisation == organisation and b}


class Vault:
    """Keeps notes by compare-and-set, as `UPDATE ... WHERE id, holder, state` does."""

    def __init__(self, notes: Iterable[Note]) -> None:
        self.notes = {n.id: n for n in notes}
        self.consumed: list[str] = []

    def put(self, change: NoteChange) -> bool:
        if self.notes[change.before.id] != change.before:
            return False
        assert not any(child.id in self.notes for child in change.children)
        self.notes |= {n.id: n for n in (change.after, *change.children)}
        if change.children:
            self.consumed.append(change.before.id)
        return True


def owed(amount: int = 900_000, payable: str = "P", creditor: str = SUPPLIER) -> Payable:
    return Payable(
        id=payable,
        tenant=LEADER,
        invoice=f"inv-{payable}",
        number=f"INV-{payable}",
        purchase_order="PO-1",
        creditor=creditor,
        amount=euro(amount),
        due=DUE,
    )


def confirmed(amount: int = 900_000, payable: str = "P") -> Payable:
    promise = owed(amount, payable)
    promise.confirm(LEADER)
    return promise


def offered(amount: int = 900_000, minimum: int = 1) -> Note:
    return issue(confirmed(amount), LEADER, "N", euro(minimum), TODAY)[0]


def live(amount: int = 900_000, minimum: int = 1) -> Note:
    return offered(amount, minimum).accept(SUPPLIER, TODAY).after
