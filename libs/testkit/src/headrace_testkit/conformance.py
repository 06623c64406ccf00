"""The suite that a driver of the event log passes or not.

A driver's test module subclasses `EventLogConformance` and gives the fixture `driver`: a context manager that, for a
sender's database, yields a bus on which that sender's events can be heard. Consumers and databases are the real ones.
"""

from __future__ import annotations

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import asyncpg
import pytest
import pytest_asyncio

from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_chassis.clock import Clock
from headrace_chassis.database import Database
from headrace_chassis.events import consumer as consumers
from headrace_chassis.events import dead_letters, parking
from headrace_chassis.events.bus import Bus, service_of
from headrace_chassis.events.cause import Because
from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.handlers import HandlerTable, hears, hears_batch
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.tx import EVERYONE, Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE
from headrace_testkit.databases import APP, OWNER, migrated_database
from headrace_testkit.waiting import until

TOPIC = OrganisationRegistered.topic
SENDER_TABLES = "CREATE TABLE aggregate (key text PRIMARY KEY, number int NOT NULL)"
NEXT_NUMBER = """
    INSERT INTO aggregate VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET number = aggregate.number + 1 RETURNING number
"""
HEARER_TABLES = """
    CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY, key text NOT NULL, number int NOT NULL);
    CREATE TABLE read_model (key text PRIMARY KEY, number int NOT NULL, currency text);
    CREATE TABLE plant (plant text PRIMARY KEY);
"""
KEEP = """
    INSERT INTO read_model (key, number) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET number = excluded.number
"""
Driver = Callable[[str, Database], AbstractAsyncContextManager[Bus]]


@dataclass
class Moods:
    """What the handlers do besides their work, set by each test."""

    before: Callable[[OrganisationRegistered], Awaitable[None]] | None = None
    after: Callable[[OrganisationRegistered], Awaitable[None]] | None = None
    tells: bool = False
    keeping: Callable[[OrganisationRegistered], Awaitable[None]] | None = None
    calls: list[int] = field(default_factory=list)


def effect_handler(moods: Moods) -> Callable[..., Awaitable[None]]:
    @hears(OrganisationRegistered)
    async def effect(event: OrganisationRegistered, tx: Tx) -> None:
        if moods.before:
            await moods.before(event)
        await tx.raw.execute("INSERT INTO effect (key, number) VALUES ($1, $2)", event.key, int(event.name))
        if moods.tells:
            tx.tell(event)
        if moods.after:
            await moods.after(event)

    return effect


def handlers(moods: Moods) -> HandlerTable:
    @hears_batch(OrganisationRegistered, read_model=True)
    async def read_model(events: list[OrganisationRegistered], tx: Tx) -> None:
        moods.calls.append(len(events))
        rows = [(event.key, int(event.name)) for event in events]
        await tx.raw.executemany(KEEP, rows)

    return HandlerTable([SimpleNamespace(effect=effect_handler(moods), read_model=read_model)])  # type: ignore[list-item]


