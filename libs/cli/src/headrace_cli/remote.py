"""Speaking to a running platform through its gateway, for the operator's commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import typer


@contextmanager
def connected(url: str, user: str) -> Iterator[httpx.Client]:
    """A client with a token of the demo user; ends the command with a clear word when there is no platform."""
    try:
        with httpx.Client(base_url=url, timeout=30) as client:
            session = answer(client.post("/api/session", json={"user": user}))
            client.headers["Authorization"] = f"Bearer {session['token']}"
            yield client
    except httpx.ConnectError:
        typer.echo(f"Nothing answers at {url}. Start the platform with `headrace up`, or name it with --url.", err=True)
        raise typer.Exit(1) from None


def answer(response: httpx.Response) -> Any:
    """The JSON of a good answer; a problem ends the command with its words."""
    if response.is_success:
        return response.json() if response.content else None
    problem = response.json() if "json" in response.headers.get("content-type", "") else {}
    typer.echo(f"{problem.get('title', response.status_code)}: {problem.get('detail', response.text)}", err=True)
    raise typer.Exit(1)
