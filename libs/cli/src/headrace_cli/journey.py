"""`headrace demo`, `journey` and `import`: one order through the whole chain, on a fictional or a real company."""

from __future__ import annotations

import asyncio
import json
import webbrowser
from collections.abc import Awaitable
from datetime import UTC, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from headrace_chassis import clock, logs, serving
from headrace_chassis.serving.settings import BusKind
from headrace_cli import embedded, processes
from headrace_cli.options import DEFAULT_DIR, DatabaseUrl, DataDir, Port
from headrace_cli.refusals import NotDone
from headrace_cli.spread import DEFAULT_KAFKA, Bus, InProcesses, Kafka, Replicas, platform, serve_until_stopped, spread
from headrace_contracts.values import Money

if TYPE_CHECKING:
    from headrace_journey import Company, CompanyFiles

PAGE = "http://127.0.0.1:{port}/journey"
RATE = 60.0
Spread = processes.Processes | None


class Size(StrEnum):
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class World(StrEnum):
    FICTIONAL = "fictional"
    ADVENTURE_WORKS = "adventure-works"


LARGEST_SEED = 2**31 - 1
Seed = Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="the same seed makes the same world")]


def demo(
    size: Size = Size.SMALL,
    seed: Seed = 1,
    *,
    exit_after: Annotated[bool, typer.Option("--exit", help="end after the audit instead of keeping on")] = False,
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    port: Port = 8080,
    bus: Bus = BusKind.POSTGRES,
    kafka: Kafka = DEFAULT_KAFKA,
    replicas: Replicas = 1,
    in_processes: InProcesses = False,
) -> None:
    """Play the journey on a fictional chain, show it in the console, and keep running."""
    settings, how = _settings(data_dir, database_url), spread(bus, kafka, replicas, port, in_processes=in_processes)
    holds = _run(_demo(settings, how, size, seed, port, exit_after=exit_after))
    raise typer.Exit(0 if holds else 1)


def journey(
    world: Annotated[
        World, typer.Option(help="a fictional chain, or a company's files of AdventureWorks' shape")
    ] = World.FICTIONAL,
    data: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="folder with the company's CSV files")
    ] = None,
    size: Size = Size.SMALL,
    seed: Seed = 1,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    bus: Bus = BusKind.POSTGRES,
    kafka: Kafka = DEFAULT_KAFKA,
    replicas: Replicas = 1,
    in_processes: InProcesses = False,
) -> None:
    """Play the journey once; the exit code is 0 only if the audit holds."""
    if (world is World.ADVENTURE_WORKS) != (data is not None):
        typer.echo("--world adventure-works goes with --data: the folder with the company's CSV files.", err=True)
        raise typer.Exit(2)
    how = spread(bus, kafka, replicas, None, in_processes=in_processes)
    company = _company(data) if data else _fictional(size, seed)
    holds = _run(_journey(_settings(data_dir, database_url), how, company, as_json=as_json))
    raise typer.Exit(0 if holds else 1)


def import_world(
    world: Annotated[World, typer.Argument(help="the shape of the files")],
    data: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="folder with the CSV files")],
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    bus: Bus = BusKind.POSTGRES,
    kafka: Kafka = DEFAULT_KAFKA,
    replicas: Replicas = 1,
    *,
    in_processes: InProcesses = False,
) -> None:
    """Load a company through the services' own APIs; a second run changes nothing."""
    if world is World.FICTIONAL:
        typer.echo("The fictional world has no files to import; `headrace journey` loads it.", err=True)
        raise typer.Exit(2)
    how = spread(bus, kafka, replicas, None, in_processes=in_processes)
    clean = _run(_import(_settings(data_dir, database_url), how, _company(data)))
    raise typer.Exit(0 if clean else 1)


def _run(work: Any) -> bool:
    logs.set_up("WARNING")
    outcome: list[bool] = []

    async def collect() -> None:
        outcome.append(await _in_words(work))

    serving.run(collect())
    return outcome[0]


