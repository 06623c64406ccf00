"""Working time that is held for promised orders until their work orders book it themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, func, select, update

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_orders.model.work import Hold
from headrace_orders.store.tables import held


async def hold(tx: Tx, seller: str, order: str, parts: Sequence[Hold]) -> None:
    rows = [
        {
            "tenant": seller,
            "order_id": order,
            "line": p.line,
            "plant": p.plant,
            "day": p.day,
            "item": p.item,
            "work_centre": p.work_centre,
            "minutes": p.minutes,
        }
        for p in parts
    ]
    await put(tx, held, rows)


async def release(tx: Tx, seller: str, order: str) -> None:
    await tx.execute(delete(held).where(held.c.tenant == seller, held.c.order_id == order))


async def release_part(tx: Tx, part: tuple[str, int, str, str], share: Decimal) -> None:
    """Let go of a share of what was held for an order's line of an item in a plant, of its first days first."""
    order, line, item, plant = part
    h = held.c
    mine = (h.tenant == tx.tenant) & (h.order_id == order) & (h.line == line) & (h.item == item) & (h.plant == plant)
    rows = (await tx.execute(select(held).where(mine).order_by(h.day))).all()
    rest = sum((row.minutes for row in rows), Decimal(0)) * share
    for row in rows:
        let_go = min(row.minutes, rest)
        rest -= let_go
        this = mine & (h.day == row.day)
        if let_go == row.minutes:
            await tx.execute(delete(held).where(this))
        elif let_go:
            await tx.execute(update(held).where(this).values(minutes=h.minutes - let_go))


async def by_day(tx: Tx, seller: str, work_centres: Collection[str]) -> dict[str, dict[date, Decimal]]:
    h = held.c
    query = select(h.work_centre, h.day, func.sum(h.minutes).label("minutes"))
    query = query.where(h.tenant == seller, h.work_centre.in_(work_centres)).group_by(h.work_centre, h.day)
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for row in await tx.execute(query):
        found[row.work_centre][row.day] = row.minutes
    return found
