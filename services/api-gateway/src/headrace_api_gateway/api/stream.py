"""Live events for pages: server-sent events that resume where the page left off (WHATWG HTML, Server-sent events)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import orjson
from fastapi import Header, Query, Request
from fastapi.responses import StreamingResponse

from headrace_api_gateway.live import Hub, Told
from headrace_chassis.web import Caller, Router

router = Router(tags=["live"], prefix="/api")
HEARTBEAT = 15.0


class EventStream(StreamingResponse):
    media_type = "text/event-stream"


@router.get("/stream", response_class=EventStream)
async def stream(
    request: Request,
    caller: Caller,
    topics: Annotated[str, Query(description="comma-separated topics; empty for all")] = "",
    last_event_id: Annotated[str, Header()] = "",
) -> EventStream:
    hub: Hub = request.app.state.running.state["hub"]
    wanted = frozenset(filter(None, topics.split(",")))
    tenant = "" if caller.is_platform else caller.tenant
    frames = _frames(request, hub, wanted, tenant, last_event_id)
    return EventStream(frames, headers={"Cache-Control": "no-store"})


async def _frames(request: Request, hub: Hub, topics: frozenset[str], tenant: str, last: str) -> AsyncIterator[bytes]:
    running = request.app.state.running
    async with hub.listening(last) as (told, queue):
        yield b": connected\n\n"
        for one in told:
            if one.concerns(topics, tenant):
                yield _frame(one)
        while not running.leaving.is_set():
            try:
                one = await asyncio.wait_for(queue.get(), HEARTBEAT)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if one.concerns(topics, tenant) and not running.leaving.is_set():
                yield _frame(one)


def _frame(one: Told) -> bytes:
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (one.id.encode(), one.type.encode(), orjson.dumps(one.data))
