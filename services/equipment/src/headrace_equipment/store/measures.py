"""What Prometheus is told of machines."""

from __future__ import annotations

from headrace_chassis.tables import count, counts
from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import MachineState
from headrace_equipment.store.tables import machine

OEE = """
    SELECT plant, avg((body->'last_day'->>'oee')::float8) FROM machine
     WHERE body->'last_day'->>'oee' IS NOT NULL GROUP BY plant
"""
DOUBTFUL = """
    SELECT plant.plant, count(doubt.id) FROM plant LEFT JOIN doubt
        ON doubt.tenant = plant.tenant AND doubt.plant = plant.plant AND doubt.state = 'open' GROUP BY plant.plant
"""
STATES = (MachineState.RUN, MachineState.IDLE, MachineState.ABNORMAL, MachineState.OFF)


async def oee(tx: Tx) -> dict[str, float]:
    """By plant, the mean over its machines on their last closed day."""
    return dict(await tx.raw.fetch(OEE))


async def doubtful(tx: Tx) -> dict[str, int]:
    """By plant."""
    return dict(await tx.raw.fetch(DOUBTFUL))


async def machines(tx: Tx) -> dict[str, int]:
    silent = await count(tx, machine, machine.c.state.is_(None))
    return await counts(tx, machine.c.state, STATES) | {"unknown": silent}
