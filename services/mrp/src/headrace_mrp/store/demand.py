"""What is asked for: customer orders and what of them was shipped, and the released forecast."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select, text, update

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.forecasting.v1 import ItemForecastReleased
from headrace_contracts.orders.v1 import OrderMatched, PromiseMoved
from headrace_contracts.values import Quantity
from headrace_mrp.model.forecast import Bucket
from headrace_mrp.store.tables import forecast, order_demand, past_demand
from headrace_planning.model.demand import Demand, DemandKind

END_ORDERS = """
    WITH ended AS (DELETE FROM order_demand WHERE tenant = $1 AND order_id = ANY ($2::text[]) RETURNING *)
    INSERT INTO past_demand (tenant, order_id, line, plant, item, quantity, unit, due)
    SELECT tenant, order_id, line, plant, item, quantity, unit, due FROM ended
"""
ORDER_LINES = text("""
    WITH sent AS (SELECT order_id, line, plant, sum(quantity) AS sent FROM shipped GROUP BY order_id, line, plant),
         begins AS (SELECT item, min(start) AS begins FROM forecast GROUP BY item),
         lines AS (SELECT order_id, line, plant, item, unit, due, priority, promised,
                          greatest(quantity - coalesce(sent, 0), 0) AS quantity, quantity AS ordered
                     FROM order_demand LEFT JOIN sent USING (order_id, line, plant)
                    UNION ALL
                   SELECT order_id, line, plant, item, unit, due, 0, NULL, 0, least(quantity, sent)
                     FROM past_demand JOIN sent USING (order_id, line, plant))
    SELECT *, CASE WHEN due >= begins THEN ordered ELSE 0 END AS foreseen
      FROM lines LEFT JOIN begins USING (item)
     WHERE quantity > 0 OR due >= begins
""")


async def keep_orders(tx: Tx, events: Sequence[OrderMatched]) -> None:
    newest = {event.order: event for event in events}
    for table in (order_demand, past_demand):
        await tx.execute(delete(table).where(table.c.tenant == tx.tenant, table.c.order_id.in_(newest)))
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
            "priority": event.priority,
            "promised": part.finish,
        }
        for event in newest.values()
        for part in event.allocations
    ]
    await put(tx, order_demand, rows)


async def keep_promises(tx: Tx, events: Sequence[PromiseMoved]) -> None:
    """What a factory is to finish on another day; events of before named the promise of the order only."""
    o = order_demand.c
    for event in {event.order: event for event in events}.values():
        mine = update(order_demand).where(o.tenant == tx.tenant, o.order_id == event.order)
        if not event.allocations:
            await tx.execute(mine.values(promised=event.promise))
        for part in event.allocations:
            this = mine.where(o.line == part.line, o.plant == part.plant)
            await tx.execute(this.values(due=part.finish, promised=part.finish))


async def end_orders(tx: Tx, orders: Sequence[str]) -> None:
    """Nothing more is asked for."""
    await tx.raw.execute(END_ORDERS, tx.tenant, list(orders))


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


async def order_lines(tx: Tx) -> list[Demand]:
    """By order line and plant what customers still wait for, and what of the line takes forecast.

    A line takes forecast for all that was ordered, whether shipped or not; one that ended for what was shipped. What
    was due before the forecast begins takes none.
    """
    return [_order_line(row) for row in await tx.execute(ORDER_LINES)]


def _order_line(row: Any) -> Demand:
    return Demand(
        DemandKind.CUSTOMER_ORDER,
        row.order_id,
        str(row.line),
        row.item,
        row.plant,
        Quantity(row.quantity, row.unit),
        row.due,
        row.priority,
        row.promised,
        Quantity(row.foreseen, row.unit),
    )


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
