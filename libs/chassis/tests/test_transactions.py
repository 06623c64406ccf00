"""PLT-6: one use case is one transaction: whole, in its organisation's name, on a connection fit for work."""

from __future__ import annotations

import asyncio

import asyncpg
import pytest
from sqlalchemy import text

from headrace_chassis.database import RolledBack
from headrace_chassis.numbers import next_number
from headrace_chassis.tx import EVERYONE

TENANT = text("SELECT current_setting('app.tenant')")
OPEN = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in trans%'"
END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


async def test_an_organisation_may_be_called_anything(bench):
    for tenant in ("acme", "d'Oro', false); DROP TABLE note; --", 'a "b" \\ c', EVERYONE, ""):
        async with bench.running.database.transaction(tenant) as tx:
            assert (await tx.execute(TENANT)).scalar_one() == tenant


async def test_a_snapshot_does_not_see_what_is_committed_meanwhile(bench):
    seen = "SELECT count(*) FROM number_series"
    async with bench.running.database.transaction("acme", snapshot=True) as tx:
        async with bench.running.database.transaction("acme") as other:
            await next_number(other, "SO")
        assert await tx.raw.fetchval(seen) == 0
    async with bench.running.database.transaction("acme") as tx:
        assert await tx.raw.fetchval(seen) == 1


async def test_an_error_swallowed_inside_is_not_taken_for_a_commit(bench):
    async def careless() -> None:
        async with bench.running.database.transaction("acme") as tx:
            await next_number(tx, "SO")
            with pytest.raises(asyncpg.UndefinedTableError):
                await tx.raw.execute("SELECT * FROM nowhere")

    with pytest.raises(RolledBack):
        await careless()
    async with bench.running.database.transaction("acme") as tx:
        assert await next_number(tx, "SO") == "SO-000001"


async def test_work_that_is_cancelled_leaves_nothing_open(bench):
    async def slow() -> None:
        async with bench.running.database.transaction("acme") as tx:
            await next_number(tx, "SO")
            await tx.raw.execute("SELECT pg_sleep(60)")

    tasks = [asyncio.create_task(slow()) for _ in range(4)]
    await asyncio.sleep(0.3)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert [row["n"] for row in await bench.query(OPEN)] == [0]
    async with bench.running.database.transaction("acme") as tx:
        assert await next_number(tx, "SO") == "SO-000001"


async def test_connections_that_the_server_ended_are_replaced_before_they_are_used(bench):
    async with bench.running.database.transaction("acme"):
        pass
    await bench.query(END_OTHERS)
    await asyncio.sleep(0.1)
    async with bench.running.database.transaction("acme") as tx:
        assert await next_number(tx, "SO") == "SO-000001"
