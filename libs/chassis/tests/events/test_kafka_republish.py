"""PLT-6, PLT-8: after Kafka lost what it held, a running relay sends the log again and nobody hears an event twice."""

from __future__ import annotations

import asyncpg

from headrace_chassis.events import republish
from headrace_testkit.conformance import same, up_to
from headrace_testkit.waiting import until

from .conftest import TOPIC, delete_topic, make_topic
from .kafka_ground import KEYS, member, tell_all


async def as_the_endpoint_does(sender) -> int:
    async with sender.database.transaction("*") as tx:
        after = await republish.wind_back(tx.raw, 0)
    async with sender.database.transaction("*") as tx:
        await republish.end_leader(tx.raw)
    return after


async def test_a_lost_topic_is_filled_again_by_the_relay_that_runs(sender, settings, database):
    async with member(settings, database) as hearer:
        await hearer.start()
        await tell_all(sender, 2)
        await until(lambda: same(hearer.effects, {key: up_to(2) for key in KEYS}))
        await hearer.stop()
        await tell_all(sender)  # nobody hears these before they are lost
        await until(lambda: sent(sender, 3 * len(KEYS)))
        await delete_topic(settings)
        await make_topic(settings)
        assert await hearer.rows("SELECT 1 FROM inbox_progress WHERE next_offset > 0 LIMIT 1")
        async with hearer.database.transaction("*") as tx:
            assert await republish.forget_offsets(tx.raw, TOPIC) > 0
        assert await as_the_endpoint_does(sender) == 0
        await hearer.start()
        await until(lambda: same(hearer.effects, {key: up_to(3) for key in KEYS}))
        await tell_all(sender)
        await until(lambda: same(hearer.effects, {key: up_to(4) for key in KEYS}))


async def sent(sender, events: int) -> bool:
    connection = await asyncpg.connect(sender.url)
    try:
        return await connection.fetchval("SELECT position FROM relay_progress") >= events
    finally:
        await connection.close()
