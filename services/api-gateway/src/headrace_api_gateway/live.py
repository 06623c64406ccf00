"""The hub of live events: follows every topic from now on and hands each event to those who listen.

It keeps the newest events so that a page that lost its connection for a moment misses nothing; a page that was away
longer, or reads too slowly, gets `resync` and fetches anew.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from headrace_api_gateway.upstream.measures import LISTENERS
from headrace_chassis.events import seeing
from headrace_chassis.events.bus import Bus, Reader, Stream, StreamStartsOver
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.faults import is_passing
from headrace_chassis.runtime import Running
from headrace_contracts.registry import EVENT_TYPES

logger = logging.getLogger(__name__)
KEPT = 5000
QUEUE = 1000
RESYNC = "resync"


@dataclass(frozen=True, slots=True)
class Hearer:
    """`organisation` is EVERYONE for the platform's own people. `types` are those that its roles may hear of, `plants`
    those of the organisation that it works for; None: all."""

    organisation: str
    types: frozenset[str]
    plants: frozenset[str] | None = None

    def works_for(self, told: Told) -> bool:
        """What another firm's plant told is for the whole of this one."""
        return self.plants is None or not told.plant or told.tenant != self.organisation or told.plant in self.plants


@dataclass(frozen=True, slots=True)
class Told:
    """One event, as each organisation gets it that it is for."""

    id: str
    type: str
    forms: Mapping[str, dict[str, Any]]
    tenant: str = ""
    plant: str = ""

    def shown_to(self, hearer: Hearer) -> dict[str, Any] | None:
        """A resync is for everybody."""
        if self.type == RESYNC:
            return {}
        heard = self.type in hearer.types and hearer.works_for(self)
        return self.forms.get(hearer.organisation) if heard else None


class Hub:
    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._boot = os.urandom(4).hex()
        self._count = 0
        self._kept: deque[Told] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[Told]] = set()

    async def follow(self, topics: Sequence[str]) -> None:
        """Until cancelled."""
        async with self._bus.reader() as reader:
            streams = await self._bus.all_streams(topics)
            await asyncio.gather(*(self._follow(reader, stream) for stream in streams))

    async def _follow(self, reader: Reader, stream: Stream) -> None:
        offset: int | None = None
        while True:
            try:
                offset = await reader.high_water(stream) if offset is None else offset
                if await reader.beyond(stream, offset, 1.0):
                    delivered, offset = await reader.fetch(stream, offset, 0, 200, None)
                    for one in delivered:
                        self._tell(self._told(one.event))
            except StreamStartsOver:
                offset = None
            except Exception as error:
                if not is_passing(error):
                    raise
                logger.warning("live events of %s are out of reach: %s", stream.topic, error)
                await asyncio.sleep(1)

    @asynccontextmanager
    async def listening(self, last: str) -> AsyncIterator[tuple[list[Told], asyncio.Queue[Told]]]:
        """What was told since the event with id `last`, and a queue of what is told from now on."""
        queue: asyncio.Queue[Told] = asyncio.Queue(QUEUE)
        self._listeners.add(queue)
        LISTENERS.set(len(self._listeners))
        try:
            yield self._since(last), queue
        finally:
            self._listeners.discard(queue)
            LISTENERS.set(len(self._listeners))

    def end(self) -> None:
        """Wake everybody who listens, to see that the gateway is leaving."""
        for queue in self._listeners:
            if queue.empty():
                queue.put_nowait(self._resync())

    def _since(self, last: str) -> list[Told]:
        if not last:
            return []
        kept = list(self._kept)
        for index, one in enumerate(kept):
            if one.id == last:
                return kept[index + 1 :]
        return [self._resync()]

    def _told(self, event: Envelope) -> Told:
        self._count += 1
        return Told(f"{self._boot}-{self._count}", event.type, seeing.for_readers(event), event.tenant, event.plant)

    def _tell(self, one: Told) -> None:
        self._kept.append(one)
        for queue in self._listeners:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(self._resync())
            queue.put_nowait(one)

    def _resync(self) -> Told:
        return Told(f"{self._boot}-{self._count}", RESYNC, {})


async def follow_everything(running: Running) -> None:
    hub: Hub = running.state["hub"]
    topics = sorted({kind.topic for kind in EVENT_TYPES.values()})
    await hub.follow(topics)


async def end_streams_when_leaving(running: Running) -> None:
    hub: Hub = running.state["hub"]
    await running.leaving.wait()
    hub.end()
