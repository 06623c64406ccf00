"""One event with everything that is known of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
from rich.console import Console, Group
from rich.padding import Padding
from rich.pretty import Pretty
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from headrace_cli.events.hearers import Hearing, hearing, types_heard
from headrace_cli.events.rows import clock, colour, handle
from headrace_cli.events.tracing import Children, Event, trace_of, tree
from headrace_cli.names import senders, short
from headrace_cli.remote import asked

AROUND = timedelta(hours=1)
ALIKE = 3
STYLES = {"heard": "green", "waiting": "yellow", "parked": "red", "out of reach": "red"}


async def find(client: httpx.AsyncClient, name: str) -> Event | None:
    """`orders:17` is asked of its service; an id of all of them."""
    service, colon, position = name.partition(":")
    if colon:
        found: Event | None = await asked(client.get(f"/api/{service}/v1/event-log/{position}"))
        return found
    answers = await asyncio.gather(*(asked(client.get(f"/api/{one}/v1/event-log/{name}")) for one in senders()))
    return next((answer for answer in answers if answer), None)


async def around(client: httpx.AsyncClient, event: Event) -> dict[str, Any]:
    """Who heard it, and the events of its trace within an hour."""
    listeners = [service for service, heard in types_heard().items() if event["type"] in heard]
    heard, traced = await asyncio.gather(
        asyncio.gather(*(_hearing(client, service, event) for service in listeners)), _traced(client, event)
    )
    return {"heard": heard, "trace": traced, "children": tree(traced)}


async def _hearing(client: httpx.AsyncClient, service: str, event: Event) -> Hearing:
    examined, letters = await asyncio.gather(
        asked(client.get(f"/api/{service}/v1/examination")),
        asked(client.get(f"/api/{service}/v1/dead-letters", params={"event": event["id"]})),
    )
    return hearing(service, event, examined, letters)


async def _traced(client: httpx.AsyncClient, event: Event) -> list[Event]:
    stored = datetime.fromisoformat(event["recorded_at"])
    query: dict[str, Any] = {
        "trace": trace_of(event),
        "since": (stored - AROUND).isoformat(),
        "until": (stored + AROUND).isoformat(),
        "limit": 500,
    }
    pages = await asyncio.gather(*(asked(client.get(f"/api/{one}/v1/event-log", params=query)) for one in senders()))
    return [one for page in pages if page for one in page["items"]]


def show(console: Console, event: Event, found: dict[str, Any]) -> None:
    console.print(Text.assemble((short(event["type"]), "bold"), "  ", (handle(event), colour(event["source"]))))
    console.print(Padding(_facts(event), (0, 0, 1, 2)))
    content = Pretty(event["data"]) if event["data"] is not None else Text("of a newer version than this build")
    console.print(Padding(content, (0, 0, 1, 2)))
    console.print(Padding(Group("[bold]Heard by[/bold]", _heard(found["heard"])), (0, 0, 1, 0)))
    if len(found["trace"]) > 1:
        console.print(f"[bold]Its trace[/bold] [dim]{trace_of(event)}[/dim]")
        top = Tree("", hide_root=True, guide_style="dim")
        _grow(top, None, found["children"], event)
        console.print(top)


def _facts(event: Event) -> Table:
    table = Table.grid(padding=(0, 2))
    occurred = datetime.fromisoformat(event["occurred_at"])
    facts = {
        "id": event["id"],
        "of": f"{event['tenant']}{', plant ' + event['plant'] if event['plant'] else ''}",
        "about": f"{event['key']} (version {event['version']})" if event["version"] else event["key"],
        "happened": f"{occurred:%Y-%m-%d %H:%M:%S} business time",
        "by": event["actor"],
        "because of": event["cause"] or "nothing that is known",
        "stored": f"{event['recorded_at'][:10]} {clock(event['recorded_at'])} on this machine's clock",
    }
    for name, value in facts.items():
        table.add_row(Text(name, style="dim"), value)
    return table


def _heard(hearings: list[Hearing]) -> Table | str:
    if not hearings:
        return "  nobody listens to it"
    table = Table.grid(padding=(0, 2))
    for one in hearings:
        table.add_row(f"  {one.service}", Text(one.state, style=STYLES[one.state]), Text(one.words, style="dim"))
    return table


def _grow(branch: Tree, above: str | None, children: Children, shown: Event) -> None:
    """Many alike below one event are cut short, but the one that was asked for is among them."""
    by_type: dict[str, list[Event]] = {}
    for event in children.get(above, ()):
        by_type.setdefault(event["type"], []).append(event)
    for events in by_type.values():
        for event in [one for n, one in enumerate(events) if n < ALIKE or one["id"] == shown["id"]]:
            _grow(branch.add(_words(event, shown)), handle(event), children, shown)
        if len(events) > ALIKE:
            branch.add(Text(f"… {len(events) - ALIKE} more {short(events[0]['type'])}", style="dim"))


def _words(event: Event, shown: Event) -> Text:
    return Text.assemble(
        (clock(event["recorded_at"]), "dim"),
        "  ",
        (short(event["type"]), "bold reverse" if event["id"] == shown["id"] else "bold"),
        f"  {event['key']}  ",
        (handle(event), colour(event["source"])),
    )
