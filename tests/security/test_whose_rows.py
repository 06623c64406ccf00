"""PLT-5, PLT-9: every row of every service is guarded by row-level security, those in partitions too; what is promised
to stay can't be changed by the role that a service works with."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta

import asyncpg
import pytest

from headrace_chassis import clock
from headrace_chassis.events.log import append, make_day_partitions
from headrace_chassis.grants import FOR_A_TENANT, FOR_THE_PLATFORM
from headrace_chassis.postgres import ensure_database
from headrace_chassis.serving import named_service
from headrace_chassis.tx import EVERYONE, role_for
from headrace_cli.embedded import installed_services
from headrace_testkit.benchmarks.ground import new_event
from headrace_testkit.databases import APP, OWNER, migrated_database

WITHOUT_ROWS_OF_ORGANISATIONS = {
    "inbox_progress": "how far a service has heard each topic",
    "stored_form": "which forms of documents a service stores",
    "read_model_past": "how far a read model has heard the past of a topic",
    "relay_progress": "how far a service has sent its log",
    "timer": "when each timer runs next",
    "alembic_version": "the revision of the service's tables",
    "alembic_version_chassis": "the revision of the chassis' tables",
}
UNGUARDED = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
       AND NOT (relrowsecurity AND relforcerowsecurity)
"""
OTHER_SCHEMAS = """
    SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE relkind IN ('r', 'p') AND nspname NOT IN ('public', 'pg_catalog', 'information_schema', 'pg_toast')
"""
GUARDED = """
    SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relrowsecurity
"""
ACTS = ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE"]
RIGHTS = """
    SELECT relname, ARRAY(SELECT act FROM unnest($2::text[]) act WHERE has_table_privilege($1::text, c.oid, act)) AS may
      FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
"""
PARTITIONS = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'event_log'::regclass"
SECOND_COLUMN = "SELECT attname FROM pg_attribute WHERE attrelid = $1::text::regclass AND attnum = 2"
MAY_ADD_AND_READ = "SELECT has_table_privilege($1, 'SELECT') AND has_table_privilege($1, 'INSERT')"
STAYS = {
    "api-gateway": ["dead_letter_audit", "event_log"],
    "equipment": ["refused_record", "telemetry_point"],
    "finance": ["journal_entry", "posting"],
    "logistics": ["movement"],
    "traceability": ["log_key", "merkle_node", "trace_event", "tree_head"],
}


WITH_DATABASE = [service.name for service in installed_services() if service.store is not None]


def database_of(name: str, postgres) -> AbstractAsyncContextManager[str]:
    return migrated_database(postgres, named_service(name).migrations)


@asynccontextmanager
async def connected(url: str, tenant: str = "*", role: str = "none") -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url, server_settings={"app.tenant": tenant, "role": role})
    try:
        yield connection
    finally:
        await connection.close()


def working(url: str, tenant: str = "*"):
    """As a transaction of a service works for this tenant."""
    return connected(url, tenant, role_for(tenant))


@pytest.mark.parametrize("name", WITH_DATABASE)
async def test_every_table_and_every_partition_is_guarded(name, postgres):
    async with database_of(name, postgres) as database, connected(postgres.url(database, OWNER)) as owner:
        await make_day_partitions(owner, clock.wall().date())
        unguarded = {row["relname"] for row in await owner.fetch(UNGUARDED)}
        assert unguarded == WITHOUT_ROWS_OF_ORGANISATIONS.keys()
        assert await owner.fetch(OTHER_SCHEMAS) == []


@pytest.fixture
async def logged(postgres) -> AsyncIterator[str]:
    """A database whose log holds an event of `acme`, with partitions that the service made itself."""
    async with database_of("api-gateway", postgres) as database:
        async with working(postgres.url(database, APP)) as app:
            await make_day_partitions(app, clock.wall().date())
            await append(app, [new_event("k", 1)])
        yield database


@pytest.mark.parametrize(("tenant", "seen"), [("", 0), ("rival", 0), ("acme", 1), ("*", 1)])
async def test_through_the_log_an_organisation_sees_its_own_events(logged, postgres, tenant, seen):
    async with working(postgres.url(logged, APP), tenant) as app:
        assert await app.fetchval("SELECT count(*) FROM event_log") == seen


