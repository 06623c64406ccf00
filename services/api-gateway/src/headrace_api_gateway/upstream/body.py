"""A request's body: kept when it is small, so that it can be sent again; passed on as it comes when it is not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

from starlette.types import Receive, Scope

from headrace_api_gateway.upstream.answers import Unanswered, too_large

KEPT = 1 << 20
LIMIT = 16 << 20


class Left(Exception):
    """The client closed its connection before it had its answer."""


class Body:
    """`wrong` is why the body broke off while it was passed on."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        headers = dict(scope["headers"])
        self.wrong: Left | Unanswered | None = None
        self._receive = receive
        self._length = int(headers.get(b"content-length", b"0") or 0)
        self._chunked = b"transfer-encoding" in headers
        self._kept: bytes | None = None
        self._begun = False
        self._ended = asyncio.Event()

    @property
    def can_be_sent(self) -> bool:
        """Again, or for the first time."""
        return self._kept is not None or not self._begun

    async def open(self) -> None:
        """Raises Unanswered when the body is too large, Left when the client did not send all of it."""
        if self._length > LIMIT:
            raise too_large(LIMIT)
        if not self._chunked and self._length <= KEPT:
            self._kept = b"".join([part async for part in self._parts()])

    def to_send(self) -> bytes | AsyncIterator[bytes] | None:
        if self._kept is not None:
            return self._kept or None
        self._begun = True
        return self._parts()

    async def client_left(self) -> None:
        """Returns when the client has closed its connection after it had sent all."""
        await self._ended.wait()
        while (await self._receive())["type"] != "http.disconnect":
            pass

    async def _parts(self) -> AsyncIterator[bytes]:
        passed, more = 0, True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.wrong = Left()
                raise self.wrong
            part: bytes = message.get("body", b"")
            passed, more = passed + len(part), message.get("more_body", False)
            if passed > LIMIT:
                self.wrong = too_large(LIMIT)
                raise self.wrong
            if part:
                yield part
        self._ended.set()
