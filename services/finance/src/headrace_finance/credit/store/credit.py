"""Credit lines in force, and what a bank and a debtor proposed to each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import delete, select, tuple_, update

from headrace_chassis.tables import in_turn, put
from headrace_chassis.tx import Tx
from headrace_contracts.values import Money
from headrace_finance.credit.model import CreditLine, Proposal
from headrace_finance.credit.store.tables import credit_line, credit_proposal


async def keep_still(tx: Tx, debtors: Iterable[str]) -> None:
    """What is out in notes of these debtors and what their lines say of it move together."""
    for debtor in sorted(set(debtors)):
        await in_turn(tx, f"credit of {debtor}")


async def line(tx: Tx, debtor: str, currency: str) -> CreditLine | None:
    """The debtor's line in this currency, locked; None when nobody limits it."""
    await keep_still(tx, [debtor])
    query = select(credit_line).where(credit_line.c.tenant == debtor, credit_line.c.currency == currency)
    row = (await tx.execute(query.with_for_update())).one_or_none()
    return _line(row) if row else None


async def use(tx: Tx, line: CreditLine) -> None:
    mine = (credit_line.c.tenant == line.debtor) & (credit_line.c.currency == line.limit.currency)
    await tx.execute(update(credit_line).where(mine).values(used_minor=line.used.minor))


async def lines(tx: Tx, debtors: Iterable[str] | None = None, *, lock: bool = False) -> list[CreditLine]:
    where = [] if debtors is None else [credit_line.c.tenant.in_(set(debtors))]
    query = select(credit_line).where(*where).order_by(credit_line.c.tenant, credit_line.c.currency)
    rows = await tx.execute(query.with_for_update() if lock else query)
    return [_line(row) for row in rows]


async def put_lines(tx: Tx, lines: Iterable[CreditLine]) -> None:
    rows = [
        {
            "tenant": line.debtor,
            "currency": line.limit.currency,
            "grantor": line.grantor,
            "limit_minor": line.limit.minor,
            "used_minor": line.used.minor,
        }
        for line in lines
    ]
    await put(tx, credit_line, rows)


async def proposals(tx: Tx, debtors: Iterable[str] | None = None) -> list[Proposal]:
    p = credit_proposal.c
    where = [] if debtors is None else [p.tenant.in_(set(debtors))]
    query = select(credit_proposal).where(*where).order_by(p.tenant, p.currency, p.grantor, p.proposer)
    return [
        Proposal(row.tenant, row.grantor, Money(row.limit_minor, row.currency), row.proposer)
        for row in await tx.execute(query)
    ]


async def put_proposals(tx: Tx, made: Sequence[Proposal], agreed: Sequence[CreditLine]) -> None:
    """What was agreed is no proposal any more."""
    rows = [
        {
            "tenant": one.debtor,
            "currency": one.limit.currency,
            "grantor": one.grantor,
            "proposer": one.proposer,
            "limit_minor": one.limit.minor,
        }
        for one in made
    ]
    await put(tx, credit_proposal, rows)
    p = credit_proposal.c
    done = [(line.debtor, line.limit.currency, line.grantor) for line in agreed]
    await tx.execute(delete(credit_proposal).where(tuple_(p.tenant, p.currency, p.grantor).in_(done)))


def _line(row: Any) -> CreditLine:
    limit, used = Money(row.limit_minor, row.currency), Money(row.used_minor, row.currency)
    return CreditLine(row.tenant, limit, used, row.grantor)
