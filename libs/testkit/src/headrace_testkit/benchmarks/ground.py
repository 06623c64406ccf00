"""Where the benchmarks run: a durable PostgreSQL on disk (fsync on), with a sender's and a hearer's database."""

from __future__ import annotations

import random
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg

from headrace_chassis import clock
from headrace_chassis.clock import Clock
from headrace_chassis.database import Database
from headrace_chassis.events import log
from headrace_chassis.grants import FOR_THE_PLATFORM
from headrace_chassis.migrations import migrate
from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.databases import APP, OWNER

SENDER = "CREATE TABLE aggregate (key text PRIMARY KEY, number int NOT NULL)"
HEARER = "CREATE TABLE effect (key text NOT NULL, number int NOT NULL)"
EVERYONE = {"app.tenant": "*", "role": FOR_THE_PLATFORM}


@dataclass
class Place:
    """`told` is called after each commit that stored events. `admin_url` is the superuser's."""

    url: str
    admin_url: str
    database: Database
    pool: asyncpg.Pool[Any]
    told: Callable[[], None] = lambda: None

    async def close(self) -> None:
        await self.database.close()
        await self.pool.close()


class Ground:
    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server

    @asynccontextmanager
    async def place(self, tables: str, service: str | None = None) -> AsyncIterator[Place]:
        """A fresh database with the tables of the chassis and of a service (its migrations), and `tables`."""
        name = f"bench_{random.randrange(2**48):x}"
        await ensure_database(self._server.admin_url, name, owner_role=OWNER, app_role=APP)
        await migrate(self._server.url(name, OWNER), service)
        owner = await asyncpg.connect(self._server.url(name, OWNER))
        await owner.execute(tables)
        await log.make_day_partitions(owner, clock.wall().date())
        await owner.close()
        url = self._server.url(name, APP)
        pool = await asyncpg.create_pool(url, min_size=32, max_size=32, server_settings=EVERYONE)
        place = Place(url, self._server.url(name), Database(url, Clock(), on_told=lambda: place.told()), pool)  # noqa: PLW0108 - it changes
        try:
            yield place
        finally:
            await place.close()


@asynccontextmanager
async def ground() -> AsyncIterator[Ground]:
    with tempfile.TemporaryDirectory(prefix="headrace-bench-") as folder:
        async with EmbeddedPostgres(Path(folder) / "pg") as server:
            yield Ground(server)


def event(key: str, number: int) -> OrganisationRegistered:
    return OrganisationRegistered(organisation=key, name=str(number), role="customer", currency="EUR")


def new_event(key: str, number: int) -> log.NewEvent:
    one = event(key, number)
    because = ("planner@acme", f"request:{number:032x}")
    return log.NewEvent(one.event_type, key, "acme", "", number, clock.wall(), "", one.to_wire(), *because)


async def filled(place: Place, events: int) -> None:
    """Append `events` settled events over 100 keys."""
    async with place.pool.acquire() as connection:
        for start in range(0, events, 1000):
            batch = [new_event(f"k{n % 100}", n) for n in range(start, min(start + 1000, events))]
            await log.append(connection, batch)
