"""`headrace events`: the catalogue of events, and hearing a topic again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from headrace_cli.catalogue import catalogue
from headrace_cli.options import DEFAULT_URL, OPERATOR, AsUser, Url
from headrace_cli.remote import answer, connected

app = typer.Typer(no_args_is_help=True, help="the catalogue of events; hearing a topic again")


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
    topic: Annotated[str, typer.Argument(help="such as headrace.product.v1")],
    position: Annotated[int | None, typer.Option(help="hear again what came after this position")] = None,
    since: Annotated[datetime | None, typer.Option(help="or what was told since this moment (UTC)")] = None,
    url: Url = DEFAULT_URL,
    user: AsUser = OPERATOR,
) -> None:
    """Build the read models of a service anew from a topic; nothing else in it hears the events twice."""
    moment = f"{since.isoformat()}Z" if since else None
    body = {"topic": topic, "position": position, "since": moment}
    with connected(url, user) as client:
        answer(client.post(f"/api/{service}/v1/replays", json=body))
    typer.echo(f"{service} hears {topic} again.")
