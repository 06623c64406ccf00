"""A request's body: kept when it is small, so that it can be sent again; passed on as it comes when it is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.types import Receive, Scope

from headrace_api_gateway.upstream.answers import Unanswered, too_large
from headrace_chassis.web.incoming import LARGE

KEPT = 1 << 20


class Left(Exception):
    """The client closed its connection before it had its answer."""


class Body:
    """`wrong` is why the body broke off while it was passed on."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self.wrong: Left | Unanswered | None = None
        self._receive = receive
        self._length = int(dict(scope["headers"]).get(b"content-length", b"0") or 0)
        self._first: list[bytes] = []
        self._passed = 0
        self._whole = False
        self._begun = False
        self._ended = asyncio.Event()

    @property
    def can_be_sent(self) -> bool:
        """Again, or for the first time."""
        return self._whole or not self._begun

    async def open(self) -> None:
        """Read on until it is whole, or too much to keep. Raises Unanswered when it is too large, Left when the client
        did not send all of it."""
        if self._length > LARGE:
            raise too_large(LARGE)
        while not self._whole and self._passed <= KEPT:
            part, more = await self._next()
            self._first.append(part)
            self._whole = not more

    def to_send(self) -> bytes | AsyncIterator[bytes] | None:
        self._begun = True
        if self._whole:
            return b"".join(self._first) or None
        return self._parts()

    async def client_left(self) -> None:
        """Returns when the client has closed its connection after it had sent all."""
        await self._ended.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _parts(self) -> AsyncIterator[bytes]:
        for part in self._first:
            yield part
        more = True
        while more:
            part, more = await self._next()
            if part:
                yield part

    async def _next(self) -> tuple[bytes, bool]:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.wrong = Left()
            raise self.wrong
        part, more = message.get("body", b""), message.get("more_body", False)
        self._passed += len(part)
        if self._passed > LARGE:
            self.wrong = too_large(LARGE)
            raise self.wrong
        if not more:
            self._ended.set()
        return part, more
