"""`headrace up`: the whole platform on this machine, until it is told to stop."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from headrace_chassis import logs, serving
from headrace_chassis.service import Service
from headrace_chassis.serving.settings import BusKind
from headrace_cli import databases, embedded, processes
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir, Port
from headrace_cli.processes.places import refuse_port
from headrace_cli.processes.state import memory
from headrace_cli.spread import (
    DEFAULT_KAFKA,
    Bus,
    InProcesses,
    Kafka,
    Replicas,
    check_environment,
    platform,
    serve_until_stopped,
    spread,
    until_told_to_stop,
)


def up(
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    port: Port = 8080,
    bus: Bus = BusKind.POSTGRES,
    kafka: Kafka = DEFAULT_KAFKA,
    replicas: Replicas = 1,
    *,
    in_processes: InProcesses = False,
) -> None:
    """Run every service and serve the gateway on http://127.0.0.1:8080; in one process, unless told otherwise."""
    logs.set_up()
    how = spread(bus, kafka, replicas, port, in_processes=in_processes)
    settings = embedded.Settings(data_dir, database_url)
    serving.run(_up(settings, port) if how is None else _up_in_processes(settings, how))


def serve(
    name: Annotated[str, typer.Argument(help="such as orders")],
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    port: Port = 8080,
    bus: Bus = BusKind.POSTGRES,
    kafka: Kafka = DEFAULT_KAFKA,
) -> None:
    """Run one service alone; what else it must know comes from the environment, as in a container."""
    logs.set_up()
    told = {"BUS": bus.value, "KAFKA": kafka, "DATA_DIR": str(data_dir), "PORT": str(port)}
    serving.run(_serve(serving.named_service(name), data_dir, database_url, told))


async def _serve(service: Service, data_dir: Path, database_url: str | None, told: dict[str, str]) -> None:
    refuse_port(int(told["PORT"]))
    check_environment()
    stored = [service.name] if service.store is not None else []
    async with databases.databases(data_dir, database_url, stored) as found:
        told["DATABASE_URL"] = databases.as_template(found.for_service(databases.SOME))
        told["DATABASE_URL_OWNER"] = databases.as_template(found.for_owner(databases.SOME))
        named = {f"HEADRACE_{variable}": value for variable, value in told.items()}
        settings = serving.Settings.of({**os.environ, **named})
        typer.echo(f"{service.name} runs on http://{settings.host}:{settings.port} (stop it with Ctrl-C)")
        await serving.serve(service, settings)


async def _up(settings: embedded.Settings, port: int) -> None:
    async with platform(settings, None, port=port) as running:
        typer.echo(f"Headrace runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await serve_until_stopped(running, port)


async def _up_in_processes(settings: embedded.Settings, how: processes.Processes) -> None:
    async with platform(settings, how) as running:
        assert isinstance(running, processes.ProcessPlatform)
        _show(running)
        await until_told_to_stop()


def _show(running: processes.ProcessPlatform) -> None:
    table = Table("process", "address", "pid", "up in s", "MB", "MB of its own", box=None)
    total = memory(os.getpid())
    for child in running.children:
        assert child.pid is not None
        used = memory(child.pid)
        figures = (f"{child.started_in:.1f}", _megabytes(used.resident), _megabytes(used.own))
        table.add_row(child.place.name, child.place.address, str(child.pid), *figures)
    Console().print(table)
    typer.echo(
        f"{len(running.children)} processes and PostgreSQL, {_megabytes(total.own)} MB in all. "
        f"Headrace runs on {running.address} (stop it with Ctrl-C)"
    )


def _megabytes(size: int) -> str:
    return str(size >> 20)
