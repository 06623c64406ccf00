"""`headrace dead-letters`: events that could not be heard, shown and settled."""

from __future__ import annotations

import json
from typing import Annotated, Any

import httpx
import typer
from rich.console import Console
from rich.padding import Padding
from rich.pretty import Pretty
from rich.table import Table
from rich.text import Text

from headrace_cli.names import all_services, service_named, short, type_named
from headrace_cli.options import DEFAULT_URL, OPERATOR, AsJson, AsUser, Url
from headrace_cli.remote import answer, connected, pages

app = typer.Typer(no_args_is_help=True, help="events that could not be heard: list, show, redrive, drop, acts")
Service = Annotated[str, typer.Argument(help="the service that could not hear them")]
AnyService = Annotated[str | None, typer.Argument(help="the service that could not hear them; all when none is named")]
Letter = Annotated[int, typer.Argument(help="its number in the list")]
Reason = Annotated[str, typer.Option(help="why; kept with the act")]
OfType = Annotated[str | None, typer.Option("--type", help="such as OrderPlaced")]
OfKey = Annotated[str | None, typer.Option("--key", help="of one aggregate, such as an order's id")]
STATES = {"dead": "red", "retrying": "yellow", "behind": "dim"}
WITHOUT_DATABASE = {"edge-gateway"}
SHOWN = 200


@app.command("list")
def list_letters(
    service: AnyService = None,
    state: Annotated[str | None, typer.Option(help="dead, retrying or behind")] = None,
    type_: OfType = None,
    key: OfKey = None,
    as_json: AsJson = False,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Events that wait, in the order they were parked: dead ones for a person, others for their next try or turn."""
    services = [service_named(service)] if service else [one for one in all_services() if one not in WITHOUT_DATABASE]
    chosen = {"state": state, "type": type_named(type_) if type_ else None, "key": key}
    query = {name: value for name, value in chosen.items() if value}
    found: list[dict[str, Any]] = []
    silent = 0
    with connected(url, user) as client:
        for one in services:
            try:
                found += [{"service": one, **letter} for letter in _letters(client, one, query)]
            except typer.Exit:  # it has said why
                silent += 1
    if as_json:
        typer.echo(json.dumps(found))
    elif found:
        _show_list(found)
    elif not silent:
        typer.echo(f"{service or 'Every service'} has heard everything{' that was asked for' if query else ''}.")
    if silent:
        raise typer.Exit(1)


@app.command()
def show(
    service: Service, letter: Letter, as_json: AsJson = False, url: Url = DEFAULT_URL, user: AsUser = OPERATOR
) -> None:
    """One event with its content, the error, and what was done about it."""
    with connected(url, user) as client:
        found = answer(client.get(f"/api/{service_named(service)}/v1/dead-letters/{letter}"))
        acts = list(_acts(client, service, {"event": found["event_id"]}))
    if as_json:
        typer.echo(json.dumps({**found, "acts": acts}))
        return
    console = Console()
    console.print(
        Text.assemble((short(found["type"]), "bold"), f"  of {found['key']}, {found['source']}:{found['position']}")
    )
    console.print(Text.assemble("  ", (found["state"], STATES[found["state"]]), f" after {found['attempts']} attempts"))
    console.print(Padding(Text(found["error"] or "waits behind an earlier event of its key"), (0, 0, 1, 2)))
    content = Pretty(found["data"]) if found["data"] is not None else Text("of a newer version than this build")
    console.print(Padding(content, (0, 0, 1, 2)))
    if acts:
        console.print(_table_of_acts(acts))


@app.command()
def redrive(
    service: Service,
    reason: Reason,
    letter: Annotated[int | None, typer.Argument(help="its number in the list; or say which with the options")] = None,
    type_: OfType = None,
    key: OfKey = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="all that this service could not hear")] = False,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Try one or many again from now on; what waits behind them follows in order, each with one effect."""
    if (letter is not None) + bool(type_ or key) + everything != 1:
        typer.echo("Say which: a number, --type and/or --key, or --all.", err=True)
        raise typer.Exit(2)
    path = f"/api/{service_named(service)}/v1/dead-letters"
    body = {"reason": reason, "type": type_named(type_) if type_ else None, "key": key, "everything": everything}
    with connected(url, user) as client:
        if letter is not None:
            answer(client.post(f"{path}/{letter}/redrive", json={"reason": reason}))
            typer.echo(f"{letter} is being tried again.")
            return
        count = answer(client.post(f"{path}/redrive", json=body))["redriven"]
    typer.echo(f"{count:,} are being tried again, and then what waits behind them.")


@app.command()
def drop(service: Service, letter: Letter, reason: Reason, url: Url = DEFAULT_URL, user: AsUser = OPERATOR) -> None:
    """Give the event up for good; the next of its key has its turn."""
    with connected(url, user) as client:
        answer(client.post(f"/api/{service_named(service)}/v1/dead-letters/{letter}/drop", json={"reason": reason}))
    typer.echo(f"{letter} is dropped.")


@app.command()
def acts(service: Service, as_json: AsJson = False, url: Url = DEFAULT_URL, user: AsUser = OPERATOR) -> None:
    """Who settled which event how, when and why; the newest first."""
    with connected(url, user) as client:
        found = list(_acts(client, service_named(service), {}))
    if as_json:
        typer.echo(json.dumps(found))
    elif found:
        Console().print(_table_of_acts(found[:SHOWN]))
    else:
        typer.echo(f"Nobody has had to settle anything in {service}.")


def _letters(client: httpx.Client, service: str, query: dict[str, Any]) -> Any:
    return pages(lambda page: client.get(f"/api/{service}/v1/dead-letters", params=page), query)


def _acts(client: httpx.Client, service: str, query: dict[str, Any]) -> Any:
    return pages(lambda page: client.get(f"/api/{service}/v1/dead-letters/acts", params=page), query)


def _show_list(found: list[dict[str, Any]]) -> None:
    table = Table("service", "no.", "state", "event", "key", "tenant", "tries", "error", box=None, header_style="dim")
    for letter in found[:SHOWN]:
        state = Text(letter["state"], style=STATES[letter["state"]])
        about = (short(letter["type"]), letter["key"], letter["tenant"], str(letter["attempts"]))
        table.add_row(
            letter["service"],
            str(letter["id"]),
            state,
            *about,
            Text(letter["error"], overflow="ellipsis", no_wrap=True),
        )
    console = Console()
    console.print(table)
    counted = {state: sum(letter["state"] == state for letter in found) for state in STATES}
    words = ", ".join(f"{count:,} {state}" for state, count in counted.items() if count)
    rest = f" The first {SHOWN} are shown; --json gives all." if len(found) > SHOWN else ""
    console.print(f"{words}.{rest}")


def _table_of_acts(acts: list[dict[str, Any]]) -> Table:
    table = Table("when", "who", "did", "event", "key", "told as", "why", box=None, header_style="dim")
    for act in acts:
        when = act["at"][:19].replace("T", " ")
        told_as = f"{act['source']}:{act['position']}"
        table.add_row(when, act["actor"], act["action"], short(act["type"]), act["key"], told_as, Text(act["reason"]))
    return table
