"""EDG-1, EDG-2, EDG-3, EDG-7: machine to server over real Modbus and HTTP, through cuts and kill -9."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec
import pytest
from edge_fakes import TelemetryServer, eventually, free_port

from headrace_edge_gateway.clock import SystemClock
from headrace_edge_gateway.config import GatewayConfig, Local, Server, SimulatedMachine, Simulator
from headrace_edge_gateway.simulator.workshop import WorkshopSimulator

MACHINES = [
    SimulatedMachine(machine="mill", unit_id=1, cycle_seconds=0.01, zeroed_at_midnight=False),
    SimulatedMachine(machine="lathe", unit_id=2, cycle_seconds=0.02, counter="u16"),
]


@pytest.fixture
async def workshop(tmp_path: Path) -> AsyncIterator[WorkshopSimulator]:
    workshop = WorkshopSimulator(Simulator(machines=MACHINES), "UTC", SystemClock(), tmp_path / "w.jsonl")
    await workshop.start()
    yield workshop
    await workshop.stop()
    workshop.close()


@asynccontextmanager
async def gateway_process(
    workshop: WorkshopSimulator, server: TelemetryServer, folder: Path, *, end: signal.Signals
) -> AsyncIterator[int]:
    """A gateway of its own, ended by a signal; the port of its local page."""
    config = GatewayConfig(
        gateway="g",
        zone="UTC",
        server=Server(url=f"http://127.0.0.1:{server.port}"),
        machines=workshop.tag_table(),
        local=Local(port=free_port()),
        poll_seconds=0.05,
        debounce_seconds=0,
        heartbeat_seconds=1,
    )
    path = folder / "gateway.json"
    path.write_bytes(msgspec.json.encode(config))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "headrace_edge_gateway", str(path), str(folder / "data")
    )
    try:
        yield config.local.port
    finally:
        process.send_signal(end)
        await process.wait()


def local_status(port: int) -> str:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/v1/status", timeout=0.5).text
    except httpx.TransportError:
        return ""


async def seen(server: TelemetryServer, machine: str, pieces: int) -> None:
    await eventually(lambda: server.pieces(machine) >= pieces)


@pytest.mark.slow
async def test_every_piece_arrives_once_though_the_link_is_cut_and_the_gateway_killed(
    workshop: WorkshopSimulator, tmp_path: Path
) -> None:
    server = TelemetryServer()

    async with gateway_process(workshop, server, tmp_path, end=signal.SIGKILL), server.on_the_network():
        await eventually(lambda: {"mill", "lathe"} <= server.counted)
        workshop.run_pieces("mill", 700, command_id="1")
        workshop.run_pieces("lathe", 300, fail_after=100, command_id="2")
        await seen(server, "mill", 50)
        server.lose_answers = True
        await eventually(lambda: server.repeated > 0)

    server.lose_answers = False
    async with gateway_process(workshop, server, tmp_path, end=signal.SIGKILL) as port:
        await eventually(lambda: '"abnormal"' in local_status(port))
    workshop.repair("lathe", command_id="3")

    async with gateway_process(workshop, server, tmp_path, end=signal.SIGTERM), server.on_the_network():
        await seen(server, "mill", 700)
        await seen(server, "lathe", 300)

    assert (server.pieces("mill"), server.pieces("lathe")) == (700, 300)
    assert server.repeated > 0
    (records,) = server.stored.values()
    assert [record.sequence for record in records] == list(range(1, len(records) + 1))
    totals = [record.total for record in records if record.machine == "mill" and record.kind == "count"]
    assert totals == sorted(totals)  # type: ignore[type-var]
    assert "abnormal" in {record.state for record in records if record.machine == "lathe"}
