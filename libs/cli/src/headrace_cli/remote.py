"""Speaking to a running platform through its gateway, for the operator's commands."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, NoReturn

import httpx
import typer

TOKEN = "HEADRACE_TOKEN"
PATIENCE = 30.0
PAGE = 200


@contextmanager
def connected(url: str, user: str) -> Iterator[httpx.Client]:
    """A client with a token; ends the command with clear words when there is no platform or it is refused.

    The token is that of the environment (an operator's, of the identity provider) or of a demo user.
    """
    with _in_clear_words(url), httpx.Client(base_url=url, timeout=PATIENCE) as client:
        client.headers["Authorization"] = f"Bearer {_token(client, url, user)}"
        yield client


@asynccontextmanager
async def connected_many(url: str, user: str) -> AsyncIterator[httpx.AsyncClient]:
    """As `connected`, for asking many services at once."""
    with _in_clear_words(url):
        with httpx.Client(base_url=url, timeout=PATIENCE) as client:
            token = _token(client, url, user)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx.AsyncClient(base_url=url, timeout=PATIENCE, headers=headers) as many:
            yield many


def answer(response: httpx.Response) -> Any:
    """The JSON of a good answer; a problem ends the command with its words."""
    if not response.is_success:
        _end(problem(response))
    return response.json() if response.content else None


def problem(response: httpx.Response) -> str:
    told = response.json() if "json" in response.headers.get("content-type", "") else {}
    return f"{told.get('title', response.status_code)}: {told.get('detail', response.text[:300])}"


def pages(get: Callable[[dict[str, Any]], httpx.Response], query: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All items of a list, page after page."""
    cursor: str | None = None
    while True:
        page = answer(get({**query, "limit": PAGE} | ({"cursor": cursor} if cursor else {})))
        yield from page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return


async def asked(question: Awaitable[httpx.Response]) -> Any | None:
    """The JSON of a good answer; None when the service is down or has no such thing."""
    try:
        response = await question
    except httpx.HTTPError:
        return None
    return response.json() if response.is_success else None


def _token(client: httpx.Client, url: str, user: str) -> str:
    if token := os.environ.get(TOKEN):
        return token
    response = client.post("/api/session", json={"user": user})
    if "json" not in response.headers.get("content-type", ""):
        _end(f"What answers at {url} is not Headrace's gateway ({response.status_code}). Name it with --url.")
    if response.status_code == 404 and "identity provider" in response.text:
        _end(f"{problem(response)} Give an operator's token in {TOKEN}.")
    return str(answer(response)["token"])


@contextmanager
def _in_clear_words(url: str) -> Iterator[None]:
    try:
        yield
    except httpx.ConnectError:
        _end(f"Nothing answers at {url}. Start the platform with `headrace up`, or name it with --url.")
    except (httpx.UnsupportedProtocol, httpx.InvalidURL):
        _end(f"--url is {url!r}; write it as http://host:port.")
    except httpx.TimeoutException:
        _end(f"{url} gives no answer within {PATIENCE:.0f} s. `headrace doctor` looks at what is wrong.")
    except httpx.TransportError as error:
        _end(f"The connection to {url} broke: {str(error) or type(error).__name__}.")


def _end(words: str) -> NoReturn:
    typer.echo(words, err=True)
    raise typer.Exit(1)
