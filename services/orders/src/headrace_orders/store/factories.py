"""Factories as heard: what they can make, on which work centres, how much of their days is taken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, func, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_contracts.mes.v1 import CapacityPublished
from headrace_contracts.product.v1 import RoutingPublished, WorkCentrePublished
from headrace_orders.store.tables import load, plant, reservation, routing, stock, work_centre


@dataclass(frozen=True, slots=True)
class WorkCentre:
    name: str
    plant: str
    minutes_per_day: float
    cost_per_hour_minor: int
    booked: Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Reservation:
    """Minutes of a work centre kept for one allocation until its work order books them itself."""

    order: str
    line: int
    item: str
    plant: str
    work_centre: str
    day: date
    minutes: float


async def keep_plants(tx: Tx, events: Sequence[PlantRegistered]) -> None:
    await put(tx, plant, [{"tenant": e.organisation, "plant": e.plant, "name": e.name} for e in events])


async def keep_routings(tx: Tx, events: Sequence[RoutingPublished]) -> None:
    await put(tx, routing, [_routing_row(tx.tenant, event) for event in events])


def _routing_row(tenant: str, event: RoutingPublished) -> dict[str, object]:
    minutes: dict[str, float] = defaultdict(float)
    for operation in event.operations:
        minutes[operation.work_centre] += operation.run_minutes
    return {"tenant": tenant, "item": event.item, "plant": event.plant, "minutes": dict(minutes)}


async def keep_work_centres(tx: Tx, events: Sequence[WorkCentrePublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_centre": event.work_centre,
            "plant": event.plant,
            "minutes_per_day": event.minutes_per_day,
            "cost_per_hour_minor": event.cost_per_hour.minor,
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


async def plants(tx: Tx, seller: str) -> list[str]:
    query = select(plant.c.plant).where(plant.c.tenant == seller).order_by(plant.c.plant)
    return list((await tx.execute(query)).scalars())


async def routings(tx: Tx, seller: str, items: Iterable[str]) -> dict[tuple[str, str], dict[str, float]]:
    """(plant, item) -> work centre -> minutes per piece."""
    query = select(routing).where(routing.c.tenant == seller, routing.c.item.in_(set(items)))
    return {(row.plant, row.item): row.minutes for row in await tx.execute(query)}


async def work_centres(tx: Tx, seller: str) -> list[WorkCentre]:
    """With the minutes that work orders and reservations take of each day."""
    held = await _reserved(tx, seller)
    same = (load.c.tenant == work_centre.c.tenant) & (load.c.work_centre == work_centre.c.work_centre)
    query = select(work_centre, load.c.booked).outerjoin(load, same).where(work_centre.c.tenant == seller)
    return [
        WorkCentre(
            row.work_centre,
            row.plant,
            row.minutes_per_day,
            row.cost_per_hour_minor,
            _added({date.fromisoformat(day): m for day, m in (row.booked or {}).items()}, held[row.work_centre]),
        )
        for row in await tx.execute(query)
    ]


def _added(one: Mapping[date, float], other: Mapping[date, float]) -> dict[date, float]:
    return {day: one.get(day, 0.0) + other.get(day, 0.0) for day in {*one, *other}}


async def _reserved(tx: Tx, seller: str) -> dict[str, dict[date, float]]:
    r = reservation.c
    query = (
        select(r.work_centre, r.day, func.sum(r.minutes).label("minutes"))
        .where(r.tenant == seller)
        .group_by(r.work_centre, r.day)
    )
    held: dict[str, dict[date, float]] = defaultdict(dict)
    for row in await tx.execute(query):
        held[row.work_centre][row.day] = row.minutes
    return held


async def free_stock(tx: Tx, seller: str, items: Iterable[str]) -> dict[tuple[str, str], Decimal]:
    """(plant, item) -> what is available there."""
    query = select(stock).where(stock.c.tenant == seller, stock.c.item.in_(set(items)))
    return {(row.plant, row.item): row.available for row in await tx.execute(query)}


async def reserve(tx: Tx, seller: str, parts: Sequence[Reservation]) -> None:
    rows = [
        {
            "tenant": seller,
            "order_id": p.order,
            "line": p.line,
            "plant": p.plant,
            "item": p.item,
            "work_centre": p.work_centre,
            "day": p.day,
            "minutes": p.minutes,
        }
        for p in parts
    ]
    await put(tx, reservation, rows)


async def release(tx: Tx, seller: str, order: str, *, item: str | None = None, plant: str | None = None) -> None:
    """Let go of an order's reservations: all, or those for one item in one plant."""
    r = reservation.c
    mine = [r.tenant == seller, r.order_id == order]
    mine += [r.item == item] if item else []
    mine += [r.plant == plant] if plant else []
    await tx.execute(delete(reservation).where(*mine))
