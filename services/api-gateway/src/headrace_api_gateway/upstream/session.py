"""The pool of connections to all services."""

from __future__ import annotations

import asyncio

import aiohttp

from headrace_chassis.runtime import Running

CONNECT_SECONDS = 2.0
# A server that is about to stop still takes requests for longer than this: no idle connection outlives its welcome.
IDLE_SECONDS = 2.0


class Session:
    """Opened with the first request, since it belongs to the running loop."""

    def __init__(self) -> None:
        self._client: aiohttp.ClientSession | None = None

    @property
    def client(self) -> aiohttp.ClientSession:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_SECONDS),
                auto_decompress=False,
                skip_auto_headers=("User-Agent", "Accept-Encoding", "Accept", "Content-Type"),
                cookie_jar=aiohttp.DummyCookieJar(),
            )
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()


async def session_kept(running: Running) -> None:
    """Until cancelled; then the pool is closed."""
    session: Session = running.state["session"]
    try:
        await asyncio.Event().wait()
    finally:
        await session.close()
