"""What firms begin with: capital paid in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from headrace_chassis.auth import Principal
from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tx import Tx
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.ledger.model.capital import capital_paid_in
from headrace_finance.ledger.model.ledger import JournalEntry, Outcome
from headrace_finance.ledger.store import books

CHANGE_OF = {Outcome.OK: Change.CREATED, Outcome.EXISTS: Change.UNCHANGED}


@dataclass(frozen=True, slots=True)
class Opening:
    """Cash that a firm starts with. The day is part of what tells one payment of capital from another."""

    organisation: str
    amount: Money
    on: date


async def pay_in(tx: Tx, rows: Sequence[tuple[int, Opening]], loaded: Loaded, caller: Principal) -> Loaded:
    """A firm opens its own books; the platform opens anybody's."""
    entries: list[tuple[int, JournalEntry]] = []
    for number, row in rows:
        if row.organisation != caller.tenant and not caller.is_platform:
            loaded.refuse(
                number, "organisation", say("finance.books-of-others", by=caller.tenant, organisation=row.organisation)
            )
        elif row.amount.minor <= 0:
            loaded.refuse(number, "amount", say("finance.opening-of-nothing", amount=row.amount))
        else:
            entries.append((number, capital_paid_in(row.organisation, row.amount, row.on)))
    applied = await books.apply(tx, [entry for _, entry in entries])
    for (number, _), decision in zip(entries, applied.decisions, strict=True):
        if decision.outcome in CHANGE_OF:
            loaded.count(CHANGE_OF[decision.outcome])
        else:
            loaded.refuse(number, "amount", decision.detail)
    return loaded
