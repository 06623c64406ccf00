"""Ideal cycles of items on machines, and of which item counted pieces are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, text, tuple_

from headrace_chassis.paging import Listed, PageRequest, of_parts
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_equipment.engine.oee import MICROSECOND, OwnCycle
from headrace_equipment.model.item_cycle import ItemCycle
from headrace_equipment.store.tables import item_cycle, item_pieces

c = item_cycle.c
AT_OWN_CYCLES = text("""
    SELECT made.machine, CAST(made.at AT TIME ZONE :zone AS date) AS day, own.microseconds AS own,
           former.microseconds AS machine_s, sum(made.pieces) AS pieces
      FROM item_pieces AS made
     CROSS JOIN LATERAL (
        SELECT microseconds FROM item_cycle AS c
         WHERE c.tenant = made.tenant AND c.machine = made.machine AND c.item = made.item AND c.since <= made.at
         ORDER BY c.since DESC LIMIT 1
     ) AS own
      LEFT JOIN former_cycle AS former
        ON former.tenant = made.tenant AND former.machine = made.machine
       AND made.at >= former.since AND made.at < former.until
     WHERE made.tenant = :tenant AND made.at >= :start AND made.at < :end AND own.microseconds IS NOT NULL
       AND (CAST(:machine AS text) IS NULL OR made.machine = :machine)
     GROUP BY made.machine, day, own.microseconds, former.microseconds ORDER BY own, machine_s
""")


async def known(tx: Tx, keys: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[ItemCycle]]:
    """Of each machine and item all that was stated, in the order of time."""
    query = select(item_cycle).where(c.tenant == tx.tenant, tuple_(c.machine, c.item).in_(list(keys)))
    found: dict[tuple[str, str], list[ItemCycle]] = defaultdict(list)
    for row in await tx.execute(query.order_by(c.since)):
        found[row.machine, row.item].append(_cycle(row))
    return found


async def state(tx: Tx, stated: Sequence[ItemCycle]) -> None:
    """Each takes the place of what held from its moment on."""
    for one in stated:
        ours = (c.tenant == tx.tenant) & (c.machine == one.machine) & (c.item == one.item)
        await tx.execute(delete(item_cycle).where(ours, c.since >= one.since))
        micros = None if one.cycle is None else one.cycle // MICROSECOND
        row = {"machine": one.machine, "item": one.item, "since": one.since, "microseconds": micros}
        await tx.execute(insert(item_cycle).values(tenant=tx.tenant, **row))


async def page(tx: Tx, request: PageRequest, *where: Any) -> Listed[ItemCycle]:
    """By machine and item, the newest of each last."""
    key = tuple_(c.machine.collate("C"), c.item.collate("C"), c.since)
    query = select(item_cycle).where(*where).order_by(key).limit(request.limit + 1)
    if request.after:
        machine, item, since = request.after_parts(3)
        query = query.where(key > (machine, item, datetime.fromisoformat(since)))
    found = [_cycle(row) for row in await tx.execute(query)]
    return request.listed(found, key=lambda one: of_parts(one.machine, one.item, one.since.isoformat()))


async def keep_pieces(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await put(tx, item_pieces, [{"tenant": tx.tenant, **row} for row in rows])


async def by_day(
    tx: Tx, tenant: str, zone: str, start: datetime, end: datetime, machine: str | None
) -> dict[tuple[str, date], list[OwnCycle]]:
    """(machine, day of the zone) -> pieces of items that had a cycle of their own when they were counted."""
    asked = {"tenant": tenant, "zone": zone, "start": start, "end": end, "machine": machine}
    found: dict[tuple[str, date], list[OwnCycle]] = defaultdict(list)
    for row in await tx.execute(AT_OWN_CYCLES, asked):
        own = OwnCycle(int(row.pieces), _span(row.own), None if row.machine_s is None else _span(row.machine_s))
        found[row.machine, row.day].append(own)
    return found


def _cycle(row: Any) -> ItemCycle:
    cycle = None if row.microseconds is None else _span(row.microseconds)
    return ItemCycle(row.machine, row.item, row.since, cycle)


def _span(microseconds: int) -> timedelta:
    return timedelta(microseconds=microseconds)
