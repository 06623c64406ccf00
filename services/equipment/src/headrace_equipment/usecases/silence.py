"""Machines that have told nothing for too long are off, and that is told."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis import deadlines
from headrace_chassis.tx import Tx
from headrace_equipment.model.timeline import MAX_SILENCE
from headrace_equipment.store.machines import machines, not_seen_since, taken

SILENT = "machine-silent"


async def find_silent(tx: Tx) -> None:
    await deadlines.come_due(tx, SILENT, await not_seen_since(tx, tx.now - MAX_SILENCE))


async def fall_silent(tx: Tx, names: Sequence[str]) -> None:
    silent = [machine for machine in (await taken(tx, names)).values() if machine.falls_silent(tx.now)]
    await machines.put(tx, silent)
    for machine in silent:
        tx.tell(machine)
