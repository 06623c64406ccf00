"""Runs an embedded fleet with a clock and a register of its own until somebody kills it.

Arguments: folder, port of the telemetry server. Each start gives the same commands; each is obeyed once.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from headrace_chassis.clock import Clock
from headrace_edge_gateway.embedded.fleet import Fleet
from headrace_edge_gateway.embedded.register import Simulated
from headrace_edge_gateway.simulator.journal import Command
from headrace_edge_gateway.upload import HttpUploader, token_from

MACHINES = ("mill", "lathe")
PIECES = 300


async def main(folder: Path, port: int) -> None:
    clock = Clock.kept_in(folder / "clock.json", rate=600)
    fleet = Fleet(folder, clock, lambda _: HttpUploader(f"http://127.0.0.1:{port}", token_from(None)))
    running = asyncio.create_task(fleet.run())
    await asyncio.sleep(0)
    wanted = [
        Simulated(tenant="acme", plant="north", time_zone="Europe/Berlin", machine=name, cycle_seconds=10)
        for name in MACHINES
    ]
    added = [each.site for each in wanted if fleet.register.add(each)]
    fleet.register.keep()
    await fleet.extend(added)
    for name in MACHINES:
        await fleet.obey("acme", name, Command(command="run_pieces", id=f"{name}/1", pieces=PIECES))
    await running


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
