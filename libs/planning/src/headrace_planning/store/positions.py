"""Supply as it stands, each quantity once: stock, lots under inspection, orders less what they brought."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import func, select, text

from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_planning.model.facts import Positions
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.house import Verdict, still_to_come
from headrace_planning.model.network import Place
from headrace_planning.model.supply import StockOnHand, SupplyKind
from headrace_planning.store.tables import (
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
             GROUP BY item, plant, lot) AS lots
     GROUP BY item, plant
""")
VERDICTS = text("""
    SELECT v.item, v.plant, v.quantity, v.accepted
      FROM verdict v JOIN stock s ON (s.tenant, s.item, s.plant) = (v.tenant, v.item, v.plant) AND s.inspection > 0
     ORDER BY v.at DESC, v.inspection DESC
""")
REJECTED = text("""
    SELECT item, plant, lot, reason FROM verdict r
     WHERE NOT accepted AND NOT EXISTS (SELECT 1 FROM verdict a WHERE a.accepted AND a.at > r.at
           AND (a.tenant, a.item, a.plant) = (r.tenant, r.item, r.plant))
     ORDER BY at, inspection
""")


async def standing(tx: Tx) -> Positions:
    return Positions(await on_hand(tx), await firm_orders(tx), await in_the_house(tx), await material_left(tx))


async def on_hand(tx: Tx) -> list[StockOnHand]:
    rows = await tx.execute(select(stock).where(stock.c.available > 0))
    return [StockOnHand(r.item, r.plant, Quantity(r.available, r.unit)) for r in rows]


async def in_the_house(tx: Tx) -> dict[Place, Decimal]:
    """What will be usable once inspected and moved, by item and plant."""
    undecided = {(r.item, r.plant): r.quantity for r in await tx.execute(UNDECIDED)}
    verdicts: dict[Place, list[Verdict]] = defaultdict(list)
    for r in await tx.execute(VERDICTS):
        verdicts[r.item, r.plant].append(Verdict(r.quantity, r.accepted))
    held = {(r.item, r.plant): r.inspection for r in await tx.execute(select(stock).where(stock.c.inspection > 0))}
    none = Decimal(0)
    coming = {
        place: still_to_come(undecided.get(place, none), held.get(place, none), verdicts[place])
        for place in {*undecided, *held}
    }
    return {place: quantity for place, quantity in coming.items() if quantity > 0}


async def rejected_lots(tx: Tx) -> dict[Place, str]:
    """Lots rejected since the last good one of the item, in words."""
    return {(r.item, r.plant): f"lot {r.lot} of {r.item} was rejected: {r.reason}" for r in await tx.execute(REJECTED)}


async def firm_orders(tx: Tx) -> list[FirmOrder]:
    return [*await _purchases(tx), *await _work_orders(tx)]


async def _purchases(tx: Tx) -> list[FirmOrder]:
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
    query = select(purchase_line, left).outerjoin(came, same).outerjoin(closed_line, closed).where(left > 0)
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


async def _work_orders(tx: Tx) -> list[FirmOrder]:
    w, a = work_order.c, arrival.c
    came = (
        select(a.work_order, func.sum(a.quantity).label("quantity"))
        .where(a.work_order != "")
        .group_by(a.work_order)
        .subquery()
    )
    left = (w.quantity - func.coalesce(came.c.quantity, 0)).label("left")
    query = select(work_order, left).outerjoin(came, came.c.work_order == w.work_order).where(w.open, left > 0)
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


async def material_left(tx: Tx) -> dict[str, list[tuple[str, Quantity]]]:
    """Released work order -> what it is still to be issued; empty when it has all."""
    m, i = work_order_material.c, issued.c
    done = (
        select(i.work_order, i.item, func.sum(i.quantity).label("quantity")).group_by(i.work_order, i.item).subquery()
    )
    same = (done.c.work_order == m.work_order) & (done.c.item == m.item)
    left = (m.quantity - func.coalesce(done.c.quantity, 0)).label("left")
    found: dict[str, list[tuple[str, Quantity]]] = defaultdict(list)
    for r in await tx.execute(select(work_order_material, left).outerjoin(done, same)):
        parts = found[r.work_order]
        if r.left > 0:
            parts.append((r.item, Quantity(r.left, r.unit)))
    return found
