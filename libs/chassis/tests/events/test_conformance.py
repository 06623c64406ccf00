"""PLT-6: both drivers of the event log pass the one suite."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from headrace_chassis.database import Database
from headrace_chassis.events.bus import Bus
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_chassis.events.relay import Relay
from headrace_chassis.events.tail import Tail
from headrace_testkit.conformance import EventLogConformance

pytest.register_assert_rewrite("headrace_testkit.conformance")


class TestPostgresBus(EventLogConformance):
    @pytest.fixture
    def driver(self):
        @asynccontextmanager
        async def reading_the_log(url: str, sender: Database) -> AsyncIterator[Bus]:
            bus = PostgresBus(lambda _: url)
            sender._on_told = lambda: bus.poke("api-gateway")
            yield bus
            await bus.stop()

        return reading_the_log


class TestMemoryBus(EventLogConformance):
    @pytest.fixture
    def driver(self):
        @asynccontextmanager
        async def fed_by_a_relay(url: str, sender: Database) -> AsyncIterator[Bus]:
            bus = MemoryBus()
            async with asyncpg.create_pool(url, min_size=1, max_size=4, server_settings={"app.tenant": "*"}) as pool:
                tail = Tail("api-gateway", pool)
                await tail.start()
                sender._on_told = tail.poke
                carrying = asyncio.create_task(Relay(tail, pool, bus.publish).run())
                yield bus
                carrying.cancel()
                await asyncio.gather(carrying, return_exceptions=True)
                await tail.stop()

        return fed_by_a_relay
