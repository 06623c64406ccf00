"""PLT-6, PLT-8: one relay leads; another takes over when it dies or freezes, and learns of news from all replicas."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest_asyncio

from headrace_chassis.events import leadership, tail
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.events.relay import Relay
from headrace_testkit.conformance import SENDER_TABLES, Sender, same, scratch, up_to
from headrace_testkit.waiting import until

from .kafka_ground import KEYS, member, relaying, tell_all

SCRIPT = Path(__file__).with_name("relay_process.py")
HOLDERS = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND granted"


@pytest_asyncio.fixture(loop_scope="session")
async def place(postgres):
    """A sender without a relay, and its database's URL."""
    async with scratch(postgres, SENDER_TABLES) as (database, url):
        yield Sender(database), url


@asynccontextmanager
async def relay_in_a_process(url, settings):
    process = await asyncio.create_subprocess_exec(sys.executable, str(SCRIPT), url, settings.bootstrap)
    try:
        await until(lambda: someone_leads(url))
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def someone_leads(url) -> bool:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(HOLDERS, leadership.LOCK) == 1
    finally:
        await connection.close()


async def test_a_frozen_leader_is_replaced_and_wakes_up_without_harm(place, settings, topic, database, monkeypatch):
    monkeypatch.setattr(leadership, "FROZEN_AFTER", 3.0)
    sender, url = place
    async with relay_in_a_process(url, settings) as frozen, member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))
        async with relaying(settings, url):
            await asyncio.sleep(1)
            await tell_all(sender)
            frozen.send_signal(signal.SIGSTOP)
            await tell_all(sender, 2)
            await until(lambda: same(hearer.effects, {key: up_to(4) for key in KEYS}))
            frozen.send_signal(signal.SIGCONT)
            await tell_all(sender, 3)
            await until(lambda: same(hearer.effects, {key: up_to(7) for key in KEYS}))
            assert await someone_leads(url)


async def test_a_killed_leader_is_replaced(place, settings, topic, database):
    sender, url = place
    async with (
        relay_in_a_process(url, settings) as leader,
        relaying(settings, url),
        member(settings, database) as hearer,
    ):
        await hearer.start()
        leader.kill()
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: [1] for key in KEYS}))


async def test_a_replica_that_does_not_lead_passes_the_word_on(place, monkeypatch):
    monkeypatch.setattr(tail, "POLL", 60.0)
    sender, url = place
    bus = MemoryBus()
    leader, other = Relay("api-gateway", url, bus), Relay("api-gateway", url, bus)
    await leader.start()
    await until(lambda: leads(leader))
    await other.start()
    sender.database._on_told = other.poke
    await asyncio.sleep(0.2)
    began = time.monotonic()
    await sender.tell("a")
    (stream,) = await bus.all_streams(["headrace.api_gateway.v1"])
    assert await bus.beyond(stream, 0, 10)
    assert time.monotonic() - began < tail.POLL / 2
    assert not await leads(other)
    await asyncio.gather(leader.stop(), other.stop())


async def leads(relay) -> bool:
    return relay._tail is not None
