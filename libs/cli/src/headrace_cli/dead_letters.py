"""`headrace dead-letters`: events that could not be heard, shown and settled."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from headrace_cli.options import DEFAULT_URL, OPERATOR, AsUser, Url
from headrace_cli.remote import answer, connected

app = typer.Typer(no_args_is_help=True, help="events that could not be heard: list, show, redrive, drop")
Service = Annotated[str, typer.Argument(help="the service that could not hear them")]
Letter = Annotated[int, typer.Argument(help="its number in the list")]
Reason = Annotated[str, typer.Option(help="why; kept with the act")]
COLUMNS = ("id", "state", "type", "key", "tenant", "attempts", "error")


@app.command("list")
def list_letters(service: Service, url: Url = DEFAULT_URL, user: AsUser = OPERATOR, as_json: bool = False) -> None:
    """All events that wait, in the order they were parked."""
    with connected(url, user) as client:
        found = _all(client, service)
    if as_json:
        typer.echo(json.dumps(found))
        return
    table = Table(*COLUMNS)
    for letter in found:
        table.add_row(*(str(letter[name]) for name in COLUMNS))
    Console().print(table if found else f"{service} has heard everything.")


@app.command()
def show(service: Service, letter: Letter, url: Url = DEFAULT_URL, user: AsUser = OPERATOR) -> None:
    """One event with its content and the error."""
    with connected(url, user) as client:
        found = answer(client.get(f"/api/{service}/v1/dead-letters/{letter}"))
    typer.echo(json.dumps(found, indent=2))


@app.command()
def redrive(service: Service, letter: Letter, reason: Reason, url: Url = DEFAULT_URL, user: AsUser = OPERATOR) -> None:
    """Try again from now on; what waits behind it follows in order."""
    with connected(url, user) as client:
        answer(client.post(f"/api/{service}/v1/dead-letters/{letter}/redrive", json={"reason": reason}))
    typer.echo(f"{letter} is being tried again.")


@app.command()
def drop(service: Service, letter: Letter, reason: Reason, url: Url = DEFAULT_URL, user: AsUser = OPERATOR) -> None:
    """Give the event up for good."""
    with connected(url, user) as client:
        answer(client.post(f"/api/{service}/v1/dead-letters/{letter}/drop", json={"reason": reason}))
    typer.echo(f"{letter} is dropped.")


def _all(client: Any, service: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        query = {"cursor": cursor} if cursor else {}
        page = answer(client.get(f"/api/{service}/v1/dead-letters", params=query))
        found += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return found
