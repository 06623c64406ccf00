"""A service on the test bench: call it over HTTP as anybody, let it hear events, see what it told."""

from __future__ import annotations

import asyncio
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import httpx
from sqlalchemy import event as engine_event

from headrace_chassis import trace
from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.compute import Compute
from headrace_chassis.due import DueWork
from headrace_chassis.events.bus import Stream, topic_of
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.runtime import Running, Runtime
from headrace_chassis.service import Service
from headrace_chassis.tx import EVERYONE
from headrace_contracts.event import Event
from headrace_contracts.organisations import PLATFORM, PLATFORM_ROLE
from headrace_testkit.databases import APP, OWNER, migrated_database
from headrace_testkit.waiting import patience, until

E = TypeVar("E", bound=Event)
START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
ALL = 2**62
NOTHING_DUE = "SELECT WHERE NOT EXISTS (SELECT FROM deadline WHERE next_try IS NULL AND due_at <= $1)"


class ServiceBench:
    def __init__(self, running: Running, bus: MemoryBus, issuer: DevelopmentIssuer, looking: asyncpg.Pool) -> None:
        self.running = running
        self.clock = running.runtime.clock
        self._bus = bus
        self._issuer = issuer
        self._looking = looking
        self._told_so_far = 0

    def client(
        self, *roles: str, tenant: str = "acme", user: str = "tester", plants: Sequence[str] | None = None
    ) -> httpx.AsyncClient:
        """A browser of somebody with these roles, in all plants or some; POSTs get a fresh Idempotency-Key unless one
        is given."""
        token = self._issuer.token(user, user.title(), tenant, roles, plants)
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.running.app),
            base_url="http://test",
            headers={"Authorization": f"Bearer {token}"},
            event_hooks={"request": [_add_idempotency_key]},
        )

    def platform(self, user: str = "tester") -> httpx.AsyncClient:
        """Somebody of those who run the platform."""
        return self.client(PLATFORM_ROLE, tenant=PLATFORM, user=user)

    async def hear(self, *events: Event, tenant: str = "acme") -> None:
        """Deliver events as if their services had told them, and wait until this one has heard them."""
        for event in events:
            await self.deliver(self.envelope(event, tenant))
        await self.caught_up()

    def envelope(self, event: Event, tenant: str = "acme", *, position: int = 0) -> Envelope:
        self._told_so_far += 1
        return Envelope(
            id=str(uuid.uuid4()),
            type=event.event_type,
            source=event.topic,
            key=event.key,
            tenant=tenant,
            plant=getattr(event, "plant", ""),
            version=0,
            time=self.clock.now(),
            traceparent=trace.traceparent(),
            data=event.to_wire(),
            position=position or self._told_so_far,
        )

    async def deliver(self, *envelopes: Envelope) -> None:
        await self._bus.publish(envelopes)

    async def caught_up(self) -> None:
        """Wait until everything delivered so far has been heard or parked, by read models too."""
        async with patience():
            while not await self._all_heard():  # noqa: ASYNC110 - the database is what changes
                await asyncio.sleep(0.01)

    async def _all_heard(self) -> bool:
        rows = await self.query("SELECT topic, partition, next_offset FROM inbox_progress")
        known = {Stream(r["topic"], r["partition"]): r["next_offset"] for r in rows}
        assert self.running.consumer is not None
        for topic in self.running.consumer.topics:
            stream = Stream(topic, 0)
            if known.get(stream, -1) < await self._bus.high_water(stream):
                return False
        return not await self.query("SELECT FROM read_model_past")

    async def told(self, kind: type[E], *, tenant: str | None = None) -> list[E]:
        """The events of one kind that the service has told so far, in order."""
        rows = await self.query("SELECT tenant, data FROM event_log WHERE type = $1 ORDER BY id", kind.event_type)
        return [kind.from_wire(row["data"]) for row in rows if tenant in (None, row["tenant"])]

    async def told_types(self) -> list[str]:
        rows = await self.query("SELECT type FROM event_log ORDER BY id")
        return [row["type"].rpartition(".")[2] for row in rows]

    async def parked(self) -> list[str]:
        """Why each event that could not be heard, or waits behind such a one, is parked, in their order."""
        return [row["error"] for row in await self.query("SELECT error FROM parked_event ORDER BY id")]

    async def hear_parked(self) -> None:
        """Try now what waits for its next try."""
        await self.query("UPDATE parked_event SET next_try = now() - interval '1 day'")
        assert self.running.consumer is not None
        await self.running.consumer.retry_due()

    async def turn_of_timers(self) -> None:
        """Every timer has a turn now, and what is due then has been done, or has failed."""
        assert self.running.database is not None
        for timer in self.running.service.timers:
            async with self.running.database.transaction(EVERYONE) as tx:
                await timer.usecase(tx)
        await DueWork(self.running.database, self.running.service.deadlines).do_due()
        await until(lambda: self.query(NOTHING_DUE, self.clock.now()))

    async def measured(self) -> dict[str, float]:
        """What Prometheus is told of the business now, by name and labels as in its text."""
        assert self.running.measures is not None
        await self.running.measures.refresh()
        names = tuple(measure.name for measure in self.running.service.measures)
        lines = (await self.client().get("/metrics")).text.splitlines()
        found = (line.rpartition(" ") for line in lines if line.startswith(names))
        return {name: float(figure) for name, _, figure in found}

    def looking(self) -> AbstractAsyncContextManager[asyncpg.Connection]:
        """A connection of its superuser, past row-level security."""
        return self._looking.acquire()  # type: ignore[no-any-return]

    async def query(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """Look into the database as its superuser, past row-level security."""
        return await self._looking.fetch(sql, *values)  # type: ignore[no-any-return]

    @contextmanager
    def statements(self) -> Iterator[list[str]]:
        """What the service says to its database meanwhile: how often tells work by sets from work row by row."""
        said: list[str] = []
        with self.watched(lambda statement, _: said.append(statement)):
            yield said

    @contextmanager
    def watched(self, note: Callable[[str, Sequence[object]], None]) -> Iterator[None]:
        """`note` is told each statement of the service to its database, with its values."""

        def by_hand(record: Any) -> None:
            note(record.query, record.args)

        def watch(connection: Any, *_: Any) -> None:
            connection.driver_connection.add_query_logger(by_hand)

        def leave(connection: Any, *_: Any) -> None:
            if connection is not None:
                connection.driver_connection.remove_query_logger(by_hand)

        def by_engine(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
            note(statement, values)

        assert self.running.database is not None
        engine = self.running.database.engine.sync_engine
        listeners = (("checkout", watch), ("checkin", leave), ("before_cursor_execute", by_engine))
        for name, listener in listeners:
            engine_event.listen(engine, name, listener)
        try:
            yield
        finally:
            for name, listener in listeners:
                engine_event.remove(engine, name, listener)

    @property
    def topic(self) -> str:
        return topic_of(self.running.service.name)


async def _add_idempotency_key(request: httpx.Request) -> None:
    if request.method == "POST":
        request.headers.setdefault("Idempotency-Key", str(uuid.uuid4()))


@asynccontextmanager
async def serving(
    service: Service, postgres: EmbeddedPostgres, issuer: DevelopmentIssuer
) -> AsyncIterator[ServiceBench]:
    async with migrated_database(postgres, service.migrations) as name:
        bus = MemoryBus()
        with tempfile.TemporaryDirectory(prefix="headrace-data-") as folder:
            runtime = runtime_on(postgres, name, issuer, bus)
            runtime = replace(runtime, data_dir=Path(folder), compute=_compute(), issuer=issuer)
            running = await Running.started(service, runtime)
            try:
                async with looking_into(postgres.url(name)) as looking:
                    yield ServiceBench(running, bus, issuer, looking)
            finally:
                await running.stop()


def runtime_on(postgres: EmbeddedPostgres, database: str, issuer: DevelopmentIssuer, bus: MemoryBus) -> Runtime:
    """For a service on a database made for a test."""
    return Runtime(
        owner_url=lambda _: postgres.url(database, OWNER),
        app_url=lambda _: postgres.url(database, APP),
        bus=bus,
        clock=Clock(anchor=START),
        verifier=TokenVerifier(ISSUER, issuer.keys),
        data_dir=Path(tempfile.gettempdir()),
    )


def looking_into(database: str) -> asyncpg.Pool:
    """Few connections, made when they are wanted and kept: a test looks again and again until something is there."""
    return asyncpg.create_pool(database, min_size=0, max_size=4, statement_cache_size=0)


_shared: list[Compute] = []


def end_shared_worker() -> None:
    """Its memory is given back; who wants it next starts it anew."""
    while _shared:
        _shared.pop().close()


def _compute() -> Compute:
    if not _shared:
        _shared.append(Compute())
    return _shared[0]
