"""A sender with its relay, and members of groups, on the real broker."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_chassis.events.kafka.publisher import KafkaPublisher
from headrace_chassis.events.relay import Relay
from headrace_testkit.conformance import SENDER_TABLES, Hearer, Sender, scratch
from headrace_testkit.waiting import until

KEYS = [f"k{n}" for n in range(24)]


@asynccontextmanager
async def telling(postgres, settings):
    async with scratch(postgres, SENDER_TABLES) as (database, url), relaying(settings, url) as relay:
        database._on_told = relay.poke
        sender = Sender(database)
        sender.url, sender.relay = url, relay
        yield sender


@asynccontextmanager
async def relaying(settings, url):
    relay = Relay("api-gateway", url, KafkaPublisher(settings))
    await relay.start()
    try:
        yield relay
    finally:
        await relay.stop()


@asynccontextmanager
async def member(settings, database, name="", group="hearer"):
    bus = KafkaBus(settings, name)
    hearer = Hearer(group, database, bus)
    try:
        yield hearer
    finally:
        await hearer.stop()
        await bus.stop()


async def follows(consumer, streams: int) -> None:
    async def given() -> bool:
        return len(consumer.streams) == streams

    await until(given)


async def tell_all(sender, times: int = 1) -> None:
    for _ in range(times):
        await asyncio.gather(*(sender.tell(key) for key in KEYS))
