"""The double-entry ledger: accounts, immutable journal entries, and the ordered guard that decides a batch.

Amounts are signed minor units: a debit is positive, a credit negative. An entry may touch the books of
several organisations at once, so that a payment is never booked on one side only; it balances within each
organisation and currency.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Said, say
from headrace_contracts.values import Money

LARGEST_BALANCE = 10**18
"""Minor units of an account."""


class Unbalanced(RuleBroken):
    """An entry whose debits and credits differ within an organisation and currency."""


class AccountKind(StrEnum):
    ASSET = "asset"
    LIABILITY = "liability"
    INCOME = "income"
    EXPENSE = "expense"
    EQUITY = "equity"

    @property
    def normal_sign(self) -> int:
        """+1 where a debit makes the balance larger, -1 where a credit does."""
        return 1 if self in (AccountKind.ASSET, AccountKind.EXPENSE) else -1


class AccountId(NamedTuple):
    organisation: str
    code: str
    currency: str

    def __str__(self) -> str:
        return f"{self.organisation}/{self.code}/{self.currency}"


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its cached balance (debit positive).

    A guarded account never falls below zero on its normal side.
    """

    id: AccountId
    kind: AccountKind
    guarded: bool
    balance_minor: int = 0


@dataclass(frozen=True, slots=True)
class Posting:
    """`debt` names the debt that it makes or settles, on the accounts of what firms owe each other."""

    account: AccountId
    minor: int
    debt: str | None = None

    @classmethod
    def debit(cls, organisation: str, code: str, amount: Money, debt: str | None = None) -> Self:
        return cls(AccountId(organisation, code, amount.currency), amount.minor, debt)

    @classmethod
    def credit(cls, organisation: str, code: str, amount: Money, debt: str | None = None) -> Self:
        return cls(AccountId(organisation, code, amount.currency), -amount.minor, debt)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """An immutable entry; its id is made by the one who asks, so that asking again books nothing twice.

    `covered` are accounts that it may not bring below zero, though others may.
    """

    id: str
    value_date: date
    reason: Said
    postings: tuple[Posting, ...]
    corrects: str | None = None
    covered: frozenset[AccountId] = frozenset()

    def __post_init__(self) -> None:
        if not self.postings or any(p.minor == 0 for p in self.postings):
            raise Unbalanced(say("finance.entry-empty", entry=self.id))
        for (organisation, currency), minor in self._sums().items():
            if minor:
                raise Unbalanced(
                    say(
                        "finance.entry-unbalanced",
                        entry=self.id,
                        organisation=organisation,
                        difference=Money(minor, currency),
                    )
                )

    @property
    def digest(self) -> str:
        """Tells two contents under one id apart; stored beside the id."""
        lines = [[*p.account, p.minor, *([p.debt] if p.debt else [])] for p in self.postings]
        content = [self.value_date.isoformat(), str(self.reason), self.corrects, lines]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def deltas(self) -> dict[AccountId, int]:
        """Net change per account; an account whose postings cancel stays in with zero."""
        net: dict[AccountId, int] = {}
        for posting in self.postings:
            net[posting.account] = net.get(posting.account, 0) + posting.minor
        return net

    def correction(self, entry_id: str, value_date: date) -> JournalEntry:
        """The entry that takes this one back; nothing booked is ever changed."""
        reversed_postings = tuple(replace(p, minor=-p.minor) for p in self.postings)
        return JournalEntry(
            entry_id, value_date, say("finance.books.correction", entry=self.id), reversed_postings, self.id
        )

    def _sums(self) -> Counter[tuple[str, str]]:
        sums: Counter[tuple[str, str]] = Counter()
        for account, minor in ((p.account, p.minor) for p in self.postings):
            sums[account.organisation, account.currency] += minor
        return sums


class Outcome(StrEnum):
    """What became of one entry of a batch.

    Only `ok` has an effect. `insufficient` leaves the id free, so the same entry may be sent again later.
    """

    OK = "ok"
    EXISTS = "exists"
    CONFLICT = "conflict"
    INSUFFICIENT = "insufficient"


@dataclass(frozen=True, slots=True)
class Decision:
    entry_id: str
    outcome: Outcome
    detail: Said = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """A decided batch: what to tell each caller, the entries to insert, the net change of each balance."""

    decisions: tuple[Decision, ...]
    accepted: tuple[JournalEntry, ...]
    deltas: Mapping[AccountId, int]


def apply(batch: Iterable[JournalEntry], accounts: Mapping[AccountId, Account], known: Mapping[str, str]) -> Applied:
    """Decide a batch in order, as if its entries came one by one.

    `accounts` holds every account the batch touches, locked; `known` the digests of those ids already booked.
    """
    guard = _Guard(accounts, known)
    decisions = tuple(guard.decide(entry) for entry in batch)
    return Applied(decisions, tuple(guard.accepted), {a: d for a, d in guard.deltas.items() if d})


class _Guard:
    def __init__(self, accounts: Mapping[AccountId, Account], known: Mapping[str, str]) -> None:
        self._accounts = accounts
        self._known = dict(known)
        self.deltas: dict[AccountId, int] = {}
        self.accepted: list[JournalEntry] = []

    def decide(self, entry: JournalEntry) -> Decision:
        digest = entry.digest
        before = self._known.get(entry.id)
        if before is not None:
            return self._seen_before(entry, same=before == digest)
        deltas = entry.deltas()
        for account_id, delta in deltas.items():
            if refused := self._refusal(account_id, delta, covered=account_id in entry.covered):
                return Decision(entry.id, Outcome.INSUFFICIENT, refused)
        for account_id, delta in deltas.items():
            self.deltas[account_id] = self.deltas.get(account_id, 0) + delta
        self._known[entry.id] = digest
        self.accepted.append(entry)
        return Decision(entry.id, Outcome.OK)

    def _seen_before(self, entry: JournalEntry, *, same: bool) -> Decision:
        if same:
            return Decision(entry.id, Outcome.EXISTS)
        return Decision(
            entry.id,
            Outcome.CONFLICT,
            say("finance.entry-conflict", entry=entry.id),
        )

    def _refusal(self, account_id: AccountId, delta: int, *, covered: bool) -> Said:
        account = self._accounts.get(account_id)
        if account is None:
            raise RuleBroken(say("finance.account-missing", account=str(account_id)))
        sign = account.kind.normal_sign
        has = (account.balance_minor + self.deltas.get(account_id, 0)) * sign
        if abs(has + delta * sign) > LARGEST_BALANCE:
            return say(
                "finance.account-too-large",
                account=str(account_id),
                balance=Money(has + delta * sign, account_id.currency),
            )
        if not (account.guarded or covered) or delta * sign >= 0 or has + delta * sign >= 0:
            return ""
        currency = account_id.currency
        return say(
            "finance.account-short",
            account=str(account_id),
            has=Money(has, currency),
            asked=Money(-delta * sign, currency),
        )


def unbalanced_books(balances: Mapping[AccountId, int]) -> dict[tuple[str, str], int]:
    """Debits less credits by organisation and currency where they differ; empty when all books balance."""
    sums: Counter[tuple[str, str]] = Counter()
    for account_id, minor in balances.items():
        sums[account_id.organisation, account_id.currency] += minor
    return {key: minor for key, minor in sums.items() if minor}