async def _in_words(work: Awaitable[bool]) -> bool:
    """Raises NotDone when the platform refuses a step, or does not get on with it."""
    from headrace_journey import Refused, Stuck

    try:
        return await work
    except (Refused, Stuck, TimeoutError, httpx.TransportError) as stopped:
        words = str(stopped) or type(stopped).__name__
        raise NotDone(f"{words.rstrip('.')}. What is done stays done: the same command goes on from here.") from None


def _company(data: Path) -> CompanyFiles:
    """Raises NotDone before anything is started when these are not a company's files."""
    from headrace_journey import FilesUnusable, adventure_works

    company = adventure_works(data)
    try:
        company.check()
    except FilesUnusable as unusable:
        raise NotDone(str(unusable)) from None
    return company


def _fictional(size: Size, seed: int) -> Company:
    from headrace_journey import fictional

    return fictional(size.value, seed)


def _settings(data_dir: Path, database_url: str | None) -> embedded.Settings:
    """Business time begins this morning and runs a minute a second; it goes on where it was on a second start."""
    morning = datetime.combine(clock.wall().date(), time(6), UTC)
    return embedded.Settings(data_dir, database_url, business_start=morning, rate=RATE)


async def _demo(
    settings: embedded.Settings, how: Spread, size: Size, seed: int, port: int, *, exit_after: bool
) -> bool:
    from headrace_journey import play

    console = Console()
    async with platform(settings, how, port=port) as running:
        kept = asyncio.create_task(serve_until_stopped(running, port))
        console.print(f"The journey, live: [link]{PAGE.format(port=port)}[/link]")
        if not exit_after:
            webbrowser.open(PAGE.format(port=port))
        async with running.client() as client:
            result = await play(client, _fictional(size, seed), on_step=lambda step: _show(console, step))
        _show_audit(console, result.to_json())
        if exit_after:
            kept.cancel()
        await asyncio.gather(kept, return_exceptions=True)
    return result.holds


async def _journey(settings: embedded.Settings, how: Spread, company: Company, *, as_json: bool) -> bool:
    from headrace_journey import play

    console = Console(stderr=as_json)
    async with platform(settings, how) as running, running.client() as client:
        result = await play(client, company, on_step=lambda step: _show(console, step))
    if as_json:
        typer.echo(json.dumps(result.to_json()))
    else:
        _show_audit(console, result.to_json())
    return result.holds


async def _import(settings: embedded.Settings, how: Spread, company: Company) -> bool:
    from headrace_journey import load

    async with platform(settings, how) as running, running.client() as client:
        report = await load(client, company)
    typer.echo(report.table())
    return report.clean


def _show(console: Console, step: dict[str, Any]) -> None:
    """One line for the step, its facts below it."""
    when, took = step["business_time"][:16].replace("T", " "), f"{step['seconds']:.1f} s"
    console.print(f"[cyan]{when}[/cyan]  [bold]{escape(step['title'])}[/bold]  [dim]{took}[/dim]", highlight=False)
    facts = "; ".join(f"{name.replace('_', ' ')} {worded(value)}" for name, value in step["facts"].items() if value)
    console.print(Padding(Text(facts, style="dim"), (0, 0, 0, 18)))


def worded(value: Any) -> str:
    """A fact as a person reads it: 12.50 EUR, 4 EA, a list without brackets."""
    match value:
        case {"minor": int(minor), "currency": str(currency)}:
            return str(Money(minor, currency))
        case {"value": amount, "unit": unit}:
            return f"{amount} {unit}"
        case dict():
            return ", ".join(f"{name} {worded(part)}" for name, part in value.items())
        case list():
            return ", ".join(map(worded, value))
    return str(value)


def _show_audit(console: Console, result: dict[str, Any]) -> None:
    for check in result["audit"]["checks"]:
        mark = "[green]ok[/green]" if check["ok"] else f"[red]{check['actual']} instead of {check['expected']}[/red]"
        console.print(f"  {check['name']}: {mark}")
    console.print("[green]The audit holds.[/green]" if result["audit"]["holds"] else "[red]The audit fails.[/red]")
