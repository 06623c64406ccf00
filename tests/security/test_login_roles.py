"""PLT-5, PLT-9: a service logs in as a role of its own that owns nothing, makes nothing and leads nowhere else, on the
embedded PostgreSQL and on one that is given; and nothing that it does spoils a backup."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from headrace_chassis import clock
from headrace_chassis.events.log import append, make_day_partitions
from headrace_chassis.faults import is_passing
from headrace_chassis.grants import FOR_THE_PLATFORM, TAKEN
from headrace_chassis.migrations import migrate
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.serving import named_service
from headrace_chassis.serving.settings import url_of
from headrace_cli import databases
from headrace_cli.backup import restoring, taking
from headrace_cli.databases import Databases, NoDatabase
from headrace_cli.place import Server
from headrace_testkit.benchmarks.ground import new_event

SERVICES = ["orders", "traceability"]
DATABASES = [databases.database_name(service) for service in SERVICES]
MIGHT = f"""
    SELECT rolname FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')
       AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb OR rolreplication
            OR rolname NOT IN (session_user, {", ".join(map(repr, TAKEN))}))
"""
OWNED = f"""
    SELECT classid::regclass, objid FROM pg_shdepend
     WHERE refclassid = 'pg_authid'::regclass AND deptype = 'o'
       AND refobjid IN (session_user::regrole, {", ".join(f"'{role}'::regrole" for role in TAKEN)})
