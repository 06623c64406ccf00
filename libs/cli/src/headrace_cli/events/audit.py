"""Who did what and why, read from the logs alone: what led to an event, and all that followed, over all services."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from headrace_cli.events.rows import handle
from headrace_cli.events.showing import find
from headrace_cli.events.tracing import Event, in_order, trace_of
from headrace_cli.names import senders
from headrace_cli.remote import asked

AT_ONCE = 50
PAGE = 500
MOST = 5_000
REQUEST = "request:"
NAME = re.compile(r"[a-z-]+:\d+")
ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WITHIN = timedelta(days=1)


class Several(Exception):
    """A number that several things have: the message names their keys."""


@dataclass
class Audit:
    """`asked` are the events it began with. `cut` says that there are more than it holds."""

    asked: Sequence[Event]
    found: dict[str, Event] = field(default_factory=dict)
    cut: bool = False

    @property
    def asked_for(self) -> set[str]:
        return {handle(event) for event in self.asked}

    def add(self, events: Iterable[Event]) -> list[Event]:
        """Returns those that are new."""
        fresh = {handle(event): event for event in events if handle(event) not in self.found}
        self.found |= fresh
        self.cut = self.cut or len(self.found) > MOST
        return list(fresh.values())


async def audit(client: httpx.AsyncClient, word: str) -> Audit | None:
    """Of an event by its name or id, or of all events of a key or of the number on a paper. Raises Several."""
    begun = await _named(client, word)
    if not begun:
        return None
    made = Audit(begun)
    made.add(begun)
    beside = made.add(await _of_the_same_requests(client, begun))
    await _what_followed(client, made, [*begun, *beside])
    await _what_led_there(client, made)
    return made


async def _named(client: httpx.AsyncClient, word: str) -> list[Event]:
    if NAME.fullmatch(word) or ID.fullmatch(word):
        event = await find(client, word)
        return [event] if event else []
    return await _all(client, {"key": word}) or await _numbered(client, word)


async def _numbered(client: httpx.AsyncClient, number: str) -> list[Event]:
    """All of the thing that has the number. It is looked for in the whole of all logs."""
    found = await _all(client, {"says": number}) if len(number) > 2 else []
    keys = {(one["tenant"], one["key"]) for one in found if (one["data"] or {}).get("number") == number}
    if len(keys) > 1:
        raise Several(", ".join(f"{key} of {tenant}" for tenant, key in sorted(keys)))
    return [event for _, key in keys for event in await _all(client, {"key": key})]


async def _of_the_same_requests(client: httpx.AsyncClient, events: Sequence[Event]) -> list[Event]:
    """What else was caused by the request that caused one of these, such as by a job that it asked for."""
    begun = {one["cause"]: one for one in in_order(events) if one["cause"].startswith(REQUEST)}
    pages = await asyncio.gather(*(_all(client, _around(one)) for one in begun.values()))
    return [event for page in pages for event in page if event["cause"] in begun]


def _around(event: Event) -> dict[str, Any]:
    stored = datetime.fromisoformat(event["recorded_at"])
    window = {"since": (stored - WITHIN).isoformat(), "until": (stored + WITHIN).isoformat()}
    return {"trace": trace_of(event), **window}


async def _what_followed(client: httpx.AsyncClient, made: Audit, fresh: list[Event]) -> None:
    while fresh and not made.cut:
        names = [handle(event) for event in fresh]
        portions = [names[start : start + AT_ONCE] for start in range(0, len(names), AT_ONCE)]
        pages = [await _all(client, {"cause": portion}) for portion in portions]
        fresh = made.add(event for page in pages for event in page)


async def _what_led_there(client: httpx.AsyncClient, made: Audit) -> None:
    """To the roots; what else followed from what led there is another story."""
    ends = list(made.found.values())
    while names := {one["cause"] for one in ends if NAME.fullmatch(one["cause"])} - made.found.keys():
        above = await asyncio.gather(*(find(client, name) for name in sorted(names)))
        ends = made.add(event for event in above if event)


async def _all(client: httpx.AsyncClient, query: dict[str, Any]) -> list[Event]:
    """Of all services; one that does not answer is missing."""
    return [one for found in await asyncio.gather(*(_of(client, name, query) for name in senders())) for one in found]


async def _of(client: httpx.AsyncClient, service: str, query: dict[str, Any]) -> list[Event]:
    found: list[Event] = []
    after = 0
    while len(found) <= MOST:
        question = client.get(f"/api/{service}/v1/event-log", params={**query, "after": after, "limit": PAGE})
        page = await asked(question)
        found += page["items"] if page else []
        if not page or len(page["items"]) < PAGE:
            break
        after = page["position"]
    return found
