"""A server at a port of its own beside the test that asks it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn

from headrace_chassis.serving import Server
from headrace_testkit.waiting import patience


@asynccontextmanager
async def listening(server: uvicorn.Server) -> AsyncIterator[int]:
    """Its port; at the end nobody is waited for."""
    serving = asyncio.create_task(server._serve())
    async with patience():
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        if isinstance(server, Server):
            server.end()
        await serving
