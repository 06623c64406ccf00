"""`headrace up`: the whole platform on this machine, until it is told to stop."""

from __future__ import annotations

import typer

from headrace_chassis import logs
from headrace_cli import embedded
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir, Port


def up(data_dir: DataDir = DEFAULT_DIR, database_url: DatabaseUrl = None, port: Port = 8080) -> None:
    """Run every service in one process and serve the gateway on http://127.0.0.1:8080."""
    logs.set_up()
    embedded.run(_up(embedded.Settings(data_dir, database_url), port))


async def _up(settings: embedded.Settings, port: int) -> None:
    async with embedded.platform(settings) as running:
        typer.echo(f"Headrace runs on http://127.0.0.1:{port} (stop it with Ctrl-C)")
        await running.serve("127.0.0.1", port)
