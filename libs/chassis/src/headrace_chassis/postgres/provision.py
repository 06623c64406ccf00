import asyncpg

from headrace_chassis.grants import TAKEN, grant, quoted
from headrace_chassis.postgres.errors import ForeignDatabase, RoleTooPowerful

PROVISION_LOCK = 0x68656164_72616365  # "headrace"

HAS_PASSWORD = "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)"
TAKES = "SELECT pg_has_role($1, $2, 'SET') AND NOT pg_has_role($1, $2, 'USAGE')"
MAY_PASS_ROW_SECURITY = """
SELECT EXISTS (
    SELECT FROM pg_roles AS held
    WHERE pg_has_role($1, held.oid, 'MEMBER')
      AND (held.rolsuper OR held.rolbypassrls OR held.rolcreatedb OR held.rolcreaterole OR held.rolreplication
           OR held.rolname = $2)
)
"""


async def ensure_database(admin_url: str, name: str, *, owner_role: str, app_role: str, app_password: str = "") -> None:
    """Makes the database and its two roles as they should be; may be repeated, by several processes at once.

    The owner role migrates and owns the tables. The app role may use what the owner makes, bound by row-level
    security: in the roles of grants.py, which it takes. The owner has no password; a role that is not superuser and
    creates both becomes a member of both, so that over --database-url it can `SET ROLE`.
    """
    if owner_role == app_role:
        raise RoleTooPowerful(f"{app_role} cannot be both owner and app role: owners pass row-level security")
    admin = await asyncpg.connect(admin_url)
    try:
        await admin.fetchval("SELECT pg_advisory_lock($1)", PROVISION_LOCK)
        await _ensure_role(admin, owner_role)
        await _ensure_role(admin, app_role)
        await _ensure_taken(admin, app_role)
        await _refuse_powerful(admin, app_role, owner_role)
        if app_password:
            await admin.execute(await admin.fetchval(HAS_PASSWORD, app_role, app_password))
        await _ensure_database(admin, name, owner_role)
        await _grant(admin_url, name, owner_role, app_role)
    finally:
        await admin.close()


async def _ensure_role(admin: asyncpg.Connection, role: str, login: str = "LOGIN") -> None:
    if await admin.fetchval("SELECT true FROM pg_roles WHERE rolname = $1", role):
        return
    async with admin.transaction():
        await admin.execute(
            f"CREATE ROLE {quoted(role)} {login} NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
        )
        if not await admin.fetchval("SELECT rolsuper FROM pg_roles WHERE rolname = current_user"):
            await admin.execute(f"GRANT {quoted(role)} TO CURRENT_USER")


async def _ensure_taken(admin: asyncpg.Connection, app_role: str) -> None:
    """In a role that it has not taken the app role has no part."""
    for role in TAKEN:
        await _ensure_role(admin, role, login="NOLOGIN")
        if not await admin.fetchval(TAKES, app_role, role):
            await admin.execute(f"GRANT {role} TO {quoted(app_role)} WITH INHERIT FALSE, SET TRUE")


async def _refuse_powerful(admin: asyncpg.Connection, app_role: str, owner_role: str) -> None:
    if await admin.fetchval(MAY_PASS_ROW_SECURITY, app_role, owner_role):
        raise RoleTooPowerful(
            f"role {app_role} has, itself or through a role it is a member of, the rights of {owner_role}, "
            "SUPERUSER, BYPASSRLS, CREATEDB, CREATEROLE or REPLICATION: take them away with ALTER ROLE or "
            "REVOKE, or name another role"
        )


async def _ensure_database(admin: asyncpg.Connection, name: str, owner_role: str) -> None:
    owner = await admin.fetchval("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = $1", name)
    if owner == owner_role:
        return
    if owner is not None:
        raise ForeignDatabase(
            f"database {name} belongs to role {owner}: name another database, or run "
            f"ALTER DATABASE {quoted(name)} OWNER TO {quoted(owner_role)}"
        )
    await admin.execute(f"CREATE DATABASE {quoted(name)} OWNER {quoted(owner_role)} TEMPLATE template0 ENCODING 'UTF8'")


async def _grant(admin_url: str, name: str, owner_role: str, app_role: str) -> None:
    connection = await asyncpg.connect(admin_url, database=name)
    try:
        async with connection.transaction():
            await connection.execute(f"SET LOCAL ROLE {quoted(owner_role)}")
            await grant(connection, app_role)
    finally:
        await connection.close()
