"""People say why a machine stood still."""

from __future__ import annotations

from datetime import datetime

from headrace_chassis.tx import Tx
from headrace_equipment.model.timeline import StateInterval
from headrace_equipment.store import states
from headrace_equipment.store.machines import machines


async def give_reason(tx: Tx, machine: str, start: datetime, reason: str) -> StateInterval:
    """Raises Missing if no state of the machine began then. A silence that gets its reason is a state told."""
    found = await machines.take(tx, machine)
    await tx.act_for(found.tenant)
    known = (await states.holding(tx, [(machine, start)])).get(machine, [])
    found.falls_silent(tx.now)
    timeline = found.timeline(known)
    if all(interval.start != start for interval in known):
        timeline.rest(tx.now)
    explained = timeline.explain(start, reason)
    await states.keep(tx, {machine: list(timeline.changed.values())})
    if found.since == start:
        found.reason = reason
    await machines.save(tx, found)
    tx.tell(found)
    return explained
