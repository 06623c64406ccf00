"""PLT-5, PLT-9: a database whose policies were for everybody gets those of each role, and a replica of the version
before, which works in the role that it logs in as, goes on meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from sqlalchemy.pool import NullPool

from headrace_chassis import clock
from headrace_chassis.database import engine_of
from headrace_chassis.events.log import append, make_day_partitions
from headrace_chassis.grants import FOR_A_TENANT, FOR_THE_PLATFORM
from headrace_chassis.migrations import migrate
from headrace_chassis.migrations.revisions import known_revisions
from headrace_chassis.migrations.runner import ONE_AT_A_TIME, config_for
from headrace_chassis.postgres import ensure_database
from headrace_testkit.benchmarks.ground import new_event
from headrace_testkit.databases import OWNER, empty_database

TENANT = "nullif(current_setting('app.tenant', true), '')"
BOTH = f"tenant = {TENANT} OR customer = {TENANT} OR {TENANT} = '*'"
AS_BEFORE = f"""
    CREATE TABLE parcel (id int, tenant text, customer text);
    CREATE TABLE weighed (id int, tenant text, customer text);
    CREATE TABLE stored (id int, tenant text, plant text);
    ALTER TABLE stored ENABLE ROW LEVEL SECURITY;
    ALTER TABLE stored FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant_rows ON stored USING (tenant = {TENANT} OR {TENANT} = '*');
    ALTER TABLE parcel ENABLE ROW LEVEL SECURITY;
    ALTER TABLE parcel FORCE ROW LEVEL SECURITY;
    ALTER TABLE weighed ENABLE ROW LEVEL SECURITY;
    ALTER TABLE weighed FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant_rows ON parcel USING ({BOTH});
    CREATE POLICY add_rows ON weighed FOR INSERT WITH CHECK ({BOTH});
    CREATE POLICY read_rows ON weighed FOR SELECT USING ({BOTH});
    SELECT set_config('app.tenant', '*', false);
    INSERT INTO parcel VALUES (1, 'acme', 'globex'), (2, 'globex', 'initech');
    INSERT INTO weighed SELECT * FROM parcel;
    INSERT INTO stored VALUES (1, 'acme', 'north'), (2, 'acme', 'south'), (3, 'acme', NULL), (4, 'acme', '');
"""
IDS = "SELECT array_agg(id ORDER BY id) FROM "


@pytest_asyncio.fixture(loop_scope="session")
async def divided(postgres) -> AsyncIterator[str]:
    """The login's URL of a database that had parcels before there were roles to take."""
    name = f"parcels_{uuid4().hex[:12]}"
    async with empty_database(postgres, name):
        await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role=f"{name}_app")
        engine = engine_of(postgres.url(name, OWNER), poolclass=NullPool)
        async with ONE_AT_A_TIME, engine.connect() as connection:
            await connection.run_sync(_upgrade, "chassis_0006")
        await engine.dispose()
        owner = await asyncpg.connect(postgres.url(name, OWNER))
        await owner.execute(AS_BEFORE)
        await owner.close()
        await migrate(postgres.url(name, OWNER), None)
        yield postgres.url(name, f"{name}_app")


def _upgrade(connection, revision: str) -> None:
    from alembic import command

    chassis = known_revisions(None)[0]
    command.upgrade(config_for(connection, chassis.versions, chassis.table), revision)
    connection.commit()


async def seen(url: str, tenant: str, role: str, table: str, **settings: str) -> list[int] | None:
    taken = {"app.tenant": tenant, "role": role} | {f"app.{name}": value for name, value in settings.items()}
    connection = await asyncpg.connect(url, server_settings=taken)
    try:
        return await connection.fetchval(IDS + table)
    finally:
        await connection.close()


async def test_rows_are_seen_in_each_role_and_by_a_replica_of_before(divided):
    for table in ("parcel", "weighed"):
        for role in (FOR_A_TENANT, "none"):
            assert await seen(divided, "acme", role, table) == [1]
            assert await seen(divided, "globex", role, table) == [1, 2]
            assert await seen(divided, "initech", role, table) == [2]
            assert await seen(divided, "", role, table) is None
        assert await seen(divided, "*", FOR_THE_PLATFORM, table) == [1, 2]
        assert await seen(divided, "*", FOR_A_TENANT, table) is None
        assert await seen(divided, "*", "none", table) == [1, 2]


async def test_rows_of_plants_are_seen_by_who_works_for_them_and_by_a_replica_of_before(divided):
    for role in (FOR_A_TENANT, "none"):
        assert await seen(divided, "acme", role, "stored") == [1, 2, 3, 4]
    assert await seen(divided, "acme", FOR_A_TENANT, "stored", plants="\nnorth\nwest") == [1, 3, 4]
    assert await seen(divided, "acme", FOR_A_TENANT, "stored", plants="\n") == [3, 4]
    assert await seen(divided, "*", FOR_THE_PLATFORM, "stored", plants="\nnorth") == [1, 2, 3, 4]


async def test_all_may_write_as_before_and_what_stays_still_stays(divided):
    for role in (FOR_A_TENANT, FOR_THE_PLATFORM, "none"):
        tenant = "*" if role == FOR_THE_PLATFORM else "acme"
        connection = await asyncpg.connect(divided, server_settings={"app.tenant": tenant, "role": role})
        await connection.execute("INSERT INTO weighed VALUES (1, 'acme', 'globex')")
        assert await connection.execute("UPDATE parcel SET customer = 'globex' WHERE id = 1") == "UPDATE 1"
        for attempt in ("UPDATE weighed SET id = 3", "DELETE FROM weighed"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(attempt)
        await connection.close()


async def test_a_replica_of_before_sends_the_events_of_all(divided):
    connection = await asyncpg.connect(divided, server_settings={"app.tenant": "*"})
    await make_day_partitions(connection, clock.wall().date())
    await append(connection, [new_event("k", 1)])
    assert await connection.fetchval("SELECT count(*) FROM event_log") == 1
    assert await connection.fetchval("SELECT any_parked('topic', 0)") is False
    await connection.close()
