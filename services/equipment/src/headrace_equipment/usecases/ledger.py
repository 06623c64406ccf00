"""Machines are entered, and stand where product says their work centre is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import WorkCentrePublished
from headrace_equipment.model.machine import CycleChange, Entry, Machine, MachineRefused
from headrace_equipment.store.machines import know_plants, machines, taken
from headrace_equipment.store.pieces import change_cycles


async def enter_machines(tx: Tx, entries: Sequence[tuple[int, Entry]], loaded: Loaded) -> Loaded:
    known = await _known(tx, [entry.machine for _, entry in entries])
    fresh: list[Machine] = []
    cycles: list[CycleChange] = []
    for number, entry in entries:
        machine = known.get(entry.machine)
        if machine is None:
            fresh.append(Machine.enter(entry, tx.tenant))
            loaded.count(Change.CREATED)
            continue
        before = (machine.ideal_cycle, machine.ideal_since)
        try:
            cycles += machine.take_cycle(entry, tx.now)
        except MachineRefused as refused:
            loaded.refuse(number, "ideal_cycle_since", refused.detail)
            continue
        changed = machine.amend(entry) or before != (machine.ideal_cycle, machine.ideal_since)
        loaded.count(Change.CHANGED if changed else Change.UNCHANGED)
        fresh += [machine] if changed else []
    await _keep(tx, fresh)
    await change_cycles(tx, cycles)
    return loaded


async def work_centres_published(tx: Tx, published: Sequence[WorkCentrePublished]) -> None:
    """A machine that nobody entered yet gets its code for a name; its ideal cycle is not known."""
    stands = {machine: centre for centre in published for machine in centre.machines}
    known = await _known(tx, stands)
    fresh = []
    for name, centre in stands.items():
        before = known.get(name)
        if before is None:
            fresh.append(Machine.enter(Entry(name, name, centre.plant, centre.work_centre), tx.tenant))
        elif before.stand_in(centre.plant, centre.work_centre):
            fresh.append(before)
    await _keep(tx, fresh)


async def _known(tx: Tx, names: Iterable[str]) -> dict[str, Machine]:
    """A machine that product and people name at the same time is entered once: they take turns."""
    await in_turn(tx, f"ledger of {tx.tenant}")
    return await taken(tx, names)


async def _keep(tx: Tx, fresh: Sequence[Machine]) -> None:
    await know_plants(tx, (machine.plant for machine in fresh))
    await machines.put(tx, fresh)
    for machine in fresh:
        tx.tell(machine)
