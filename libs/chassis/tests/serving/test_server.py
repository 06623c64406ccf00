"""PLT-7: a server that is asked to stop loses no request: it says so first, takes what still comes, answers it all."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from headrace_chassis.serving import Server
from headrace_testkit.waiting import PATIENCE, patience


class Slow:
    """An application that takes its time, and is told when it should leave."""

    def __init__(self) -> None:
        self.leaving = False
        self.begun = asyncio.Event()

    def leave(self) -> None:
        self.leaving = True

    async def __call__(self, scope, receive, send) -> None:
        self.begun.set()
        await asyncio.sleep(float(scope["query_string"] or b"0"))
        status = 503 if scope["path"] == "/readyz" and self.leaving else 200
        await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


@asynccontextmanager
async def serving(app: Slow, drain_seconds: float) -> AsyncIterator[tuple[Server, asyncio.Task, httpx.AsyncClient]]:
    server = Server(app, "127.0.0.1", 0, app.leave, drain_seconds)
    task = asyncio.create_task(server.serve())
    async with patience():
        while not server.started:  # noqa: ASYNC110 - uvicorn has no event for it
            await asyncio.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as client:
        yield server, task, client
    server.handle_exit(signal.SIGINT, None)
    await asyncio.wait_for(task, PATIENCE)


async def test_after_sigterm_it_is_not_ready_but_takes_requests_until_the_drain_is_over():
    app = Slow()
    async with serving(app, 60.0) as (server, task, client):
        before = await client.get("/x")
        server.handle_exit(signal.SIGTERM, None)
        ready, taken = await client.get("/readyz"), await client.get("/x")
        assert (ready.status_code, taken.status_code) == (503, 200)
        assert "connection" not in before.headers
        assert taken.headers["connection"] == "close"
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.wait_for(task, PATIENCE)
        with pytest.raises(httpx.ConnectError):
            await client.get("/x")


async def test_what_is_under_way_when_the_port_closes_is_answered():
    app = Slow()
    async with serving(app, 0.2) as (server, task, client):
        slow = asyncio.create_task(client.get("/x?1.0"))
        await app.begun.wait()
        server.handle_exit(signal.SIGTERM, None)
        assert (await slow).text == "ok"
        await asyncio.wait_for(task, PATIENCE)


async def test_ctrl_c_does_not_wait_for_requests_that_may_come():
    app = Slow()
    async with serving(app, 60.0) as (server, task, client):
        await client.get("/x")
        server.handle_exit(signal.SIGINT, None)
        await asyncio.wait_for(task, PATIENCE)


async def test_a_second_sigterm_ends_the_drain():
    async with serving(Slow(), 60.0) as (server, task, _):
        server.handle_exit(signal.SIGTERM, None)
        server.handle_exit(signal.SIGTERM, None)
        await asyncio.wait_for(task, PATIENCE)