class Sender:
    """A service whose aggregates are counters: each change tells the next number of its key."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def tell(
        self, key: str, *, pause: float = 0.0, rolled_back: bool = False, because: Because | None = None
    ) -> None:
        try:
            async with self.database.transaction("acme", because=because) as tx:
                number = await tx.raw.fetchval(NEXT_NUMBER, key)
                await asyncio.sleep(pause)
                tx.tell(OrganisationRegistered(organisation=key, name=str(number), role="customer", currency="EUR"))
                if rolled_back:
                    await tx.append_told()
                    raise RolledBack
        except RolledBack:
            pass

    async def tell_something_else(self) -> None:
        async with self.database.transaction("acme") as tx:
            tx.tell(PlantRegistered(plant="p", organisation="o", name="P", time_zone="UTC"))


class RolledBack(Exception):
    pass


class Hearer:
    """A service that listens, on a database of its own."""

    def __init__(self, group: str, database: Database, bus: Bus) -> None:
        self.group = group
        self.database = database
        self.bus = bus
        self.moods = Moods()
        self.build: Callable[[Moods], HandlerTable] = handlers
        self.running: list[Consumer] = []

    async def start(self) -> Consumer:
        one = Consumer(self.group, self.database, self.bus, self.build(self.moods))
        await one.start()
        self.running.append(one)
        return one

    async def stop(self) -> None:
        await asyncio.gather(*(one.stop() for one in self.running))
        self.running.clear()

    async def rows(self, sql: str, *values: object) -> list[asyncpg.Record]:
        async with self.database.transaction(EVERYONE) as tx:
            return await tx.raw.fetch(sql, *values)  # type: ignore[no-any-return]

    async def effects(self) -> dict[str, list[int]]:
        """Key -> numbers in the order in which they took effect."""
        heard: dict[str, list[int]] = defaultdict(list)
        for row in await self.rows("SELECT key, number FROM effect ORDER BY id"):
            heard[row["key"]].append(row["number"])
        return dict(heard)

    async def parked(self) -> list[tuple[str, str]]:
        return [
            (row["key"], row["state"]) for row in await self.rows("SELECT key, state FROM parked_event ORDER BY id")
        ]


def up_to(number: int) -> list[int]:
    return list(range(1, number + 1))


class EventLogGround:
    """A sender and a hearer on the bus of the fixture `driver`."""

    @pytest_asyncio.fixture(loop_scope="session")
    async def sender(self, postgres: EmbeddedPostgres) -> AsyncIterator[Sender]:
        async with scratch(postgres, SENDER_TABLES) as (database, url):
            sender = Sender(database)
            sender.url = url  # type: ignore[attr-defined]
            yield sender

    @pytest_asyncio.fixture(loop_scope="session")
    async def bus(self, driver: Driver, sender: Sender) -> AsyncIterator[Bus]:
        async with driver(sender.url, sender.database) as bus:  # type: ignore[attr-defined]
            yield bus

    @pytest_asyncio.fixture(loop_scope="session")
    async def hearer(self, postgres: EmbeddedPostgres, bus: Bus) -> AsyncIterator[Hearer]:
        async with scratch(postgres, HEARER_TABLES) as (database, _):
            hearer = Hearer("hearer", database, bus)
            yield hearer
            await hearer.stop()

    @pytest.fixture(autouse=True)
    def quick_retries(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(parking, "PAUSES", (timedelta(seconds=0.1), timedelta(seconds=0.2)))
        monkeypatch.setattr(consumers, "LOOK_FOR_PARKED", 0.05)
        monkeypatch.setattr(consumers, "LOOK_FOR_PAST", 0.05)


class EventLogConformance(EventLogGround):
    """Subclass it, and give the fixture `driver`."""

    async def test_concurrent_writers_lose_nothing_and_keep_the_order_of_each_key(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        await hearer.start()
        chance = random.Random(7)
        keys = [f"k{n}" for n in range(8)]

        async def writer() -> None:
            for _ in range(15):
                pause, back = chance.choice([0, 0, 0.002, 0.03]), chance.random() < 0.2
                await sender.tell(chance.choice(keys), pause=pause, rolled_back=back)

        await asyncio.gather(*(writer() for _ in range(12)))
        async with sender.database.transaction(EVERYONE) as tx:
            expected = {r["key"]: up_to(r["number"]) for r in await tx.raw.fetch("SELECT * FROM aggregate")}
        await until(lambda: same(hearer.effects, expected))

    async def test_a_slow_transaction_is_not_overtaken_by_the_reader(self, sender: Sender, hearer: Hearer) -> None:
        await hearer.start()
        slow = asyncio.create_task(sender.tell("slow", pause=0.4))
        await asyncio.sleep(0.05)
        for _ in range(20):
            await sender.tell("quick")
        await slow
        await until(lambda: same(hearer.effects, {"slow": [1], "quick": up_to(20)}))

    async def test_events_of_other_types_are_passed_over(self, sender: Sender, hearer: Hearer) -> None:
        await hearer.start()
        await sender.tell_something_else()
        await sender.tell("a")
        await until(lambda: same(hearer.effects, {"a": [1]}))

    async def test_who_did_it_and_the_event_that_caused_it_go_with_what_follows_parked_or_not(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        fails = iter([True])

        async def fail_once(event: OrganisationRegistered) -> None:
            if event.key == "b" and next(fails, False):
                raise ValueError("not yet")

        hearer.moods.before, hearer.moods.tells = fail_once, True
        await hearer.start()
        await sender.tell("a", because=Because("planner@acme", "request:aa"))
        await sender.tell("b", because=Because("buyer@acme", "request:bb"))
        await sender.tell("c")
        await until(lambda: same(hearer.effects, {key: [1] for key in "abc"}))
        told = await hearer.rows("SELECT key, actor, cause FROM event_log ORDER BY key")
        async with sender.database.transaction(EVERYONE) as tx:
            caused = await tx.raw.fetch("SELECT key, id, actor, cause FROM event_log ORDER BY key")
        assert [row["actor"] for row in caused] == ["planner@acme", "buyer@acme", "service:"]
        assert [row["cause"] for row in caused] == ["request:aa", "request:bb", ""]
        names = [f"{service_of(TOPIC)}:{row['id']}" for row in caused]
        assert [(row["actor"], row["cause"]) for row in told] == [
            (row["actor"], name) for row, name in zip(caused, names, strict=True)
        ]

    async def test_a_crash_between_effect_and_commit_repeats_the_event_and_has_one_effect(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        crashes = iter([True, True, False])

        async def crash(_: OrganisationRegistered) -> None:
            if next(crashes, False):
                raise ConnectionResetError("the database went away")

        hearer.moods.after = crash
        await hearer.start()
        await sender.tell("a")
        await sender.tell("a")
        await until(lambda: same(hearer.effects, {"a": [1, 2]}))
        assert await hearer.parked() == []

    async def test_a_consumer_that_starts_again_goes_on_where_it_stopped(self, sender: Sender, hearer: Hearer) -> None:
        await hearer.start()
        await sender.tell("a")
        await until(lambda: same(hearer.effects, {"a": [1]}))
        await hearer.stop()
        await sender.tell("a")
        await hearer.start()
        await until(lambda: same(hearer.effects, {"a": [1, 2]}))

    async def test_every_group_hears_everything(
        self, postgres: EmbeddedPostgres, bus: Bus, sender: Sender, hearer: Hearer
    ) -> None:
        async with scratch(postgres, HEARER_TABLES) as (database, _):
            other = Hearer("other", database, bus)
            await hearer.start()
            await sender.tell("a")
            await other.start()
            await sender.tell("a")
            await until(lambda: same(hearer.effects, {"a": [1, 2]}))
            await until(lambda: same(other.effects, {"a": [1, 2]}))
            await other.stop()

    async def test_two_replicas_of_a_group_have_each_effect_once(self, sender: Sender, hearer: Hearer) -> None:
        await hearer.start()
        await hearer.start()
        for _ in range(40):
            await asyncio.gather(*(sender.tell(key) for key in "abc"))
        await until(lambda: same(hearer.effects, {key: up_to(40) for key in "abc"}))

    async def test_a_slow_consumer_holds_up_nobody(
        self, postgres: EmbeddedPostgres, bus: Bus, sender: Sender, hearer: Hearer
    ) -> None:
        async def dawdle(_: OrganisationRegistered) -> None:
            await asyncio.sleep(0.4)

        async with scratch(postgres, HEARER_TABLES) as (database, _):
            slow = Hearer("slow", database, bus)
            slow.moods.before = dawdle
            await slow.start()
            await hearer.start()
            for _ in range(4):
                await sender.tell("a")
            await until(lambda: same(hearer.effects, {"a": up_to(4)}))
            assert not await same(slow.effects, {"a": up_to(4)})
            await until(lambda: same(slow.effects, {"a": up_to(4)}))
            await slow.stop()

    async def test_lag_is_what_is_told_and_not_heard(self, sender: Sender, hearer: Hearer, bus: Bus) -> None:
        for _ in range(3):
            await sender.tell("a")

        async def told() -> bool:
            return await all_told(bus) >= 3

        await until(told)
        assert await all_told(bus) == 3
        await hearer.start()
        await until(lambda: same(hearer.effects, {"a": [1, 2, 3]}))
        (row,) = await hearer.rows("SELECT sum(next_offset) AS heard FROM inbox_progress WHERE topic = $1", TOPIC)
        assert row["heard"] == 3

    async def test_a_poison_event_stops_only_its_key_and_is_heard_in_order_once_mended(
        self, sender: Sender, hearer: Hearer
    ) -> None:
        broken = True

        async def poison(event: OrganisationRegistered) -> None:
            if broken and event.key == "bad" and event.name == "2":
                raise ValueError("can't be understood")

        hearer.moods.before = poison
        for _ in range(3):
            await sender.tell("bad")
            await sender.tell("good")
        await hearer.start()
        await until(lambda: same(hearer.effects, {"bad": [1], "good": [1, 2, 3]}))
        await until(lambda: same(hearer.parked, [("bad", "dead"), ("bad", "behind")]))
        await sender.tell("bad")
        await until(lambda: same(hearer.parked, [("bad", "dead"), ("bad", "behind"), ("bad", "behind")]))
        broken = False
        await settle(hearer, dead_letters.redrive)
        await until(lambda: same(hearer.effects, {"bad": [1, 2, 3, 4], "good": [1, 2, 3]}))
        assert await hearer.parked() == []
        (act,) = await hearer.rows("SELECT action, actor, reason FROM dead_letter_audit")
        assert tuple(act) == ("redrive", "ops", "mended")

    async def test_a_fault_that_passes_is_retried_without_a_person(self, sender: Sender, hearer: Hearer) -> None:
        failures = iter([True, True])

        async def falter(_: OrganisationRegistered) -> None:
            if next(failures, False):
                raise ValueError("not yet")

        hearer.moods.before = falter
        await sender.tell("a")
        await sender.tell("a")
        await hearer.start()
        await until(lambda: same(hearer.effects, {"a": [1, 2]}))
        await until(lambda: same(hearer.parked, []))

    async def test_a_dropped_event_lets_the_next_of_its_key_have_its_turn(self, sender: Sender, hearer: Hearer) -> None:
        async def poison(event: OrganisationRegistered) -> None:
            if event.name == "1":
                raise ValueError("never")

        hearer.moods.before = poison
        await sender.tell("a")
        await sender.tell("a")
        await hearer.start()
        await until(lambda: same(hearer.parked, [("a", "dead"), ("a", "behind")]))
        await settle(hearer, dead_letters.drop)
        await until(lambda: same(hearer.effects, {"a": [2]}))

    async def test_a_replay_rebuilds_read_models_and_has_no_other_effect(self, sender: Sender, hearer: Hearer) -> None:
        running = await hearer.start()
        for key in "ab":
            await sender.tell(key)
        await until(lambda: same(hearer.effects, {"a": [1], "b": [1]}))
        await hearer.rows("DELETE FROM read_model RETURNING key")
        await running.replay_topic(TOPIC, 0, None)
        await sender.tell("a")
        await until(lambda: same(hearer.effects, {"a": [1, 2], "b": [1]}))

        async def rebuilt() -> bool:
            rows = await hearer.rows("SELECT key, number FROM read_model ORDER BY key")
            return [tuple(row) for row in rows] == [("a", 2), ("b", 1)]

        await until(rebuilt)
        assert await hearer.effects() == {"a": [1, 2], "b": [1]}

    async def test_a_replay_may_begin_at_a_moment(self, sender: Sender, hearer: Hearer) -> None:
        running = await hearer.start()
        await sender.tell("old")
        await asyncio.sleep(0.05)
        since = clock.wall()
        await sender.tell("new")
        await until(lambda: same(hearer.effects, {"old": [1], "new": [1]}))
        await hearer.rows("DELETE FROM read_model RETURNING key")
        await running.replay_topic(TOPIC, None, since)

        async def rebuilt() -> bool:
            return [row["key"] for row in await hearer.rows("SELECT key FROM read_model")] == ["new"]

        await until(rebuilt)


async def all_told(bus: Bus) -> int:
    return sum([await bus.high_water(stream) for stream in await bus.all_streams([TOPIC])])


async def same(actual: Callable[[], Awaitable[Any]], expected: Any) -> bool:
    return bool(await actual() == expected)


async def settle(hearer: Hearer, act: Callable[..., Awaitable[object]]) -> None:
    actor = Principal("ops", "Ops", PLATFORM, frozenset({PLATFORM_ROLE}))
    async with hearer.database.transaction(EVERYONE, actor=actor) as tx:
        (dead,) = await dead_letters.listed(tx, dead_letters.Wanted(state="dead"), after=0, limit=10)
        await act(tx, dead.id, actor="ops", reason="mended")


@asynccontextmanager
async def scratch(postgres: EmbeddedPostgres, tables: str) -> AsyncIterator[tuple[Database, str]]:
    """A database with the chassis' tables and some of the test's own, dropped at the end."""
    async with migrated_database(postgres, None) as name:
        owner = await asyncpg.connect(postgres.url(name, OWNER))
        await owner.execute(tables)
        await owner.close()
        database = Database(postgres.url(name, APP), Clock())
        try:
            yield database, postgres.url(name, APP)
        finally:
            await database.close()
