"""Notes, each written once and then changed at most by compare-and-set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select

from headrace_chassis.names import in_name_of
from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import first
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing, WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Money
from headrace_finance.notes.model.lineage import Lineage, RootBalance
from headrace_finance.notes.model.note import REDEEMABLE, Note, NoteChange, NoteState
from headrace_finance.notes.store.tables import note

CHANGE = """
    UPDATE note AS n SET state = c.after
      FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS c (id, holder, before, after)
     WHERE n.id = c.id AND n.holder = c.holder AND n.state = c.before
    RETURNING n.id
"""
OUTSTANDING = (NoteState.OFFERED, NoteState.LIVE, NoteState.FINANCED)


class NoteTaken(WrongState):
    """Somebody was faster with this note."""


async def get(tx: Tx, name: str) -> Note:
    """A note that the transaction's tenant owes, holds or held."""
    row = (await tx.execute(select(note).where(note.c.id == name))).one_or_none()
    if row is None:
        raise Missing.named("note", name)
    return _note(row)


async def add(tx: Tx, notes: Iterable[Note]) -> None:
    rows = [_row(n) for n in notes]
    if rows:
        await tx.execute(insert(note), rows)


async def change(tx: Tx, changes: Sequence[NoteChange]) -> None:
    """Write changes if every note is still as it was; raises NoteTaken otherwise."""
    steps = [(c.before.id, c.before.holder, c.before.state.value, c.after.state.value) for c in changes]
    written = {row["id"] for row in await tx.raw.fetch(CHANGE, *map(list, zip(*steps, strict=True)))}
    late = [c.before.id for c in changes if c.before.id not in written]
    if late:
        raise NoteTaken(say("finance.note-changed", note=late[0]))
    await add(tx, (child for c in changes for child in c.children))


async def page(tx: Tx, wanted: PageRequest, where: Sequence[ColumnElement[bool]]) -> Listed[Note]:
    before = [note.c.id < wanted.after] if wanted.after else []
    rows = await first(tx, note, wanted.limit + 1, *where, *before, key=note.c.id)
    return wanted.listed([_note(row) for row in rows], key=lambda n: n.id)


async def lineage(tx: Tx, root: str) -> Lineage:
    """The whole tree, for one who sees any note of it; what of it may be shown is the lineage's to say."""
    if not (await tx.execute(select(note.c.id).where(note.c.root == root).limit(1))).first():
        raise Missing.named("note", root)
    async with in_name_of(tx):
        rows = (await tx.execute(select(note).where(note.c.root == root).order_by(note.c.id))).all()
    return Lineage(_note(row) for row in rows)


async def due(tx: Tx, until: date, debtor: str | None) -> list[str]:
    """Live and financed notes due by then: one debtor's, or all that the transaction sees."""
    where = [note.c.state.in_([s.value for s in REDEEMABLE]), note.c.due <= until]
    where += [note.c.tenant == debtor] if debtor else []
    return list((await tx.execute(select(note.c.id).where(*where))).scalars())


async def take(tx: Tx, names: Collection[str]) -> list[Note]:
    """Locked, in their order."""
    rows = await tx.execute(select(note).where(note.c.id.in_(names)).order_by(note.c.id).with_for_update())
    return [_note(row) for row in rows]


async def overdue(tx: Tx, limit: int) -> list[tuple[str, str]]:
    """(debtor, id) of some live and financed notes of all that the transaction sees that fell due before today."""
    where = [note.c.state.in_([s.value for s in REDEEMABLE]), note.c.due < tx.today]
    rows = await tx.execute(select(note.c.tenant, note.c.id).where(*where).limit(limit))
    return [(row.tenant, row.id) for row in rows]


async def roots(tx: Tx, debtor: str | None) -> dict[str, RootBalance]:
    """Where the money of each issued note is now: one debtor's, or all that the transaction sees."""
    n = note.c
    mine = [n.tenant == debtor] if debtor else []
    issued = {
        row.root: Money(row.amount_minor, row.currency)
        for row in await tx.execute(select(note).where(*mine, n.parent.is_(None)))
    }
    sums: dict[str, dict[NoteState, int]] = {root: {} for root in issued}
    by_state = select(n.root, n.state, func.sum(n.amount_minor).label("minor")).where(*mine).group_by(n.root, n.state)
    for row in await tx.execute(by_state):
        sums[row.root][NoteState(row.state)] = int(row.minor)
    return {root: RootBalance.of(amount, sums[root]) for root, amount in issued.items()}


async def outstanding(tx: Tx, debtors: Iterable[str] | None = None) -> Mapping[tuple[str, str], int]:
    """(debtor, currency) -> minor units out in notes, offers counted."""
    n = note.c
    query = select(n.tenant, n.currency, func.sum(n.amount_minor).label("minor"))
    query = query.where(n.state.in_([s.value for s in OUTSTANDING])).group_by(n.tenant, n.currency)
    if debtors is not None:
        query = query.where(n.tenant.in_(set(debtors)))
    return {(row.tenant, row.currency): int(row.minor) for row in await tx.execute(query)}


def _row(n: Note) -> dict[str, Any]:
    return {
        "tenant": n.debtor,
        "id": n.id,
        "root": n.root,
        "parent": n.parent,
        "payable": n.payable,
        "holder": n.holder,
        "amount_minor": n.amount.minor,
        "minimum_minor": n.minimum.minor,
        "unearned_minor": n.unearned.minor,
        "currency": n.amount.currency,
        "due": n.due,
        "state": n.state.value,
    }


def _note(row: Any) -> Note:
    return Note(
        id=row.id,
        root=row.root,
        parent=row.parent,
        payable=row.payable,
        debtor=row.tenant,
        holder=row.holder,
        amount=Money(row.amount_minor, row.currency),
        minimum=Money(row.minimum_minor, row.currency),
        due=row.due,
        state=NoteState(row.state),
        unearned=Money(row.unearned_minor, row.currency),
    )
