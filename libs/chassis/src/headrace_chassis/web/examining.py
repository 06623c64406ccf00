"""What `headrace doctor` asks of a running service."""

from __future__ import annotations

import platform
import shutil
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import Request

from headrace_chassis import clock
from headrace_chassis.events.bus import Bus, Stream
from headrace_chassis.examination import DatabaseState, Examination, ProcessState, examine
from headrace_chassis.faults import is_passing
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web.router import Router

if TYPE_CHECKING:
    from headrace_chassis.runtime import Running

router = Router(tags=["operations"], platform=True)


@router.get("/examination")
async def get_examination(request: Request) -> Examination:
    running: Running = request.app.state.running
    process = _process(running)  # first: its clock is compared with the database's, and that may take a while
    database = await _database(running) if running.database else None
    return Examination(service=running.service.name, process=process, database=database)


def _process(running: Running) -> ProcessState:
    runtime = running.runtime
    disk = shutil.disk_usage(runtime.data_dir)
    return ProcessState(
        version=version("headrace-chassis"),
        python=platform.python_version(),
        bus=runtime.bus.name,
        bus_address=_address(runtime.bus),
        issuer="development" if runtime.issuer else runtime.verifier.issuer,
        wall=clock.wall(),
        business=runtime.clock.now(),
        rate=runtime.clock.rate,
        data_dir=str(runtime.data_dir),
        disk_free=disk.free,
        disk_total=disk.total,
    )


def _address(bus: Bus) -> str:
    if bus.name != "kafka":
        return ""
    from headrace_chassis.events.kafka.bus import KafkaBus

    assert isinstance(bus, KafkaBus)
    return bus.cluster.settings.bootstrap


async def _database(running: Running) -> DatabaseState:
    assert running.database is not None
    async with running.database.transaction(EVERYONE) as tx:
        state = await examine(tx.raw, running.service.migrations)
    ends = await _ends(running)
    for place in state.heard:
        place.end = ends.get(Stream(place.topic, place.partition))
    return state


async def _ends(running: Running) -> dict[Stream, int]:
    """Nothing when the bus can't be asked now."""
    try:
        progress = await running.consumer.progress() if running.consumer else []
    except Exception as error:
        if not is_passing(error):
            raise
        return {}
    return {stream: end for stream, _, end in progress}
