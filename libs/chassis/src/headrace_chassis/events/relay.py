"""Carries one service's settled events to a bus that does not read the log itself.

It sends, then notes how far it came: after a crash the last batch is sent again, in the same order, and consumers
tell the repeats by the position that each event carries. One relay leads at a time (leadership.py); that is for
economy, not for order: two leaders only repeat each other, because each begins at a noted position and sends an event
only after all before it are acknowledged.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg

from headrace_chassis import trace
from headrace_chassis.events.bus import topic_of
from headrace_chassis.events.leadership import Led, leading
from headrace_chassis.events.publisher import Publisher, Session
from headrace_chassis.events.saying import Saying
from headrace_chassis.events.tail import Tail, pool_for_reading
from headrace_chassis.events.together import until_one_ends
from headrace_chassis.faults import is_passing
from headrace_chassis.meters import RelayMeter

logger = logging.getLogger(__name__)
BATCH = 2000
AHEAD = 1
PAUSE = 0.5
CHANNEL = "headrace_told"
NUDGE_EVERY = 0.005
NOTE = "UPDATE relay_progress SET position = $2 WHERE position = $1 RETURNING true"


class Relay:
    """`poke()` says that the service has just told something; a replica that does not lead passes it on."""

    def __init__(self, service: str, url: str, publisher: Publisher) -> None:
        self.service = service
        self.meter = RelayMeter(service)
        self._url = url
        self._publisher = publisher
        self._tail: Tail | None = None
        self._poked = asyncio.Event()
        self._saying = Saying(logger)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        work = [self._patiently(self._lead), self._patiently(self._nudge)]
        self._tasks = [asyncio.create_task(part, name=f"relay {self.service}") for part in work]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def poke(self) -> None:
        if self._tail:
            self._tail.poke()
        else:
            self._poked.set()

    async def _patiently(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                await work()
            except Exception as error:
                if not is_passing(error):
                    logger.exception("the relay of %s begins again", self.service)
                else:
                    self._saying.warn(f"the relay of {self.service} waits: {error}")
            await asyncio.sleep(PAUSE)

    async def _nudge(self) -> None:
        """Tell the leader, outside the writers' transactions and not for each of them, that there is something."""
        connection = await asyncpg.connect(self._url, server_settings={"synchronous_commit": "off"})
        try:
            while True:
                await self._poked.wait()
                self._poked.clear()
                await connection.execute(f"NOTIFY {CHANNEL}")
                await asyncio.sleep(NUDGE_EVERY)
        finally:
            connection.terminate()

    async def _lead(self) -> None:
        async with (
            leading(self._url) as led,
            pool_for_reading(self._url, 2) as pool,
        ):
            tail = Tail(self.service, pool)
            await tail.start()
            await led.connection.add_listener(CHANNEL, lambda *_: tail.poke())
            self._tail = tail
            self.meter.leader.set(1)
            try:
                await until_one_ends(led.show_signs_of_life(), self._send_all(led, tail))
            finally:
                self._tail = None
                self.meter.leader.set(0)
                await tail.stop()

    async def _send_all(self, led: Led, tail: Tail) -> None:
        while True:
            try:
                async with self._publisher.session(topic_of(self.service)) as session:
                    self._saying.over()
                    logger.info("the relay of %s sends", self.service)
                    await self._carry(led, tail, session)
            except ConnectionError as error:
                self.meter.failures.inc()
                self._saying.warn(f"the relay of {self.service} waits for the bus: {error}")
            await asyncio.sleep(PAUSE)

    async def _carry(self, led: Led, tail: Tail, session: Session) -> None:
        """Read and pack the next batch while the last is being sent."""
        position = await led.fetchval("SELECT position FROM relay_progress")
        ready: asyncio.Queue[tuple[Any, int, int, list[str]]] = asyncio.Queue(AHEAD)
        await until_one_ends(self._read(tail, session, position, ready), self._send(led, session, position, ready))

    async def _read(self, tail: Tail, session: Session, position: int, ready: asyncio.Queue[Any]) -> None:
        while True:
            if await tail.beyond(position, patience=60.0):
                events, position = await tail.fetch(position, BATCH, None)
                links = [event.traceparent for event in events] if trace.is_recording() else []
                await ready.put((session.pack(events), len(events), position, links))

    async def _send(self, led: Led, session: Session, noted: int, ready: asyncio.Queue[Any]) -> None:
        """Ends when somebody else has moved the progress (republish.py): it goes on from there."""
        while True:
            packed, count, position, links = await ready.get()
            with trace.apart(f"send {topic_of(self.service)}", "producer", links):
                await session.send(packed)
            if not await led.fetchval(NOTE, noted, position):
                return
            noted = position
            self.meter.sent.inc(count)
