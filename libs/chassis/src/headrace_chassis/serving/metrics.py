"""The metrics at a port of their own, for a service whose port is open to all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from headrace_chassis.serving.server import Server
from headrace_chassis.web.operations import metrics_page


async def told(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "http":
        found = scope["path"] == "/metrics"
        answer = metrics_page() if found else Response(status_code=404)
        await answer(scope, receive, send)


@asynccontextmanager
async def metrics_served(host: str, port: int) -> AsyncIterator[None]:
    """While the service runs; port 0 is none."""
    if not port:
        yield
        return
    server = Server(told, host, port, lambda: None)
    serving = asyncio.create_task(server.beside())
    try:
        yield
    finally:
        server.end()
        await serving
