"""Machines are entered, and stand where product says their work centre is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_chassis.web.bulk import Change, Loaded
from headrace_contracts.product.v1 import WorkCentrePublished
from headrace_equipment.model.machine import Entry, Machine
from headrace_equipment.store.machines import know_plants, machines, taken


async def enter_machines(tx: Tx, entries: Sequence[tuple[int, Entry]], loaded: Loaded) -> Loaded:
    known = await _known(tx, [entry.machine for _, entry in entries])
    fresh = []
    for _, entry in entries:
        before = known.get(entry.machine)
        change = Change.CREATED if before is None else Change.CHANGED if before.amend(entry) else Change.UNCHANGED
        loaded.count(change)
        if change is not Change.UNCHANGED:
            fresh.append(before or Machine.enter(entry, tx.tenant))
    await _keep(tx, fresh)
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
