"""What firms begin with: capital paid in, and the credit that banks grant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headrace_chassis.auth import Principal
from headrace_chassis.tx import Tx
from headrace_chassis.web.bulk import Change, Loaded
from headrace_contracts.values import Money
from headrace_finance.model import bookings
from headrace_finance.model.credit import CreditLine
from headrace_finance.model.ledger import JournalEntry, Outcome
from headrace_finance.store import books, facts, notes
from headrace_finance.store.names import in_name_of

CHANGE_OF = {Outcome.OK: Change.CREATED, Outcome.EXISTS: Change.UNCHANGED}


@dataclass(frozen=True, slots=True)
class Opening:
    """Cash that a firm starts with. The day is part of what tells one payment of capital from another."""

    organisation: str
    amount: Money
    on: date


@dataclass(frozen=True, slots=True)
class Limit:
    debtor: str
    limit: Money


async def pay_in(tx: Tx, rows: Sequence[tuple[int, Opening]], loaded: Loaded, caller: Principal) -> Loaded:
    """A firm opens its own books; the platform opens anybody's."""
    entries: list[tuple[int, JournalEntry]] = []
    for number, row in rows:
        if row.organisation != caller.tenant and not caller.is_platform:
            loaded.refuse(number, "organisation", f"{caller.tenant} does not keep the books of {row.organisation}")
        elif row.amount.minor <= 0:
            loaded.refuse(number, "amount", f"the amount is {row.amount}; it must be above zero")
        else:
            entries.append((number, bookings.capital_paid_in(row.organisation, row.amount, row.on)))
    applied = await books.apply(tx, [entry for _, entry in entries])
    for (number, _), decision in zip(entries, applied.decisions, strict=True):
        if decision.outcome in CHANGE_OF:
            loaded.count(CHANGE_OF[decision.outcome])
        else:
            loaded.refuse(number, "amount", decision.detail)
    return loaded


async def grant(tx: Tx, rows: Sequence[tuple[int, Limit]], loaded: Loaded, caller: Principal) -> Loaded:
    """Only banks and the platform grant credit; what is out in notes already counts as used."""
    may = caller.is_platform or await facts.role_of(tx, caller.tenant) == "bank"
    async with in_name_of(tx):
        debtors = {row.debtor for _, row in rows}
        known = {(line.debtor, line.limit.currency): line for line in await notes.credit_lines(tx, debtors, lock=True)}
        out = await notes.outstanding(tx, debtors)
        fresh = []
        for number, row in rows:
            before = known.get((row.debtor, row.limit.currency))
            refused = _why_not(row, before, caller.tenant, may=may)
            if refused:
                loaded.refuse(number, *refused)
                continue
            used = before.used if before else Money(out.get((row.debtor, row.limit.currency), 0), row.limit.currency)
            line = CreditLine(row.debtor, row.limit, used, caller.tenant)
            change = Change.CREATED if before is None else Change.UNCHANGED if line == before else Change.CHANGED
            known[row.debtor, row.limit.currency] = line
            loaded.count(change)
            fresh.append(line)
        await notes.put_credit(tx, fresh)
    return loaded


def _why_not(row: Limit, before: CreditLine | None, grantor: str, *, may: bool) -> tuple[str, str] | None:
    if not may:
        return "", f"{grantor} is not registered as a bank: only a bank grants credit"
    if row.limit.minor < 0:
        return "limit", f"the limit is {row.limit}; it must not be below zero"
    if before is not None and before.grantor != grantor:
        return "debtor", f"the line of {row.debtor} in {row.limit.currency} is another bank's"
    return None
