"""PLT-5, PLT-9: a service's database has an owner role and an app role bound by row-level security."""

import asyncio

import asyncpg
import pytest

from headrace_chassis.grants import TAKEN, grant_use
from headrace_chassis.postgres import ForeignDatabase, RoleTooPowerful, ensure_database

TENANT_TABLE = """
CREATE TABLE parcel (id bigint GENERATED ALWAYS AS IDENTITY, tenant text NOT NULL);
CREATE FUNCTION parcels() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM parcel';
ALTER TABLE parcel ENABLE ROW LEVEL SECURITY;
ALTER TABLE parcel FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON parcel USING (tenant = nullif(current_setting('app.tenant', true), ''));
"""


class Session:
    def __init__(self, url: str, **settings: str) -> None:
        self._url, self._settings = url, settings

    async def __aenter__(self) -> asyncpg.Connection:
        self._connection = await asyncpg.connect(self._url, server_settings=self._settings)
        return self._connection

    async def __aexit__(self, *_: object) -> None:
        await self._connection.close()


@pytest.fixture(scope="session")
async def parcels(server) -> str:
    await ensure_database(server.admin_url, "parcels", owner_role="parcels_owner", app_role="parcels_app")
    async with Session(server.url("parcels", "parcels_owner")) as owner:
        await owner.execute(TENANT_TABLE)
    async with Session(server.url("parcels")) as admin:
        await admin.execute("INSERT INTO parcel (tenant) VALUES ('ours'), ('theirs')")
    return server.url("parcels", "parcels_app")


async def test_many_processes_may_ensure_the_same_at_once(server):
    def once(name: str):
        return ensure_database(server.admin_url, name, owner_role="many_owner", app_role="many_app")

    await asyncio.gather(*(once(name) for name in ("many_a", "many_b") * 4))
    await once("many_a")
    async with Session(server.url("many_b", "many_app")) as app:
        assert await app.fetchval("SELECT current_database()") == "many_b"


async def test_names_are_quoted(server):
    await ensure_database(server.admin_url, 'a "b"-c', owner_role="Owner's", app_role='app "x"')
    async with Session(server.url('a "b"-c', 'app "x"')) as app:
        assert await app.fetchval("SELECT current_user") == 'app "x"'


async def test_the_app_role_uses_what_the_owner_makes(parcels):
    async with Session(parcels, **{"app.tenant": "new"}) as app:
        await app.execute("INSERT INTO parcel (tenant) VALUES ('new')")
        await app.execute("UPDATE parcel SET tenant = tenant")
        assert await app.fetchval("SELECT parcels()") == 1
        await app.execute("DELETE FROM parcel")
        assert await app.fetchval("SELECT parcels()") == 0


@pytest.mark.parametrize(("tenant", "seen"), [("", 0), ("ours", 1), ("theirs", 1)])
async def test_the_app_role_sees_only_its_tenant(parcels, tenant, seen):
    async with Session(parcels, **{"app.tenant": tenant}) as app:
        assert await app.fetchval("SELECT count(*) FROM parcel") == seen


@pytest.mark.parametrize(
    "attempt",
    [
        "SET row_security = off; SELECT * FROM parcel",
        "ALTER TABLE parcel DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own ON parcel",
        "SET ROLE parcels_owner",
        "SET ROLE postgres",
        "ALTER ROLE parcels_app BYPASSRLS",
        "INSERT INTO parcel (tenant) VALUES ('theirs')",
        "CREATE TABLE mine (id int)",
        "CREATE DATABASE mine",
        "TRUNCATE parcel",
        "COPY parcel TO PROGRAM 'cat'",
    ],
)
async def test_the_app_role_cannot_get_round_row_level_security(parcels, attempt):
    async with Session(parcels, **{"app.tenant": "ours"}) as app:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute(attempt)


async def test_the_database_is_closed_to_other_roles(server, parcels):
    await ensure_database(server.admin_url, "elsewhere", owner_role="else_owner", app_role="else_app")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(server.url("parcels", "else_app"))


@pytest.mark.parametrize("power", ["SUPERUSER", "BYPASSRLS", "CREATEDB", "IN ROLE mighty_owner", "IN ROLE postgres"])
async def test_an_app_role_with_too_much_power_is_refused(server, power):
    async with Session(server.admin_url) as admin:
        await admin.execute("DROP ROLE IF EXISTS mighty; DROP ROLE IF EXISTS mighty_owner")
        await admin.execute(f"CREATE ROLE mighty_owner; CREATE ROLE mighty {power}")
    with pytest.raises(RoleTooPowerful, match="role mighty has"):
        await ensure_database(server.admin_url, "mighty", owner_role="mighty_owner", app_role="mighty")
    with pytest.raises(RoleTooPowerful, match="both owner and app"):
        await ensure_database(server.admin_url, "mighty", owner_role="mighty", app_role="mighty")


async def test_a_database_of_another_owner_is_left_alone(server):
    with pytest.raises(ForeignDatabase, match="belongs to role postgres"):
        await ensure_database(server.admin_url, "postgres", owner_role="late_owner", app_role="late_app")


async def test_a_server_of_the_users_own_needs_no_superuser(server):
    async with Session(server.admin_url) as admin:
        await admin.execute("CREATE ROLE landlord LOGIN CREATEDB CREATEROLE")
        for role in TAKEN:  # others are here already, and made them
            await admin.execute(f"GRANT {role} TO landlord WITH ADMIN TRUE")
    url = server.url("postgres", "landlord")
    for _ in range(2):
        await ensure_database(url, "let", owner_role="let_owner", app_role="let_app")
    async with Session(server.url("let", "landlord"), role="let_owner") as owner:
        await owner.execute(TENANT_TABLE)
    async with Session(server.url("let", "landlord"), role="let_app") as app:
        assert await app.fetchval("SELECT parcels()") == 0
        assert await app.fetchval("SELECT row_security_active('parcel')")


async def test_an_owner_without_rights_over_the_server_lets_its_app_in_and_nobody_else(server):
    async with Session(server.admin_url) as admin:
        for role in ("cars_owner", "cars_app", "stranger"):
            await admin.execute(f"CREATE ROLE {role} LOGIN")
        await admin.execute("CREATE DATABASE cars OWNER cars_owner")
    owner_url, app_url = server.url("cars", "cars_owner"), server.url("cars", "cars_app")
    for _ in range(2):
        await grant_use(owner_url, app_url)
    async with Session(owner_url) as owner:
        await owner.execute("CREATE TABLE car (id int)")
    async with Session(app_url) as app:
        await app.execute("INSERT INTO car VALUES (1)")
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await app.execute("DROP TABLE car")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(server.url("cars", "stranger"))
