"""What is asked for: customer orders less what was shipped, and the released forecast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import delete, func, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.forecasting.v1 import ItemForecastReleased
from headrace_contracts.orders.v1 import OrderMatched
from headrace_contracts.values import Quantity
from headrace_mrp.model.forecast import Bucket
from headrace_mrp.store.tables import forecast, order_demand
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.store.tables import shipped


async def keep_orders(tx: Tx, events: Sequence[OrderMatched]) -> None:
    newest = {event.order: event for event in events}
    await drop_orders(tx, list(newest))
    rows = [
        {
            "tenant": tx.tenant,
            "order_id": event.order,
            "line": part.line,
            "plant": part.plant,
            "customer": event.customer,
            "item": part.item,
            "quantity": part.quantity.value,
            "unit": part.quantity.unit,
            "due": part.finish,
        }
        for event in newest.values()
        for part in event.allocations
    ]
    await put(tx, order_demand, rows)


async def drop_orders(tx: Tx, orders: Sequence[str]) -> None:
    o = order_demand.c
    await tx.execute(delete(order_demand).where(o.tenant == tx.tenant, o.order_id.in_(orders)))


async def keep_forecasts(tx: Tx, events: Sequence[ItemForecastReleased]) -> None:
    """A release replaces the item's forecast."""
    newest = {event.item: event for event in events}
    await tx.execute(delete(forecast).where(forecast.c.tenant == tx.tenant, forecast.c.item.in_(newest)))
    rows = [
        {
            "tenant": tx.tenant,
            "item": event.item,
            "start": bucket.start,
            "days": bucket.days,
            "quantity": bucket.quantity.value,
            "unit": bucket.quantity.unit,
            "release": event.release,
        }
        for event in newest.values()
        for bucket in event.buckets
    ]
    await put(tx, forecast, rows)


async def drop_earlier_forecasts(tx: Tx, release: str) -> None:
    """Items that a new forecast order leaves out are no longer forecast.

    Items and orders are told under different keys: those of a later order (identifiers sort by time of making) may
    have been heard already.
    """
    await tx.execute(delete(forecast).where(forecast.c.tenant == tx.tenant, forecast.c.release < release))


async def order_exists(tx: Tx, order: str) -> bool:
    found = await tx.execute(select(order_demand.c.line).where(order_demand.c.order_id == order).limit(1))
    return found.first() is not None


async def open_orders(tx: Tx) -> list[Demand]:
    """What customers still wait for, by order line and plant."""
    o, s = order_demand.c, shipped.c
    gone = (
        select(s.order_id, s.line, s.plant, func.sum(s.quantity).label("quantity"))
        .group_by(s.order_id, s.line, s.plant)
        .subquery()
    )
    same = (gone.c.order_id == o.order_id) & (gone.c.line == o.line) & (gone.c.plant == o.plant)
    left = (o.quantity - func.coalesce(gone.c.quantity, 0)).label("left")
    query = select(order_demand, left).outerjoin(gone, same).where(left > 0)
    return [
        Demand(DemandKind.CUSTOMER_ORDER, r.order_id, str(r.line), r.item, r.plant, Quantity(r.left, r.unit), r.due)
        for r in await tx.execute(query)
    ]


async def buckets(tx: Tx) -> dict[str, list[Bucket]]:
    """Item -> its forecast in order of time."""
    found: dict[str, list[Bucket]] = defaultdict(list)
    for r in await tx.execute(select(forecast).order_by(forecast.c.item, forecast.c.start)):
        found[r.item].append(Bucket(r.release, r.start, r.days, Quantity(r.quantity, r.unit)))
    return found


async def newest_release(tx: Tx) -> str:
    """The forecast order in force, or ''."""
    newest = await tx.execute(select(func.max(forecast.c.release)))
    return newest.scalar_one() or ""
