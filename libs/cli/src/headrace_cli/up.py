"""`headrace up`: the whole platform on this machine, until it is told to stop."""

from __future__ import annotations

from typing import Annotated

import typer

from headrace_chassis import logs
from headrace_chassis.service import Service
from headrace_cli import embedded
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir, Port
from headrace_cli.server import Server


def up(data_dir: DataDir = DEFAULT_DIR, database_url: DatabaseUrl = None, port: Port = 8080) -> None:
    """Run every service in one process and serve the gateway on http://127.0.0.1:8080."""
    logs.set_up()
    embedded.run(_up(embedded.Settings(data_dir, database_url), port))


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
    embedded.run(_serve(embedded.Settings(data_dir, database_url), services[name], port))


async def _serve(settings: embedded.Settings, service: Service, port: int) -> None:
    async with embedded.platform(settings, [service]) as running:
        typer.echo(f"{service.name} runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await Server(running.running[service.name].asgi, "127.0.0.1", port, on_stop=running.drain).serve()


async def _up(settings: embedded.Settings, port: int) -> None:
    async with embedded.platform(settings) as running:
        typer.echo(f"Headrace runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await running.serve("127.0.0.1", port)
