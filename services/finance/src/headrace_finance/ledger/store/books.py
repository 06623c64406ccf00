"""The ledger's tables: accounts with cached balances, entries and postings that are only ever added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from headrace_chassis.names import in_name_of
from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, Said, kept, said
from headrace_finance.ledger.model import chart, ledger
from headrace_finance.ledger.model.ledger import Account, AccountId, Applied, JournalEntry
from headrace_finance.ledger.store.tables import account, journal_entry, posting

OPEN = """
    INSERT INTO account (tenant, code, currency, balance_minor)
    SELECT tenant, code, currency, 0 FROM unnest($1::text[], $2::text[], $3::text[]) AS a (tenant, code, currency)
    ON CONFLICT DO NOTHING
"""
LOCK = """
    SELECT tenant, code, currency, balance_minor FROM account
     WHERE (tenant, code, currency) IN (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]))
     ORDER BY tenant, code, currency FOR UPDATE
"""
KNOWN = "SELECT DISTINCT id, digest FROM journal_entry WHERE id = ANY($1)"
ADD_ENTRIES = """
    INSERT INTO journal_entry (tenant, id, value_date, reason, corrects, digest, reason_said, booked_at)
    SELECT tenant, id, value_date, reason, corrects, digest, said::jsonb, $8
      FROM unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[])
           AS e (tenant, id, value_date, reason, corrects, digest, said)
"""
ADD_POSTINGS = """
    INSERT INTO posting (tenant, entry, line, code, currency, minor, debt)
    SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::text[], $5::text[], $6::bigint[], $7::text[])
"""
MOVE = """
    UPDATE account AS a SET balance_minor = a.balance_minor + d.minor
      FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS d (tenant, code, currency, minor)
     WHERE (a.tenant, a.code, a.currency) = (d.tenant, d.code, d.currency)
"""


@dataclass(frozen=True, slots=True)
class BookedPosting:
    code: str
    currency: str
    minor: int
    debt: str | None


@dataclass(frozen=True, slots=True)
class BookedEntry:
    """An entry as it stands in one firm's book."""

    id: str
    tenant: str
    number: int
    value_date: date
    reason: Said
    corrects: str | None
    booked_at: datetime
    postings: Sequence[BookedPosting]


async def apply(tx: Tx, entries: Sequence[JournalEntry]) -> Applied:
    """Decide a batch under the lock of every account it touches, and write what was accepted."""
    async with in_name_of(tx):
        accounts = await _locked(tx, sorted({a for entry in entries for a in entry.deltas()}))
        known = {row["id"]: row["digest"] for row in await tx.raw.fetch(KNOWN, [entry.id for entry in entries])}
        applied = ledger.apply(entries, accounts, known)
        if applied.accepted:
            await _write(tx, applied)
    return applied


async def _locked(tx: Tx, ids: Sequence[AccountId]) -> dict[AccountId, Account]:
    columns = _columns(ids, 3)
    await tx.raw.execute(OPEN, *columns)
    rows = await tx.raw.fetch(LOCK, *columns)
    found = (AccountId(row["tenant"], row["code"], row["currency"]) for row in rows)
    return {a: chart.account_for(a, row["balance_minor"]) for a, row in zip(found, rows, strict=True)}


async def _write(tx: Tx, applied: Applied) -> None:
    headings = []
    for e in applied.accepted:
        reason, by_code = kept(e.reason)
        heading = (e.id, e.value_date, reason, e.corrects, e.digest, json.dumps(by_code.form()) if by_code else None)
        headings += [(tenant, *heading) for tenant in {p.account.organisation for p in e.postings}]
    postings = [
        (p.account.organisation, e.id, line, p.account.code, p.account.currency, p.minor, p.debt)
        for e in applied.accepted
        for line, p in enumerate(e.postings)
    ]
    await tx.raw.execute(ADD_ENTRIES, *_columns(headings, 7), tx.now)
    await tx.raw.execute(ADD_POSTINGS, *_columns(postings, 7))
    await tx.raw.execute(MOVE, *_columns([(*a, minor) for a, minor in applied.deltas.items()], 4))


def _columns(rows: Iterable[Sequence[object]], width: int) -> list[list[object]]:
    return [list(column) for column in zip(*rows, strict=True)] or [[] for _ in range(width)]


async def balances(tx: Tx) -> dict[AccountId, int]:
    """Cached balances of the books that the transaction sees."""
    rows = await tx.execute(select(account).order_by(account.c.tenant, account.c.code, account.c.currency))
    return {AccountId(row.tenant, row.code, row.currency): row.balance_minor for row in rows}


async def recomputed(tx: Tx) -> dict[AccountId, int]:
    """The same, summed anew from the postings."""
    p = posting.c
    query = select(p.tenant, p.code, p.currency, func.sum(p.minor).label("minor")).group_by(
        p.tenant, p.code, p.currency
    )
    return {AccountId(row.tenant, row.code, row.currency): int(row.minor) for row in await tx.execute(query)}


async def entries(tx: Tx, page: PageRequest, ids: Sequence[str] = ()) -> Listed[BookedEntry]:
    """Newest first; only those of `ids` when any are named."""
    e = journal_entry.c
    query = select(journal_entry).order_by(e.number.desc()).limit(page.limit + 1)
    if page.after:
        query = query.where(e.number < page.after_as(int))
    if ids:
        query = query.where(e.id.in_(ids))
    rows = (await tx.execute(query)).all()
    lines = await _postings(tx, [row.id for row in rows])
    found = [
        BookedEntry(
            row.id,
            row.tenant,
            row.number,
            row.value_date,
            said(row.reason, Message.read(row.reason_said) if row.reason_said else None),
            row.corrects,
            row.booked_at,
            lines.get((row.tenant, row.id), ()),
        )
        for row in rows
    ]
    return page.listed(found, key=lambda entry: str(entry.number))


async def _postings(tx: Tx, ids: Sequence[str]) -> Mapping[tuple[str, str], Sequence[BookedPosting]]:
    query = select(posting).where(posting.c.entry.in_(ids)).order_by(posting.c.line)
    found: dict[tuple[str, str], list[BookedPosting]] = {}
    for row in await tx.execute(query):
        found.setdefault((row.tenant, row.entry), []).append(BookedPosting(row.code, row.currency, row.minor, row.debt))
    return found
