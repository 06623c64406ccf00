"""PLT-7: a service started on the database of a newer version says so, and changes nothing in it."""

from __future__ import annotations

import asyncpg
import pytest
from alembic.script import ScriptDirectory

from headrace_chassis.migrations import NewerDatabase, OlderDatabase, check, migrate
from headrace_chassis.migrations.revisions import known_revisions
from headrace_chassis.migrations.runner import config_for
from headrace_testkit.databases import OWNER, empty_database

TABLES = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2"


@pytest.fixture
async def database(postgres):
    async with empty_database(postgres) as name:
        connection = await asyncpg.connect(postgres.url(name, OWNER))
        yield name, postgres.url(name, OWNER), connection
        await connection.close()


async def test_a_newer_service_is_refused_before_even_the_chassis_is_brought_up_to_date(database):
    name, url, connection = database
    await connection.execute(
        "CREATE TABLE alembic_version (version_num text); INSERT INTO alembic_version VALUES ('0099')"
    )
    before = await connection.fetch(TABLES)
    with pytest.raises(NewerDatabase) as refusal:
        await migrate(url, "headrace_orders.migrations")
    words = str(refusal.value)
    assert name in words
    assert "service tables are at revision 0099" in words
    assert "knows 0001 to " in words
    assert "Nothing was changed" in words
    assert await connection.fetch(TABLES) == before


async def test_a_newer_chassis_is_refused_too(database):
    _, url, connection = database
    await migrate(url, "headrace_orders.migrations")
    await connection.execute("UPDATE alembic_version_chassis SET version_num = 'chassis_0099'")
    before = await connection.fetch(TABLES)
    with pytest.raises(NewerDatabase, match="chassis tables are at revision chassis_0099"):
        await migrate(url, "headrace_orders.migrations")
    assert await connection.fetch(TABLES) == before


async def test_a_database_that_is_up_to_date_is_left_as_it_is(database):
    _, url, connection = database
    await migrate(url, "headrace_orders.migrations")
    before = await connection.fetch(TABLES)
    await migrate(url, "headrace_orders.migrations")
    assert await connection.fetch(TABLES) == before


async def test_a_process_that_may_not_migrate_looks_whether_its_database_fits(database):
    name, url, connection = database
    package = "headrace_orders.migrations"
    with pytest.raises(OlderDatabase, match=f"{name} is older than this build: its chassis tables are not there"):
        await check(url, package)
    await migrate(url, package)
    await check(url, package)
    await connection.execute("UPDATE alembic_version SET version_num = '0099'")
    with pytest.raises(NewerDatabase, match="service tables are at revision 0099"):
        await check(url, package)


def test_the_revisions_are_those_that_alembic_finds():
    for known in known_revisions("headrace_orders.migrations"):
        script = ScriptDirectory.from_config(config_for(None, known.versions, known.table))
        assert list(known.revisions) == [each.revision for each in script.walk_revisions()][::-1]
