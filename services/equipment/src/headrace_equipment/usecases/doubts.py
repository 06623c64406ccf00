"""Counts in doubt are kept apart from those that are booked, until a person settles them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from headrace_chassis.tx import Tx
from headrace_equipment.model.doubt import Doubt
from headrace_equipment.model.machine import Machine
from headrace_equipment.model.points import Count
from headrace_equipment.store import doubts as store
from headrace_equipment.store import states
from headrace_equipment.store.doubts import doubts
from headrace_equipment.store.machines import machines, zones_of


async def set_in_doubt(tx: Tx, known: Mapping[str, Machine], counts: Sequence[Count]) -> None:
    """The machines are locked, so nobody else adds to their doubts."""
    if not counts:
        return
    zones = await zones_of(tx, {known[count.machine].plant for count in counts})
    days = [(count.machine, _day(count, zones[known[count.machine].plant])) for count in counts]
    found = await store.open_of(tx, set(days))
    for (name, day), count in zip(days, counts, strict=True):
        if (name, day) not in found:
            found[name, day] = Doubt.begin(tx.new_id("dc"), known[name], day, count.device_time)
        found[name, day].add(count)
    await doubts.put(tx, list(found.values()))
    for doubt in found.values():
        tx.tell(doubt)


async def settle(tx: Tx, doubt_id: str, pieces: int, why: str, version: int) -> Doubt:
    """Book what a person says was made. Raises Missing, Stale or DoubtSettledAlready."""
    machine = await machines.take(tx, (await doubts.get(tx, doubt_id)).machine)
    doubt = await doubts.get(tx, doubt_id, version=version)
    await tx.act_for(doubt.tenant)
    left = await store.left_of(tx, machine.id) - 1
    doubt.settle(pieces, why, tx.actor.subject if tx.actor else "", tx.now, left=left)
    held = (await states.holding(tx, [(machine.id, doubt.until)])).get(machine.id, ())
    await states.keep(tx, {machine.id: machine.book_settled(pieces, doubt.until, held)})
    await machines.save(tx, machine)
    await doubts.save(tx, doubt)
    tx.tell(machine)
    tx.tell(doubt)
    return doubt


def _day(count: Count, zone: str) -> date:
    return count.device_time.astimezone(ZoneInfo(zone)).date()
