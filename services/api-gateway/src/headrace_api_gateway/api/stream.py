"""Live events for pages: server-sent events that resume where the page left off (WHATWG HTML, Server-sent events)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated

import orjson
from fastapi import Header, Query, Request
from fastapi.responses import StreamingResponse

from headrace_api_gateway.live import Hearer, Hub, Told
from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_chassis.runtime import Running
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web import Caller, Router

router = Router(tags=["live"], prefix="/api")
HEARTBEAT = 15.0
LOOK = 1.0


class EventStream(StreamingResponse):
    media_type = "text/event-stream"


@router.get("/stream", response_class=EventStream)
async def stream(
    request: Request,
    caller: Caller,
    topics: Annotated[str, Query(description="comma-separated topics; empty for all", max_length=2000)] = "",
    last_event_id: Annotated[str, Header()] = "",
) -> EventStream:
    """Of each event whose list your role may read: your own organisation's whole, where it is of no plant or of one
    that you work for, and of another's that is for yours too what is for yours (docs/events.md names it).

    It ends when your token or your session does.
    """
    state = request.app.state.running.state
    types = await state["readers"].readable(caller, frozenset(filter(None, topics.split(","))))
    hearer = Hearer(EVERYONE if caller.is_platform else caller.tenant, types, caller.plants)
    frames = _frames(request.app.state.running, caller, hearer, last_event_id)
    return EventStream(frames, headers={"Cache-Control": "no-store"})


async def _frames(running: Running, caller: Principal, hearer: Hearer, last: str) -> AsyncIterator[bytes]:
    hub: Hub = running.state["hub"]
    async with hub.listening(last) as (told, queue):
        yield b": connected\n\n"
        for one in told:
            if frame := _frame(one, hearer):
                yield frame
        still_here_at = clock.monotonic() + HEARTBEAT
        while _goes_on(running, caller):
            try:
                one = await asyncio.wait_for(queue.get(), LOOK)
            except TimeoutError:
                if clock.monotonic() > still_here_at:
                    still_here_at = clock.monotonic() + HEARTBEAT
                    yield b": still here\n\n"
                continue
            if _goes_on(running, caller) and (frame := _frame(one, hearer)):
                yield frame


def _goes_on(running: Running, caller: Principal) -> bool:
    return (
        not running.leaving.is_set()
        and clock.wall().timestamp() < caller.expires_at
        and not running.state["ended"].has(caller)
    )


def _frame(one: Told, hearer: Hearer) -> bytes:
    shown = one.shown_to(hearer)
    if shown is None:
        return b""
    return b"id: %s\nevent: %s\ndata: %s\n\n" % (one.id.encode(), one.type.encode(), orjson.dumps(shown))