async def test_a_tenant_that_calls_itself_everyone_sees_nobody(logged, postgres):
    async with connected(postgres.url(logged, APP), EVERYONE, FOR_A_TENANT) as app:
        assert await app.fetchval("SELECT count(*) FROM event_log") == 0


@pytest.mark.parametrize("tenant", ["", "rival", "acme", "*"])
async def test_who_logged_in_and_took_no_role_reaches_no_row_of_anybody(logged, postgres, tenant):
    async with connected(postgres.url(logged, APP), tenant) as app, connected(postgres.url(logged)) as admin:
        guarded = [row["relname"] for row in await admin.fetch(GUARDED)]
        assert len(guarded) > 5
        for table in guarded:
            for attempt in (f"SELECT * FROM {table}", f"DELETE FROM {table}"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await app.execute(attempt)


@pytest.mark.parametrize("name", WITH_DATABASE)
async def test_for_the_platform_a_service_may_what_it_may_for_a_tenant_and_no_more(name, postgres):
    async with database_of(name, postgres) as database, connected(postgres.url(database)) as admin:
        tenants, platforms = [dict(await admin.fetch(RIGHTS, role, ACTS)) for role in (FOR_A_TENANT, FOR_THE_PLATFORM)]
        assert {table for table, may in platforms.items() if may != tenants[table]} == {"dead_letter_audit"}
        assert sum(map(bool, platforms.values())) > 10


@pytest.mark.parametrize("tenant", ["", "rival", "acme", "*"])
async def test_a_partition_of_the_log_shows_the_application_nothing(logged, postgres, tenant):
    async with working(postgres.url(logged, APP), tenant) as app:
        partitions = [row[0] for row in await app.fetch(PARTITIONS)]
        assert len(partitions) > 5
        for partition in partitions:
            for attempt in (f"SELECT * FROM {partition}", f"DELETE FROM {partition}", f"TRUNCATE {partition}"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await app.execute(attempt)


@pytest.mark.parametrize(("tenant", "seen"), [("", 0), ("rival", 0), ("acme", 1), ("*", 1)])
async def test_a_partition_shows_its_owner_no_more_than_the_log_does(logged, postgres, tenant, seen):
    async with connected(postgres.url(logged, OWNER), tenant) as owner:
        assert await owner.fetchval(f"SELECT count(*) FROM event_log_{clock.wall():%Y%m%d}") == seen


@pytest.mark.parametrize("days", [-4000, -32, 32, 4000])
async def test_nobody_fills_the_log_with_partitions_of_days_to_come(logged, postgres, days):
    async with working(postgres.url(logged, APP)) as app:
        with pytest.raises(asyncpg.RaiseError, match="within 31 days"):
            await app.execute("SELECT make_event_log_partition($1)", clock.wall().date() + timedelta(days=days))


@pytest.mark.parametrize("tenant", ["acme", "*"])
@pytest.mark.parametrize("name", STAYS)
async def test_what_was_written_to_stay_can_neither_be_changed_nor_taken_away(name, tenant, postgres):
    async with database_of(name, postgres) as database, working(postgres.url(database, APP), tenant) as app:
        for table in STAYS[name]:
            column = await app.fetchval(SECOND_COLUMN, table)
            for attempt in (f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await app.execute(attempt)
            if table != "dead_letter_audit" or tenant == EVERYONE:
                assert await app.fetchval(MAY_ADD_AND_READ, table)


async def test_the_application_can_read_its_revision_and_not_write_it(logged, postgres):
    async with working(postgres.url(logged, APP)) as app:
        assert await app.fetchval("SELECT version_num FROM alembic_version")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("UPDATE alembic_version SET version_num = '9999'")


async def test_another_role_that_takes_over_has_the_rights_of_the_one_before(postgres):
    """As when a database of before gets a login role of its own."""
    async with database_of("finance", postgres) as name:
        await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role="taken_over_app")
        async with connected(postgres.url(name)) as admin:
            before, after = [dict(await admin.fetch(RIGHTS, role, ACTS)) for role in (APP, "taken_over_app")]
            assert before == after
            assert sum(map(bool, after.values())) == len(WITHOUT_ROWS_OF_ORGANISATIONS)
