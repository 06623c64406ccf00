"""Machines that have told nothing for too long are off, and that is told."""

from __future__ import annotations

from itertools import groupby

from headrace_chassis.tx import Tx
from headrace_equipment.model.timeline import MAX_SILENCE
from headrace_equipment.store.machines import machines, not_seen_since


async def find_silent(tx: Tx) -> None:
    heard_nothing = await not_seen_since(tx, tx.now - MAX_SILENCE)
    for tenant, theirs in groupby(heard_nothing, key=lambda machine: machine.tenant):
        await tx.act_for(tenant)
        silent = [machine for machine in theirs if machine.falls_silent(tx.now)]
        await machines.put(tx, silent)
        for machine in silent:
            tx.tell(machine)
