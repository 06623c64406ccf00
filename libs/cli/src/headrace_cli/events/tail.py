"""Follows the event logs of several services: each in its own order, together by the time they were stored."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx

from headrace_cli.remote import asked

EVERY = 0.5
PAGE = 200


@dataclass(frozen=True)
class Filter:
    """What is None does not matter. `since` is the wall's time; without it the `newest` few of each service begin."""

    types: tuple[str, ...] = ()
    key: str | None = None
    tenant: str | None = None
    since: datetime | None = None
    newest: int = 10

    @property
    def query(self) -> dict[str, Any]:
        chosen = {"type": list(self.types) or None, "key": self.key, "tenant": self.tenant}
        return {name: value for name, value in chosen.items() if value}


class Follower:
    """One service's log. `told` names what is in the way, once, and the return."""

    def __init__(self, client: httpx.AsyncClient, service: str, chosen: Filter) -> None:
        self.service = service
        self._client = client
        self._chosen = chosen
        self._position: int | None = None
        self._state = ""
        self.notes: list[str] = []

    async def read(self) -> list[dict[str, Any]]:
        """What came since the last time."""
        found: list[dict[str, Any]] = []
        while page := await asked(self._client.get(f"/api/{self.service}/v1/event-log", params=self._query())):
            self._note("held back by an open transaction (headrace doctor names it)" if page["held_back"] else "")
            found += page["items"]
            self._position = page["position"]
            if len(page["items"]) < PAGE:
                return found
        self._note("out of reach")
        return found

    def _query(self) -> dict[str, Any]:
        query = {**self._chosen.query, "limit": PAGE}
        if self._position is not None:
            return {**query, "after": self._position}
        if self._chosen.since is not None:
            return {**query, "since": self._chosen.since.isoformat()}
        return {**query, "newest": self._chosen.newest}

    def _note(self, state: str) -> None:
        if state != self._state:
            self.notes.append(f"{self.service}: {state or 'goes on'}")
            self._state = state


async def follow(followers: Sequence[Follower], *, once: bool) -> AsyncIterator[list[dict[str, Any]]]:
    """Lists of events until cancelled, or what there is now."""
    while True:
        found = await asyncio.gather(*(one.read() for one in followers))
        yield sorted((event for events in found for event in events), key=lambda event: event["recorded_at"])
        if once:
            return
        await asyncio.sleep(EVERY)
