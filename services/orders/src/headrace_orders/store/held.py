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
            "quantity": p.quantity,
        }
        for p in parts
    ]
    await put(tx, held, rows)


async def release(tx: Tx, seller: str, order: str) -> None:
    await tx.execute(delete(held).where(held.c.tenant == seller, held.c.order_id == order))


async def release_made(tx: Tx, part: tuple[str, int, str, str], made: Decimal) -> None:
    """Let go of the time for so much of an order's line of an item in a plant, of its first days first."""
    order, line, item, plant = part
    h = held.c
    mine = (h.tenant == tx.tenant) & (h.order_id == order) & (h.line == line) & (h.item == item) & (h.plant == plant)
    for row in (await tx.execute(select(held).where(mine).order_by(h.day))).all():
        day = mine & (h.day == row.day)
        if made <= 0:
            break
        if row.quantity is None or row.quantity <= made:
            await tx.execute(delete(held).where(day))
            made -= row.quantity or 0
        else:
            minutes = row.minutes * (row.quantity - made) / row.quantity
            await tx.execute(update(held).where(day).values(quantity=row.quantity - made, minutes=minutes))
            made = Decimal(0)


async def by_day(tx: Tx, seller: str, work_centres: Collection[str]) -> dict[str, dict[date, Decimal]]:
    h = held.c
    query = select(h.work_centre, h.day, func.sum(h.minutes).label("minutes"))
    query = query.where(h.tenant == seller, h.work_centre.in_(work_centres)).group_by(h.work_centre, h.day)
    found: dict[str, dict[date, Decimal]] = defaultdict(dict)
    for row in await tx.execute(query):
        found[row.work_centre][row.day] = row.minutes
    return found
