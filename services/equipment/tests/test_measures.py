"""PLT-7: what Prometheus is told of machines is what stands in the books."""

from __future__ import annotations

from datetime import timedelta

import pytest

from headrace_contracts.equipment.v1 import MachineState
from headrace_equipment.model.machine import DayFigures, Machine
from headrace_equipment.service import service
from headrace_equipment.store.machines import machines
from headrace_testkit.bench import START

YESTERDAY = START.date() - timedelta(days=1)


def machine(name: str, plant: str, oee: float | None, state: MachineState | None) -> Machine:
    return Machine(
        id=name,
        tenant="acme",
        name=name,
        plant=plant,
        work_centre="cut",
        state=state,
        last_day=DayFigures(YESTERDAY, 0.9, 0.9, 1.0, oee),
    )


async def test_oee_is_the_mean_of_the_machines_that_have_one_by_plant(start_service):
    bench = await start_service(service)
    async with bench.running.database.transaction("acme") as tx:
        await machines.add(
            tx,
            machine("M1", "north", 0.6, MachineState.RUN),
            machine("M2", "north", 0.8, MachineState.RUN),
            machine("M3", "north", None, None),
            machine("M4", "south", None, MachineState.OFF),
        )
    told = await bench.measured()
    assert told['equipment_oee_ratio{plant="north"}'] == pytest.approx(0.7)
    assert 'equipment_oee_ratio{plant="south"}' not in told
    assert {name: count for name, count in told.items() if name.startswith("equipment_machines")} == {
        'equipment_machines{state="run"}': 2,
        'equipment_machines{state="idle"}': 0,
        'equipment_machines{state="abnormal"}': 0,
        'equipment_machines{state="off"}': 1,
        'equipment_machines{state="unknown"}': 1,
    }
