"""What happened, and what belongs to what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, TableValuedAlias, Text, cast, func, select
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, Said, said
from headrace_control_tower.model.telling import Thing, Told, order
from headrace_control_tower.store.tables import timeline_entry, timeline_link


@dataclass(frozen=True, slots=True)
class Entry:
    """One event in the life of an order; `type` is its name without the package."""

    event: str
    at: datetime
    type: str
    words: Said
    link: str
    internal: bool


async def keep(tx: Tx, told: Sequence[tuple[str, datetime, str, Told]]) -> None:
    """Each with its event's id, time and type; an event heard again changes nothing."""
    await put(tx, timeline_entry, [_entry_row(tx.tenant, *each) for each in told])
    links = {(whole, each.subject) for *_, each in told for whole in each.part_of}
    if links:
        rows = [_link_row(tx.tenant, whole, part) for whole, part in sorted(links)]
        await tx.execute(insert(timeline_link).on_conflict_do_nothing(), rows)


async def owner(tx: Tx, name: str) -> str | None:
    """The seller of an order, if the transaction's tenant is a party to it."""
    t = timeline_entry.c
    query = select(t.tenant).where(t.subject_kind == "order", t.subject == name).limit(1)
    return (await tx.execute(query)).scalar_one_or_none()


async def of_order(tx: Tx, name: str) -> list[Entry]:
    """All that happened to the order and to what serves it, in order of time."""
    t = timeline_entry.c
    asked = _asked(await _serving(tx, order(name)))
    query = (
        select(t.event, t.at, t.type, t.words, t.said, t.link, t.internal)
        .join(asked, (t.subject_kind == asked.c.kind) & (t.subject == asked.c.name))
        .where(t.tenant == tx.tenant)
        .order_by(t.at, t.heard)
    )
    return [_entry(row) for row in await tx.execute(query)]


async def _serving(tx: Tx, whole: Thing) -> set[Thing]:
    """The thing itself and everything that serves it, over all steps."""
    t = timeline_link.c
    known, fresh = {whole}, {whole}
    while fresh:
        asked = _asked(fresh)
        parts = select(t.part_kind, t.part).join(asked, (t.whole_kind == asked.c.kind) & (t.whole == asked.c.name))
        rows = await tx.execute(parts.where(t.tenant == tx.tenant))
        fresh = {Thing(row.part_kind, row.part) for row in rows} - known
        known |= fresh
    return known


def _asked(things: Collection[Thing]) -> TableValuedAlias:
    """However many, they are two parameters of a query."""
    kinds, names = [thing.kind for thing in things], [thing.name for thing in things]
    pairs = func.unnest(cast(kinds, ARRAY(Text)), cast(names, ARRAY(Text)))
    return pairs.table_valued("kind", "name").render_derived()


def _entry(row: Any) -> Entry:
    words = said(row.words, Message.read(row.said) if row.said else None)
    return Entry(row.event, row.at, row.type, words, row.link, row.internal)


def _entry_row(tenant: str, event: str, at: datetime, kind: str, told: Told) -> dict[str, object]:
    return {
        "tenant": tenant,
        "event": event,
        "subject_kind": told.subject.kind,
        "subject": told.subject.name,
        "at": at,
        "type": kind,
        "words": str(told.words),
        "said": told.words.form(),
        "link": told.link,
        "customer": told.customer,
        "internal": told.internal,
    }


def _link_row(tenant: str, whole: Thing, part: Thing) -> dict[str, str]:
    return {
        "tenant": tenant,
        "whole_kind": whole.kind,
        "whole": whole.name,
        "part_kind": part.kind,
        "part": part.name,
    }
