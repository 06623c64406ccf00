"""`headrace events`: tail, show, catalogue, replay, republish."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console

from headrace_chassis.events.bus import topic_of
from headrace_cli.catalogue import catalogue
from headrace_cli.events import audit, lineage, showing, tail
from headrace_cli.events.hearers import types_heard
from headrace_cli.events.rows import handle, line
from headrace_cli.names import senders, service_named, services_named, type_named
from headrace_cli.options import DEFAULT_URL, OPERATOR, AsJson, AsUser, Url
from headrace_cli.remote import answer, connected, connected_many

app = typer.Typer(no_args_is_help=True, help="what is told on the platform: follow, look at, hear or send it again")
Moment = Annotated[datetime | None, typer.Option(help="stored at this moment or later (UTC), such as 2026-11-21T08:00")]


@app.command("tail")
def tail_events(
    names: Annotated[list[str] | None, typer.Argument(help="services or topics; all when none is named")] = None,
    type_: Annotated[list[str] | None, typer.Option("--type", help="such as OrderPlaced; may be given again")] = None,
    key: Annotated[str | None, typer.Option(help="of one aggregate, such as an order's id")] = None,
    tenant: Annotated[str | None, typer.Option(help="of one organisation")] = None,
    since: Moment = None,
    newest: Annotated[
        int, typer.Option("-n", min=0, max=500, help="begin with the newest so many of each service")
    ] = 5,
    *,
    follow: Annotated[bool, typer.Option(help="go on with what is told from now on")] = True,
    as_json: AsJson = False,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Events as they are told, a line for each, until Ctrl-C. `events show` takes the names in the second column."""
    types = tuple(type_named(word) for word in type_ or ())
    moment = since.replace(tzinfo=UTC) if since else None
    chosen = tail.Filter(types, key, tenant, moment, newest)
    with suppress(KeyboardInterrupt):
        asyncio.run(_tail(services_named(names or ()), chosen, url, user, follow=follow, as_json=as_json))


@app.command()
def show(
    event: Annotated[
        str | None, typer.Argument(help="orders:17, as `events tail` shows it, or an event's id (slower)")
    ] = None,
    cause: Annotated[
        str | None, typer.Option(help="instead: who did what and why, around an event, a key or a number (SO-000017)")
    ] = None,
    *,
    as_json: AsJson = False,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """One event: its content, who has heard it, and its trace. With --cause all that led there and all that followed,
    with who did it, over all services."""
    word = event or cause
    if word is None or (event and cause):
        typer.echo("Name an event (orders:17), or with --cause an event, a key or a number.", err=True)
        raise typer.Exit(2)
    if audit.NAME.fullmatch(word) or (event and ":" in word):
        service_named(word.partition(":")[0])
    asyncio.run(_audit(word, url, user, as_json=as_json) if cause else _show(word, url, user, as_json=as_json))


@app.command("catalogue")
def write_catalogue(
    out: Annotated[Path | None, typer.Option(help="write here instead of to the terminal")] = None,
) -> None:
    """Who sends each event, who hears it, and its key, as the code says."""
    text = catalogue()
    if out:
        out.write_text(text)
    else:
        typer.echo(text)


@app.command()
def replay(
    service: Annotated[str, typer.Argument(help="the service that shall hear again")],
    topic: Annotated[str, typer.Argument(help="such as headrace.product.v1, or the service that tells it")],
    position: Annotated[int | None, typer.Option(help="hear again what came after this position")] = None,
    since: Annotated[datetime | None, typer.Option(help="or what was told since this moment (UTC)")] = None,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Build the read models of a service anew from a topic; nothing else in it hears the events twice."""
    [sender] = services_named([topic])
    moment = f"{since.isoformat()}Z" if since else None
    body = {"topic": topic_of(sender), "position": position, "since": moment}
    with connected(url, user) as client:
        answer(client.post(f"/api/{service_named(service)}/v1/replays", json=body))
    typer.echo(f"{service} hears {topic_of(sender)} again.")


@app.command()
def republish(
    service: Annotated[str | None, typer.Argument(help="whose log is sent again")] = None,
    after: Annotated[int, typer.Option(min=0, help="a position in its log; 0 sends all")] = 0,
    *,
    everything: Annotated[bool, typer.Option("--all", help="every service's whole log")] = False,
    as_json: AsJson = False,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Send a log to Kafka again, after Kafka lost what it held. Nobody hears an event twice: positions tell."""
    if everything == bool(service) or (everything and after):
        typer.echo("Name a service (and --after a position, if not all of its log), or give --all.", err=True)
        raise typer.Exit(2)
    services = senders() if everything else services_named([service or ""])
    heard = types_heard()
    with connected(url, user) as client:
        sent = {one: _republished(client, one, after, _listeners(one, heard)) for one in services}
    if as_json:
        typer.echo(json.dumps(sent))
        return
    for one, position in sent.items():
        typer.echo(f"{one} sends its log again from position {position + 1} on.")


def _listeners(service: str, heard: dict[str, frozenset[str]]) -> list[str]:
    topic = f"{topic_of(service)}."
    return [name for name, types in heard.items() if any(type_.startswith(topic) for type_ in types)]


def _republished(client: httpx.Client, service: str, after: int, listeners: Sequence[str]) -> int:
    bus = answer(client.get(f"/api/{service}/v1/examination"))["process"]["bus"]
    if bus != "kafka":
        typer.echo(f"{service} runs on bus {bus}: others read its log itself, so there is nothing to send.", err=True)
        raise typer.Exit(1)
    for listener in listeners:
        answer(client.post(f"/api/{listener}/v1/progress/forget-offsets", json={"topic": topic_of(service)}))
    return int(answer(client.post(f"/api/{service}/v1/event-log/republish", json={"after": after}))["after"])


async def _tail(services: list[str], chosen: tail.Filter, url: str, user: str, *, follow: bool, as_json: bool) -> None:
    console, aside = Console(), Console(stderr=True)
    async with connected_many(url, user) as client:
        followers = [tail.Follower(client, service, chosen) for service in services]
        async for events in tail.follow(followers, once=not follow):
            for event in events:
                if as_json:
                    typer.echo(json.dumps(event))
                else:
                    console.print(line(event), no_wrap=True, overflow="ellipsis", crop=True)
            for one in followers:
                while one.notes:
                    aside.print(f"[yellow]{one.notes.pop(0)}[/yellow]")


async def _audit(word: str, url: str, user: str, *, as_json: bool) -> None:
    async with connected_many(url, user) as client:
        try:
            found = await audit.audit(client, word)
        except audit.Several as several:
            typer.echo(f"{word} is the number of several; ask for one by its key: {several}.", err=True)
            raise typer.Exit(1) from None
    if found is None:
        typer.echo(f"No service has told of {word!r}: no event, no key and no number is called so.", err=True)
        raise typer.Exit(1)
    if as_json:
        typer.echo(json.dumps(lineage.as_json(found)))
    else:
        lineage.show(Console(), found)


async def _show(name: str, url: str, user: str, *, as_json: bool) -> None:
    async with connected_many(url, user) as client:
        event = await showing.find(client, name)
        if event is None:
            typer.echo(
                f"No service has an event {name!r}. Names are as in `headrace events tail`: orders:17.", err=True
            )
            raise typer.Exit(1)
        found = await showing.around(client, event)
    if as_json:
        typer.echo(json.dumps(_as_json(event, found)))
    else:
        showing.show(Console(), event, found)


def _as_json(event: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    trace = [{**one, "name": handle(one)} for one in found["trace"]]
    return {"event": event, "heard_by": [asdict(one) for one in found["heard"]], "trace": trace}
