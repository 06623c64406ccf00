"""Counts in doubt, and what people said of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, select, tuple_

from headrace_chassis.documents import Documents
from headrace_chassis.tables import count
from headrace_chassis.tx import Tx
from headrace_equipment.model.doubt import Doubt, DoubtState
from headrace_equipment.store.tables import doubt

d = doubt.c
OPEN = d.state == DoubtState.OPEN.value

doubts = Documents(
    "doubtful count",
    Doubt,
    doubt,
    columns=lambda each: {
        "machine": each.machine,
        "plant": each.plant,
        "day": each.day,
        "state": each.state.value,
        "settled_pieces": each.settled_pieces,
    },
)


async def open_of(tx: Tx, days: Iterable[tuple[str, date]]) -> dict[tuple[str, date], Doubt]:
    """Those still open of machines and days, locked. Whoever adds to them has locked the machine."""
    found = await doubts.all(tx, d.tenant == tx.tenant, OPEN, tuple_(d.machine, d.day).in_(list(days)), lock=True)
    return {(each.machine, each.day): each for each in found}


async def left_of(tx: Tx, machine: str) -> int:
    return await count(tx, doubt, d.tenant == tx.tenant, d.machine == machine, OPEN)


async def settled_pieces(
    tx: Tx, tenant: str, machines: Iterable[str], first: date, last: date
) -> dict[tuple[str, date], int]:
    """(machine, day of its plant) -> pieces that people settled on, from the first day to the last."""
    query = (
        select(d.machine, d.day, func.sum(d.settled_pieces).label("pieces"))
        .where(d.tenant == tenant, d.machine.in_(set(machines)), d.day.between(first, last), d.settled_pieces > 0)
        .group_by(d.machine, d.day)
    )
    return {(row.machine, row.day): int(row.pieces) for row in await tx.execute(query)}
