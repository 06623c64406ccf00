"""`headrace backup` and `headrace restore`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from headrace_chassis.clock import monotonic
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_cli import embedded
from headrace_cli.backup import restoring, taking
from headrace_cli.backup.manifest import Manifest
from headrace_cli.options import DEFAULT_DIR, AsJson, DatabaseUrl, DataDir
from headrace_cli.place import Server, server_of

EMPTY_TOPICS = (
    "This platform ran on Kafka. Its topics must be empty before it starts: what they hold may come after the backup. "
    "Delete the topics headrace.*, make them with `headrace topics apply`, then start: every service sends its whole "
    "log again, and those who hear it tell repeats by position."
)


def backup(
    target: Annotated[Path, typer.Argument(help="a folder that is not there yet, or a file such as monday.tar")],
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
) -> None:
    """Save the whole platform as it is at one moment, while it runs or while it is stopped."""
    began = monotonic()
    manifest = asyncio.run(_backup(target, data_dir, database_url))
    if as_json:
        typer.echo(json.dumps(manifest.to_json()))
        return
    _show(manifest, f"[green]Backed up to {target}[/green] in {monotonic() - began:.1f} s")


def restore(
    source: Annotated[Path, typer.Argument(exists=True, help="what `headrace backup` made")],
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    *,
    replace: Annotated[bool, typer.Option("--replace", help="lose the platform that is there")] = False,
    as_json: AsJson = False,
) -> None:
    """Bring a backup back into an empty place. The platform there must not run."""
    began = monotonic()
    manifest = asyncio.run(_restore(source, data_dir, database_url, replace=replace))
    if as_json:
        typer.echo(json.dumps(manifest.to_json()))
        return
    _show(manifest, f"[green]Restored the platform of {manifest.made_at}[/green] in {monotonic() - began:.1f} s")
    if manifest.on_kafka:
        Console().print(f"[yellow]{EMPTY_TOPICS}[/yellow]")


async def _backup(target: Path, data_dir: Path, database_url: str | None) -> Manifest:
    services = [service.name for service in embedded.installed_services()]
    async with server_of(data_dir, database_url) as server:
        return await taking.take(server, data_dir, services, target)


async def _restore(source: Path, data_dir: Path, database_url: str | None, *, replace: bool) -> Manifest:
    services = embedded.installed_services()
    with restoring.opened(source) as (folder, manifest):
        manifest.refuse_newer(services)
        if database_url:
            async with server_of(data_dir, database_url) as server:
                await restoring.restore(server, data_dir, folder, manifest, services, replace=replace)
        else:
            async with EmbeddedPostgres(data_dir / "postgres") as own:
                server = Server(own.admin_url, ours=True)
                await restoring.restore(server, data_dir, folder, manifest, services, replace=replace)
        return manifest


def _show(manifest: Manifest, done: str) -> None:
    table = Table("service", "revision", "events", "rows", "size", box=None, header_style="dim", pad_edge=False)
    for column in table.columns[2:]:
        column.justify = "right"
    for name, saved in sorted(manifest.services.items()):
        revision = saved.revisions.get("alembic_version", "")
        rows = sum(saved.rows.values())
        table.add_row(name, revision, f"{saved.standing.events:,}", f"{rows:,}", size(saved.dump.bytes))
    console = Console()
    console.print(table)
    console.print(
        f"{len(manifest.files)} files beside the databases: keys, clock, buffers. In all {size(manifest.bytes)}."
    )
    console.print(f"{done}; writers were held up for {manifest.held_up_seconds * 1000:.0f} ms when it was made.")


def size(count: int) -> str:
    """Bytes as people read them."""
    amount = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
