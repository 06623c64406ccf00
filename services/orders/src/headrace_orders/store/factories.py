"""Factories as heard: what they can make, on which work centres, how much of their days is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import CapacityPublished
from headrace_contracts.product.v1 import RoutingPublished, WorkCentrePublished
from headrace_contracts.values import Price
from headrace_orders.model.work import Effort, WorkCentre
from headrace_orders.store import held
from headrace_orders.store.tables import load, routing, work_centre


async def keep_routings(tx: Tx, events: Sequence[RoutingPublished]) -> None:
    await put(tx, routing, [_routing_row(tx.tenant, event) for event in events])


def _routing_row(tenant: str, event: RoutingPublished) -> dict[str, object]:
    """Sums are exact decimals; what is stored is the number that a routing could have said itself."""
    run: dict[str, Decimal] = defaultdict(Decimal)
    setup: dict[str, Decimal] = defaultdict(Decimal)
    for operation in event.operations:
        run[operation.work_centre] += exact(operation.run_minutes)
        setup[operation.work_centre] += exact(operation.setup_minutes)
    return {
        "tenant": tenant,
        "item": event.item,
        "plant": event.plant,
        "minutes": {name: float(minutes) for name, minutes in run.items()},
        "setup": {name: float(minutes) for name, minutes in setup.items()},
    }


def exact(number: float) -> Decimal:
    """The decimal that was written: 0.1 is a tenth."""
    return Decimal(repr(number))


async def keep_work_centres(tx: Tx, events: Sequence[WorkCentrePublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_centre": event.work_centre,
            "plant": event.plant,
            "minutes_per_day": event.minutes_per_day,
            "cost_per_hour_minor": event.cost_per_hour.minor,
            "currency": event.cost_per_hour.currency,
        }
        for event in events
    ]
    await put(tx, work_centre, rows)


async def keep_loads(tx: Tx, events: Sequence[CapacityPublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_centre": event.work_centre,
            "booked": {day.day.isoformat(): day.minutes for day in event.booked},
        }
        for event in events
    ]
    await put(tx, load, rows)


async def efforts(tx: Tx, seller: str, items: Collection[str]) -> dict[tuple[str, str], dict[str, Effort]]:
    """(plant, item) -> work centre -> what it takes there."""
    query = select(routing).where(routing.c.tenant == seller, routing.c.item.in_(items))
    return {
        (row.plant, row.item): {
            name: Effort(exact((row.setup or {}).get(name, 0)), exact(minutes)) for name, minutes in row.minutes.items()
        }
        for row in await tx.execute(query)
    }


async def work_centres(tx: Tx, seller: str, names: Collection[str]) -> dict[str, WorkCentre]:
    """With the minutes that work orders and promises take of each day."""
    kept = await held.by_day(tx, seller, names)
    same = (load.c.tenant == work_centre.c.tenant) & (load.c.work_centre == work_centre.c.work_centre)
    query = select(work_centre, load.c.booked).outerjoin(load, same)
    query = query.where(work_centre.c.tenant == seller, work_centre.c.work_centre.in_(names))
    return {
        row.work_centre: WorkCentre(
            row.work_centre,
            row.plant,
            exact(row.minutes_per_day),
            _price(row),
            _added({date.fromisoformat(day): exact(m) for day, m in (row.booked or {}).items()}, kept[row.work_centre]),
        )
        for row in await tx.execute(query)
    }


def _price(row: Any) -> Price:
    """Without a currency where a version that kept none was the last to hear of it: it still compares."""
    if row.currency is None:
        return Price(Decimal(row.cost_per_hour_minor), "")
    return Price.whole(row.cost_per_hour_minor, row.currency)


def _added(one: Mapping[date, Decimal], other: Mapping[date, Decimal]) -> dict[date, Decimal]:
    nothing = Decimal(0)
    return {day: one.get(day, nothing) + other.get(day, nothing) for day in {*one, *other}}
