"""Ideal cycles are stated for items on machines."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import IdealCycleStated
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_equipment.engine.oee import MICROSECOND
from headrace_equipment.model.item_cycle import ItemCycle, Statement
from headrace_equipment.model.machine import Machine
from headrace_equipment.store import item_cycles
from headrace_equipment.store.machines import taken


async def state_cycles(tx: Tx, rows: Sequence[tuple[int, Statement]], loaded: Loaded) -> Loaded:
    await in_turn(tx, f"ledger of {tx.tenant}")
    machines = await taken(tx, {row.machine for _, row in rows})
    known = await item_cycles.known(tx, {(row.machine, row.item) for _, row in rows})
    stated: list[ItemCycle] = []

    async def keep(row: Statement) -> Change:
        if row.machine not in machines:
            raise RuleBroken.naming(("machine", say("equipment.no-machine", machine=row.machine)))
        before = known.get((row.machine, row.item), [])
        new = row.taken(before, tx.now)
        stated.extend([new] if new else [])
        return Change.UNCHANGED if new is None else Change.CHANGED if before else Change.CREATED

    await each(rows, loaded, keep)
    await item_cycles.state(tx, stated)
    tx.tell([_told(machines[one.machine], one) for one in stated])
    return loaded


def _told(machine: Machine, stated: ItemCycle) -> IdealCycleStated:
    return IdealCycleStated(
        machine=machine.id,
        plant=machine.plant,
        item=stated.item,
        microseconds=None if stated.cycle is None else stated.cycle // MICROSECOND,
        since=stated.since,
    )
