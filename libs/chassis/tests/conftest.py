"""The probe service at work on a database of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import asyncpg
import pytest_asyncio

from headrace_chassis.clock import Clock
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.grants import settle
from headrace_chassis.migrations import tenancy
from headrace_chassis.runtime import Running
from headrace_testkit.bench import START, ServiceBench, looking_into, runtime_on
from headrace_testkit.databases import OWNER, migrated_database

from . import probe

NOTE = """
    CREATE TABLE note (id text, tenant text, version int NOT NULL, body jsonb NOT NULL, author text NOT NULL,
                       PRIMARY KEY (tenant, id))
"""


@pytest_asyncio.fixture(loop_scope="session")
async def start_probe(postgres, issuer) -> AsyncIterator:
    """Start replicas of the probe on one database: `async with start_probe() as bench`."""
    async with migrated_database(postgres, None) as name:
        owner = await asyncpg.connect(postgres.url(name, OWNER))
        for statement in (NOTE, *tenancy.guarded("note"), *tenancy.all_acts("note", tenancy.of_tenant())):
            await owner.execute(statement)
        await settle(owner)
        await owner.close()
        clock = Clock(anchor=START)
        yield lambda: _probe_on(name, postgres, issuer, clock)


@asynccontextmanager
async def _probe_on(name, postgres, issuer, clock: Clock) -> AsyncIterator[ServiceBench]:
    bus = MemoryBus()
    runtime = replace(runtime_on(postgres, name, issuer, bus), clock=clock)
    running = await Running.started(probe.service, runtime)
    try:
        async with looking_into(postgres.url(name)) as looking:
            yield ServiceBench(running, bus, issuer, looking)
    finally:
        await running.stop()
        runtime.compute.close()


@pytest_asyncio.fixture(loop_scope="session")
async def bench(start_probe) -> AsyncIterator[ServiceBench]:
    async with start_probe() as bench:
        yield bench
