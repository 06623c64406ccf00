"""How long it takes until 10,000 dead letters have had their effect, each once and in the order of its key."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from types import SimpleNamespace

from headrace_chassis.events import dead_letters
from headrace_chassis.events.handlers import HandlerTable, hears
from headrace_chassis.events.retry import Retries
from headrace_chassis.meters import ConsumerMeter
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.benchmarks.figures import Figure, in_turns
from headrace_testkit.benchmarks.ground import Ground, Place, new_event

LETTERS, KEYS = 10_000, 1000
PLAIN = 1000
EFFECT = "CREATE TABLE effect (nth bigserial, key text NOT NULL, number int NOT NULL)"
KEEP = "INSERT INTO effect (key, number) VALUES ($1, $2)"
OPEN = "INSERT INTO inbox_progress (topic, partition) VALUES ($1, 0)"
PARK = """
    INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                              occurred_at, traceparent, data, state, attempts, next_try, error)
    SELECT $1, 0, n, gen_random_uuid(), $2, 'api-gateway', key, 'acme', '', 1, now(), '', data,
           CASE WHEN n <= $5 THEN 'dead' ELSE 'behind' END, 5, now(), 'ValueError: not yet'
      FROM unnest($3::text[], $4::bytea[]) WITH ORDINALITY AS given (key, data, n)
"""
NEXT = "SELECT id, key, data FROM parked_event ORDER BY position LIMIT 1 FOR UPDATE"
WRONG = """
    SELECT count(*) FROM (
        SELECT key, array_agg(number ORDER BY nth) AS heard, array_agg(number ORDER BY number) AS told, count(*)
          FROM effect GROUP BY key
    ) AS keys WHERE heard <> told OR count <> $1
"""


@hears(OrganisationRegistered)
async def by_one(event: OrganisationRegistered, tx: Tx) -> None:
    await tx.raw.execute(KEEP, event.key, int(event.name))


async def figures(ground: Ground) -> AsyncIterator[Figure]:
    async with ground.place(EFFECT) as place:
        taken = await in_turns(rounds=2, redriven=lambda: _redriven(place), plainly=lambda: _plainly(place))
    name = "dead letters: 10,000 redriven, one effect each, in order"
    yield Figure(name, taken["redriven"], "s", taken["plainly"], 10)


async def _all_dead(place: Place) -> None:
    """The first event of each key is dead, the others are behind it."""
    for table in ("effect", "parked_event", "inbox_progress"):
        await place.pool.execute(f"DELETE FROM {table}")
    events = [new_event(f"k{n % KEYS}", n // KEYS) for n in range(LETTERS)]
    topic, type_ = OrganisationRegistered.topic, OrganisationRegistered.event_type
    await place.pool.execute(OPEN, topic)
    await place.pool.execute(PARK, topic, type_, [e.key for e in events], [e.data for e in events], KEYS)


async def _redriven(place: Place) -> float:
    await _all_dead(place)
    table = HandlerTable([SimpleNamespace(handler=by_one)])  # type: ignore[list-item]
    retries = Retries("bench", place.database, table, ConsumerMeter("bench"))
    began = time.perf_counter()
    async with place.database.transaction(EVERYONE) as tx:
        await dead_letters.redrive_many(tx, None, None, actor="bench", reason="mended")
    while await retries.hear_due():
        pass
    seconds = time.perf_counter() - began
    wrong = await place.pool.fetchval(WRONG, LETTERS // KEYS)
    assert wrong == 0, f"{wrong} keys were heard twice, not wholly or out of order"
    return seconds


async def _plainly(place: Place) -> float:
    """What one writes without rounds: a transaction for each letter; the time that all would take."""
    await _all_dead(place)
    began = time.perf_counter()
    async with place.pool.acquire() as connection:
        for _ in range(PLAIN):
            async with connection.transaction():
                letter = await connection.fetchrow(NEXT)
                one = OrganisationRegistered.from_wire(letter["data"])
                await connection.execute(KEEP, one.key, int(one.name))
                await connection.execute("DELETE FROM parked_event WHERE id = $1", letter["id"])
    return (time.perf_counter() - began) * LETTERS / PLAIN