"""
TAKE = f"SET ROLE {FOR_THE_PLATFORM}"
LEADS_ON = [
    "SET ROLE NONE",
    "RESET ROLE",
    "SET SESSION AUTHORIZATION DEFAULT",
    "RESET SESSION AUTHORIZATION",
    "DISCARD ALL",
]
REFUSED = [
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE mine (id int)",
    "CREATE VIEW mine AS SELECT 1 AS one",
    "CREATE SCHEMA mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE SEQUENCE mine",
    "CREATE TYPE mine AS ENUM ('a')",
    "CREATE PUBLICATION mine FOR ALL TABLES",
    "CREATE ROLE mine",
    "CREATE DATABASE mine",
    "ALTER TABLE event_log DISABLE ROW LEVEL SECURITY",
    "SET ROLE headrace_owner",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "SET session_replication_role = replica",
    "COPY event_log TO PROGRAM 'cat'",
]
# What PostgreSQL lets every role do; none of it may come in the way of a backup.
LITTER = [
    "SELECT lo_from_bytea(0, 'mine')",
    "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE SELECT ON TABLES FROM PUBLIC",
]


@asynccontextmanager
async def migrated(folder: Path, database_url: str | None = None) -> AsyncIterator[Databases]:
    async with databases.databases(folder, database_url, SERVICES) as found:
        for service in SERVICES:
            await migrate(databases.owner_url(found, service), named_service(service).migrations)
        yield found


@pytest.fixture(scope="module", params=["embedded", "given by its superuser"])
async def platform(request, tmp_path_factory) -> AsyncIterator[tuple[Databases, Path]]:
    folder = tmp_path_factory.mktemp("platform")
    if request.param == "embedded":
        async with migrated(folder) as found:
            yield found, folder
        return
    async with EmbeddedPostgres(folder / "given") as server, migrated(folder / "state", server.admin_url) as found:
        yield found, folder


async def told(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, server_settings={"app.tenant": "*"})
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@asynccontextmanager
async def logged_in(platform: tuple[Databases, Path], service: str = "orders") -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(databases.service_url(platform[0], service), statement_cache_size=0)
    try:
        yield connection
    finally:
        await connection.close()


@pytest.mark.parametrize("service", SERVICES)
async def test_each_service_logs_in_as_a_role_of_its_own_without_might(platform, service):
    async with logged_in(platform, service) as app:
        expected = databases.login_role(databases.database_name(service))
        assert await app.fetchrow("SELECT session_user, current_user") == (expected, expected)
        assert await app.fetch(MIGHT) == []
        assert await app.fetch(OWNED) == []


@pytest.mark.parametrize("words", LEADS_ON)
async def test_there_is_no_role_to_go_back_to(platform, words):
    async with logged_in(platform) as app:
        before = await app.fetchrow("SELECT session_user, current_user")
        await app.execute(words)
        assert await app.fetchrow("SELECT session_user, current_user") == before
        assert await app.fetch(MIGHT) == []


@pytest.mark.parametrize("role", ["none", *TAKEN])
async def test_it_can_neither_make_anything_nor_become_another(platform, role):
    async with logged_in(platform) as app:
        await app.execute(f"SET ROLE {role}")
        for attempt in REFUSED:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await app.execute(attempt)


async def test_it_is_let_into_no_other_services_database(platform):
    found, _ = platform
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(databases.service_url(found, "orders"), database="headrace_traceability")


async def test_a_process_is_told_the_role_of_each_database_in_one_url(platform):
    found, _ = platform
    template = databases.as_template(found.for_service(databases.SOME))
    assert url_of(template, "orders") == databases.service_url(found, "orders")


async def test_what_it_leaves_behind_comes_in_the_way_of_no_backup(platform, tmp_path):
    found, folder = platform
    async with logged_in(platform, "traceability") as app:
        for litter in LITTER:
            await app.execute(litter)
        await app.execute(
            "SELECT set_config('app.tenant', '*', false), set_config('role', $1, false)", FOR_THE_PLATFORM
        )
        await make_day_partitions(app, clock.wall().date())
        await append(app, [new_event("k", n) for n in range(3)])
    server = Server(found.admin_url)
    manifest = await taking.take(server, folder, SERVICES, tmp_path / "backup")
    assert manifest.services["traceability"].rows["event_log"] == 3
    async with EmbeddedPostgres(tmp_path / "pg") as fresh:
        there = Server(fresh.admin_url)
        installed = [named_service(service) for service in SERVICES]
        with restoring.opened(tmp_path / "backup") as (source, kept):
            await restoring.restore(there, tmp_path / "state", source, kept, installed, replace=False)
        app_url = fresh.url("headrace_traceability", "headrace_traceability_app")
        await told(app_url, TAKE, "SELECT * FROM event_log", "SELECT any_parked('t', 0)")
        for attempt in ("UPDATE event_log SET key = ''", "DELETE FROM tree_head", *REFUSED):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await told(app_url, TAKE, attempt)


async def test_passwords_of_the_roles_are_made_from_that_of_the_user_and_tell_nothing_of_it(monkeypatch):
    monkeypatch.delenv("PGPASSWORD", raising=False)
    given = databases._Given("postgresql://boss:secret@db:5432/postgres?role=boss&sslmode=require")
    assert given.for_service("headrace_orders") == (
        f"postgresql://headrace_orders_app:{given.password}@db:5432/headrace_orders?sslmode=require"
    )
    assert len(given.password) == 48
    assert databases._Given("postgresql://other:secret@elsewhere/x").password == given.password
    assert databases._Given("postgresql://boss@db/x").password == ""
    monkeypatch.setenv("PGPASSWORD", "secret")
    assert databases._Given("postgresql://boss@db/x").password == given.password


async def test_a_server_that_asks_for_passwords_lets_the_roles_in_by_theirs(tmp_path):
    async with EmbeddedPostgres(tmp_path / "pg") as server:
        await told(server.admin_url, "CREATE ROLE boss LOGIN CREATEDB CREATEROLE PASSWORD 'secret'")
        rules = tmp_path / "pg" / "cluster" / "pg_hba.conf"
        rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        await told(server.admin_url, "SELECT pg_reload_conf()")
        url = server.url("postgres", "boss").replace("boss@", "boss:secret@")
        async with migrated(tmp_path / "state", url) as found, logged_in((found, tmp_path)) as app:
            assert await app.fetchval("SELECT session_user") == "headrace_orders_app"
        with pytest.raises(asyncpg.InvalidAuthorizationSpecificationError):
            await told(server.url("headrace_orders", "headrace_orders_app"), "SELECT 1")


async def test_a_server_that_lets_the_roles_in_by_no_password_says_what_to_do(tmp_path):
    async with EmbeddedPostgres(tmp_path / "pg") as server:
        rules = tmp_path / "pg" / "cluster" / "pg_hba.conf"
        rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
        await told(server.admin_url, "SELECT pg_reload_conf()")
        with pytest.raises(NoDatabase, match=r"A service may not log in: .* into PGPASSWORD"):
            async with migrated(tmp_path / "state", server.admin_url):
                pass


async def test_a_service_whose_role_is_not_there_yet_is_waited_for_like_its_database(platform):
    """As where a hearer starts before the one that it hears was ever there."""
    found, _ = platform
    with pytest.raises(asyncpg.PostgresError) as refused:
        await asyncpg.connect(databases.service_url(found, "finance"))
    assert is_passing(refused.value)
