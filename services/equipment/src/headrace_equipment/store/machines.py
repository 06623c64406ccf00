"""The ledger, and the plants whose midnight ends a machine's day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import DateTime, func, select, update
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.documents import Documents
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import MachineState
from headrace_equipment.model.machine import Machine
from headrace_equipment.store.tables import machine, plant, scrap

UTC_ZONE = "UTC"

machines = Documents(
    "machine",
    Machine,
    machine,
    columns=lambda m: {
        "plant": m.plant,
        "work_centre": m.work_centre,
        "state": m.state.value if m.state else None,
    },
)


@dataclass(frozen=True, slots=True)
class Plant:
    tenant: str
    plant: str
    zone: str
    closed_until: date | None


async def taken(tx: Tx, names: Iterable[str]) -> dict[str, Machine]:
    """Those of the machines that the tenant has, locked."""
    ours = machine.c.id.in_(set(names)) & (machine.c.tenant == tx.tenant)
    return {each.id: each for each in await machines.all(tx, ours, lock=True)}


async def not_seen_since(tx: Tx, moment: datetime) -> list[tuple[str, str]]:
    """(tenant, id) of those of every tenant that are not off though no state was told since then."""
    m = machine.c
    seen = m.body["seen_until"].astext.cast(DateTime(timezone=True))
    query = select(m.tenant, m.id).where(m.state != MachineState.OFF.value, seen < moment)
    return [(row.tenant, row.id) for row in await tx.execute(query)]


async def of_plant(tx: Tx, place: Plant) -> dict[str, Machine]:
    ours = (machine.c.tenant == place.tenant) & (machine.c.plant == place.plant)
    return {each.id: each for each in await machines.all(tx, ours, lock=True)}


async def keep_zone(tx: Tx, tenant: str, name: str, zone: str) -> None:
    statement = insert(plant).values(tenant=tenant, plant=name, zone=zone)
    await tx.execute(statement.on_conflict_do_update(index_elements=["tenant", "plant"], set_={"zone": zone}))


async def know_plants(tx: Tx, names: Iterable[str]) -> None:
    """Days of a plant that was not registered yet end at midnight UTC."""
    rows = [{"tenant": tx.tenant, "plant": name, "zone": UTC_ZONE} for name in sorted(set(names))]
    if rows:
        await tx.execute(insert(plant).on_conflict_do_nothing(), rows)


async def plants(tx: Tx) -> list[Plant]:
    """Every plant that the transaction may see."""
    return [Plant(**row._mapping) for row in await tx.execute(select(plant))]


async def taken_plants(tx: Tx, names: Collection[str]) -> list[Plant]:
    """Those of the tenant, locked."""
    ours = (plant.c.tenant == tx.tenant) & plant.c.plant.in_(names)
    rows = await tx.execute(select(plant).where(ours).order_by(plant.c.plant).with_for_update())
    return [Plant(**row._mapping) for row in rows]


async def zones_of(tx: Tx, names: Iterable[str]) -> dict[str, str]:
    asked = set(names)
    query = select(plant.c.plant, plant.c.zone).where(plant.c.plant.in_(asked))
    known = {row.plant: row.zone for row in await tx.execute(query)}
    return {name: known.get(name, UTC_ZONE) for name in asked}


async def closed(tx: Tx, place: Plant, until: date) -> None:
    ours = (plant.c.tenant == place.tenant) & (plant.c.plant == place.plant)
    await tx.execute(update(plant).where(ours).values(closed_until=until))


async def keep_scrap(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    await put(tx, scrap, [{"tenant": tx.tenant, **row} for row in rows])


async def scrapped(tx: Tx, tenant: str, names: Iterable[str], start: datetime, end: datetime) -> dict[str, Decimal]:
    s = scrap.c
    query = (
        select(s.machine, func.sum(s.pieces).label("pieces"))
        .where(s.tenant == tenant, s.machine.in_(set(names)), s.at >= start, s.at < end)
        .group_by(s.machine)
    )
    return {row.machine: row.pieces for row in await tx.execute(query)}
