"""Work centres and machines as heard from product and equipment, and the days on which they are down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import MachineRegistered
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.product.v1 import WorkCentrePublished
from headrace_mes.model.operation import Machine, minutes
from headrace_mes.store.tables import closed_day, machine, work_centre


async def keep_work_centres(tx: Tx, events: Sequence[WorkCentrePublished]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "work_centre": event.work_centre,
            "plant": event.plant,
            "minutes_per_day": minutes(event.minutes_per_day, say("mes.work-centre", name=event.work_centre)),
        }
        for event in events
    ]
    await put(tx, work_centre, rows)
    await _keep_machines(tx, ((name, event.work_centre) for event in events for name in event.machines))


async def keep_machines(tx: Tx, events: Sequence[MachineRegistered]) -> None:
    await _keep_machines(tx, ((event.machine, event.work_centre) for event in events))


async def _keep_machines(tx: Tx, machines: Iterable[tuple[str, str]]) -> None:
    rows = [{"tenant": tx.tenant, "machine": name, "work_centre": centre} for name, centre in machines]
    await put(tx, machine, rows)


async def machine_named(tx: Tx, name: str) -> Machine:
    found = (await tx.execute(select(machine).where(machine.c.machine == name))).one_or_none()
    if found is None:
        raise Missing.named("machine", name)
    return Machine(found.machine, found.work_centre)


async def close_days(tx: Tx, centre: str, days: Iterable[date], cause: str) -> None:
    rows = [{"tenant": tx.tenant, "work_centre": centre, "day": day, "cause": cause} for day in days]
    await put(tx, closed_day, rows)
