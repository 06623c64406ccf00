"""Counts in doubt, and what people said of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import tuple_

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
        "until": each.until,
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
