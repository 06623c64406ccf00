"""A door before two services, and a canary that nobody has declared."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import unquote

import httpx
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headrace_api_gateway.console import Console
from headrace_api_gateway.door import Door
from headrace_api_gateway.upstream import RemoteService, Session
from headrace_chassis.serving.server import Server
from headrace_testkit.replica import Answer, Replica, replica, says
from headrace_testkit.waiting import patience


async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
    """The gateway's own routes, none of which is meant here."""
    await Response(status_code=404)(scope, receive, send)


async def status_of(app: ASGIApp, path: bytes, *, query: bytes = b"", method: str = "GET") -> int:
    """Ask with a path as a server hands it on, whatever a client would make of it."""
    told: list[Message] = []

    body: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        if not body:
            await asyncio.Event().wait()
        return body.pop()

    async def send(message: Message) -> None:
        told.append(message)

    asked = {"method": method, "path": unquote(path.decode("latin-1")), "raw_path": path, "query_string": query}
    await app({"type": "http", "headers": [], "client": ("10.0.0.9", 1), **asked}, receive, send)
    status: int = told[0]["status"]
    return status


@dataclass
class Ground:
    """A door before two services, and a canary that no one has declared."""

    door: Door
    orders: Replica
    mes: Replica
    canary: Replica

    @property
    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.door), base_url="http://door")

    @property
    def canary_at(self) -> str:
        return self.canary.address.removeprefix("http://")

    @property
    def asked(self) -> list[str]:
        return [one.line for one in self.orders.asked + self.mes.asked]


@asynccontextmanager
async def ground(answer: Answer | None = None) -> AsyncIterator[Ground]:
    session = Session()
    async with (
        replica(answer or says("here")) as orders,
        replica(says("here")) as mes,
        replica(says("canary")) as canary,
    ):
        upstreams = {
            name: RemoteService(name, [one.address], session) for name, one in (("orders", orders), ("mes", mes))
        }
        try:
            yield Ground(Door(nothing, upstreams, Console()), orders, mes, canary)
        finally:
            await session.close()
            assert canary.connections == 0, canary.asked


@asynccontextmanager
async def served(app: ASGIApp) -> AsyncIterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(app, "127.0.0.1", port, lambda: None)
    serving = asyncio.create_task(server._serve())
    async with patience():
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    try:
        yield port
    finally:
        server.should_exit = server.force_exit = True
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
