"""How long all services in one process need until they are ready, and how much memory they have then."""

from __future__ import annotations

import asyncio
import socket
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]

from headrace_testkit.benchmarks.figures import ROUNDS, Figure
from headrace_testkit.benchmarks.ground import Ground

HEADRACE = str(Path(sys.executable).with_name("headrace"))
PATIENCE = 600.0
SETTLED = 5.0  # seconds until what is done once after a start is over


class NotReady(RuntimeError):
    """The platform did not start."""


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds until it was ready, and MB (PSS) of the services' process, and of PostgreSQL beside it."""

    seconds: float
    services: float
    others: float


async def figures(_: Ground) -> AsyncIterator[Figure]:
    """On a fresh folder, which makes the databases, and on the same again."""
    fresh, again = [], []
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory(prefix="headrace-start-") as folder:
            fresh.append(await _start(folder))
            again.append(await _start(folder))
    recorded = (
        ("start: all services in one process", "s", [start.seconds for start in again]),
        ("start: the same on a fresh folder", "s", [start.seconds for start in fresh]),
        ("start: memory of the services (PSS)", "MB", [start.services for start in again]),
        ("start: memory of PostgreSQL (PSS)", "MB", [start.others for start in again]),
    )
    for name, unit, values in recorded:
        yield Figure(name, values, unit, values)


async def _start(folder: str) -> Start:
    port = _free_port()
    began = time.perf_counter()
    async with _running(folder, port) as process:
        await _until_ready(process, port)
        seconds = time.perf_counter() - began
        await asyncio.sleep(SETTLED)
        leader = psutil.Process(process.pid)
        services, others = _pss(leader), sum(_pss(child) for child in leader.children(recursive=True))
    return Start(seconds, services, others)


@asynccontextmanager
async def _running(folder: str, port: int) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [HEADRACE, "up", "--port", str(port), "--data-dir", folder]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*command, stdout=quiet, stderr=quiet)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _until_ready(process: asyncio.subprocess.Process, port: int) -> None:
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient(trust_env=False) as client:
        while process.returncode is None:
            with suppress(httpx.TransportError):
                if (await client.get(f"http://127.0.0.1:{port}/readyz")).status_code == 200:
                    return
            await asyncio.sleep(0.05)
    raise NotReady(f"headrace up ended with {process.returncode} before it was ready")


def _pss(process: psutil.Process) -> float:
    """What a process has of its own, and its part of what it shares; nothing of one that has ended."""
    with suppress(psutil.NoSuchProcess):
        return float(process.memory_full_info().pss) / (1 << 20)
    return 0.0


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
