"""The options that say how the platform is spread over processes, and the platform that they ask for."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Protocol

import httpx
import typer

from headrace_chassis import serving
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.serving.settings import BusKind, guard_of, limits_of
from headrace_cli import embedded, processes
from headrace_cli.processes.places import refuse_port

Bus = Annotated[BusKind, typer.Option(help="how events travel; kafka runs every service as a process of its own")]
Kafka = Annotated[
    str,
    typer.Option(
        envvar="HEADRACE_KAFKA", help="host:port of Kafka; HEADRACE_KAFKA_SECURITY and its like say how to log in there"
    ),
]
DEFAULT_KAFKA = "127.0.0.1:9092"
InProcesses = Annotated[bool, typer.Option("--processes", help="run every service as a process of its own")]
Replicas = Annotated[
    int, typer.Option(min=1, max=9, help="processes of each service; more than one implies --processes")
]


class Speaking(Protocol):
    def client(self) -> httpx.AsyncClient: ...


def spread(
    bus: BusKind, kafka: str, replicas: int, port: int | None, *, in_processes: bool
) -> processes.Processes | None:
    """None: all in this process. Raises KafkaSettingsWrong."""
    if bus is BusKind.KAFKA:
        return processes.Processes(KafkaSettings.of({**os.environ, "HEADRACE_KAFKA": kafka}), replicas, port)
    return processes.Processes(None, replicas, port) if in_processes or replicas > 1 else None


def check_environment() -> None:
    """Before anything starts. Raises SettingsWrong."""
    limits_of(os.environ)
    guard_of(os.environ)


@asynccontextmanager
async def platform(
    settings: embedded.Settings, how: processes.Processes | None, *, port: int | None = None
) -> AsyncIterator[Speaking]:
    """`port` is where its gateway is going to listen; what can't be had is refused before anything starts."""
    check_environment()
    if how is None and port is not None:
        refuse_port(port)
    async with embedded.platform(settings) if how is None else processes.platform(settings, how) as found:
        serving.keep_what_is_loaded()
        yield found


async def serve_until_stopped(running: Speaking, port: int) -> None:
    """Until a signal to stop. Processes serve already; one process begins to."""
    if isinstance(running, embedded.Platform):
        await running.serve("127.0.0.1", port)
    else:
        await until_told_to_stop()


async def until_told_to_stop() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()
