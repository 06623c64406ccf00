"""`headrace up`: the whole platform on this machine, until it is told to stop."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from headrace_chassis import logs, serving
from headrace_chassis.service import Service
from headrace_chassis.serving import Server
from headrace_chassis.serving.settings import BusKind
from headrace_cli import embedded, processes
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir, Port
from headrace_cli.processes.state import memory
from headrace_cli.spread import DEFAULT_KAFKA, Bus, InProcesses, Kafka, Replicas, platform, spread, until_told_to_stop


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
) -> None:
    """Run one service alone: its HTTP on its own port, its events from the databases of those it hears."""
    services = {service.name: service for service in embedded.installed_services()}
    if name not in services:
        typer.echo(f"There is no service {name!r} here. Installed are: {', '.join(services)}.", err=True)
        raise typer.Exit(2)
    logs.set_up()
    serving.run(_serve(embedded.Settings(data_dir, database_url), services[name], port))


async def _serve(settings: embedded.Settings, service: Service, port: int) -> None:
    async with embedded.platform(settings, [service]) as running:
        serving.keep_what_is_loaded()
        typer.echo(f"{service.name} runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await Server(running.running[service.name].asgi, "127.0.0.1", port, on_stop=running.drain).serve()


async def _up(settings: embedded.Settings, port: int) -> None:
    async with embedded.platform(settings) as running:
        serving.keep_what_is_loaded()
        typer.echo(f"Headrace runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await running.serve("127.0.0.1", port)


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
