"""Supply as it stands, each quantity once: stock, lots under inspection, orders less what they brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from sqlalchemy import func, select, text

from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, say
from headrace_contracts.values import Quantity
from headrace_planning.model.facts import Positions
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.house import Verdict, still_to_come
from headrace_planning.model.items import Place
from headrace_planning.model.supply import StockOnHand, SupplyKind
from headrace_planning.store.tables import (
    among,
    arrival,
    closed_line,
    issued,
    purchase_line,
    stock,
    work_order,
    work_order_material,
)

UNDECIDED = text("""
    SELECT item, plant, sum(greatest(left_over, 0)) AS quantity
      FROM (SELECT item, plant, lot, sum(quantity) AS left_over
              FROM (SELECT item, plant, lot, quantity FROM arrival
                    UNION ALL SELECT item, plant, lot, -quantity FROM verdict) AS moves
             WHERE CAST(:items AS text[]) IS NULL OR item = ANY(:items)
             GROUP BY item, plant, lot) AS lots
     GROUP BY item, plant
""")
VERDICTS = text("""
    SELECT v.item, v.plant, v.quantity, v.accepted
      FROM verdict v JOIN stock s ON (s.tenant, s.item, s.plant) = (v.tenant, v.item, v.plant) AND s.inspection > 0
     WHERE CAST(:items AS text[]) IS NULL OR v.item = ANY(:items)
     ORDER BY v.at DESC, v.inspection DESC
""")
REJECTED = text("""
    SELECT item, plant, lot, reason FROM verdict r
     WHERE NOT accepted AND NOT EXISTS (SELECT 1 FROM verdict a WHERE a.accepted AND a.at > r.at
           AND (a.tenant, a.item, a.plant) = (r.tenant, r.item, r.plant))
     ORDER BY at, inspection
""")
WORKED_INTO = text("""
    SELECT DISTINCT w.item FROM work_order w
     WHERE w.open AND (EXISTS (SELECT FROM bom_line b WHERE b.item = w.item AND b.component = ANY(:items))
        OR EXISTS (SELECT FROM work_order_material m WHERE m.work_order = w.work_order AND m.item = ANY(:items)))
""")
Items = Collection[str] | None
"""Only these, or all."""


async def standing(tx: Tx, items: Items = None) -> Positions:
    return Positions(
        await on_hand(tx, items),
        [*await _purchases(tx, items), *await _work_orders(tx, items)],
        await in_the_house(tx, items),
        await material_left(tx, items),
    )


async def worked_into(tx: Tx, items: Collection[str]) -> set[str]:
    """What is being made of these."""
    return {row.item for row in await tx.execute(WORKED_INTO, {"items": list(items)})}


async def on_hand(tx: Tx, items: Items = None) -> list[StockOnHand]:
    rows = await tx.execute(select(stock).where(stock.c.available > 0, among(stock.c.item, items)))
    return [StockOnHand(r.item, r.plant, Quantity(r.available, r.unit)) for r in rows]


async def in_the_house(tx: Tx, items: Items = None) -> dict[Place, Decimal]:
    """What will be usable once inspected and moved, by item and plant."""
    only = {"items": None if items is None else list(items)}
    undecided = {(r.item, r.plant): r.quantity for r in await tx.execute(UNDECIDED, only)}
    verdicts: dict[Place, list[Verdict]] = defaultdict(list)
    for r in await tx.execute(VERDICTS, only):
        verdicts[r.item, r.plant].append(Verdict(r.quantity, r.accepted))
    inspected = select(stock).where(stock.c.inspection > 0, among(stock.c.item, items))
    held = {(r.item, r.plant): r.inspection for r in await tx.execute(inspected)}
    none = Decimal(0)
    coming = {
        place: still_to_come(undecided.get(place, none), held.get(place, none), verdicts[place])
        for place in {*undecided, *held}
    }
    return {place: quantity for place, quantity in coming.items() if quantity > 0}


async def rejected_lots(tx: Tx) -> dict[Place, Message]:
    """Lots rejected since the last good one of the item."""
    return {
        (r.item, r.plant): say("planning.lot-rejected", lot=r.lot, item=r.item, reason=r.reason)
        for r in await tx.execute(REJECTED)
    }


async def _purchases(tx: Tx, items: Items) -> list[FirmOrder]:
    p, a, c = purchase_line.c, arrival.c, closed_line.c
    came = (
        select(a.purchase_order, a.order_line, func.sum(a.quantity).label("quantity"))
        .where(a.purchase_order != "")
        .group_by(a.purchase_order, a.order_line)
        .subquery()
    )
    same = (came.c.purchase_order == p.purchase_order) & (came.c.order_line == p.line)
    closed = (c.purchase_order == p.purchase_order) & (c.line == p.line)
    left = (func.least(p.quantity, c.sent) - func.coalesce(came.c.quantity, 0)).label("left")
    query = select(purchase_line, left).outerjoin(came, same).outerjoin(closed_line, closed)
    query = query.where(left > 0, among(p.item, items))
    return [
        FirmOrder(
            SupplyKind.PURCHASE_ORDER,
            f"{r.purchase_order}/{r.line}",
            r.item,
            r.plant,
            Quantity(r.quantity, r.unit),
            Quantity(r.left, r.unit),
            r.due,
            r.due,
        )
        for r in await tx.execute(query)
    ]


async def _work_orders(tx: Tx, items: Items) -> list[FirmOrder]:
    w, a = work_order.c, arrival.c
    came = (
        select(a.work_order, func.sum(a.quantity).label("quantity"))
        .where(a.work_order != "")
        .group_by(a.work_order)
        .subquery()
    )
    left = (w.quantity - func.coalesce(came.c.quantity, 0)).label("left")
    query = select(work_order, left).outerjoin(came, came.c.work_order == w.work_order)
    query = query.where(w.open, left > 0, among(w.item, items))
    return [
        FirmOrder(
            SupplyKind.WORK_ORDER,
            r.work_order,
            r.item,
            r.plant,
            Quantity(r.quantity, r.unit),
            Quantity(r.left, r.unit),
            r.start,
            r.due,
        )
        for r in await tx.execute(query)
    ]


async def material_left(tx: Tx, items: Items = None) -> dict[str, list[tuple[str, Quantity]]]:
    """Released work order of one of the items -> what it is still to be issued; empty when it has all."""
    m, i = work_order_material.c, issued.c
    done = (
        select(i.work_order, i.item, func.sum(i.quantity).label("quantity")).group_by(i.work_order, i.item).subquery()
    )
    same = (done.c.work_order == m.work_order) & (done.c.item == m.item)
    left = (m.quantity - func.coalesce(done.c.quantity, 0)).label("left")
    made = select(work_order.c.work_order).where(work_order.c.open, among(work_order.c.item, items))
    query = select(work_order_material, left).outerjoin(done, same).where(m.work_order.in_(made))
    found: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for r in await tx.execute(query):
        parts = found[r.work_order]
        if r.left > 0:
            parts.append((r.item, Quantity(r.left, r.unit)))
    return found
