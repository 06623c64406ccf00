"""What the roles that a service works with may do in the service's database.

It logs in as a role of its own, which may do nothing but take one of two others: within a transaction it works as
`FOR_A_TENANT`, whose policies show the rows of one organisation, or as `FOR_THE_PLATFORM`, whose policies show all. On
each table a role may do what the table's policies for it are for: a table without a policy for changes can only be
appended to. Tables without rows of organisations are for all three. Partitions are used through their table, and which
revision a database is at can be read.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import unquote, urlsplit

import asyncpg

FOR_A_TENANT, FOR_THE_PLATFORM = "headrace_tenant", "headrace_platform"
OF_PLANTS = "of_plants"
"""The policy that leaves out rows of plants that somebody does not work for."""
TAKEN = (FOR_A_TENANT, FOR_THE_PLATFORM)
MAY = """
    CASE WHEN c.relispartition THEN false
         WHEN c.relname LIKE 'alembic_version%' THEN act = 'SELECT'
         WHEN c.relrowsecurity
         THEN EXISTS (SELECT FROM pg_policy
                       WHERE polrelid = c.oid AND polcmd::text IN ('*', translate(left(act, 1), 'SIUD', 'rawd'))
                         AND polpermissive AND polroles && ARRAY[0, other]::oid[])
         ELSE true END
"""
OURS = "c.relnamespace = 'public'::regnamespace AND pg_get_userbyid(c.relowner) = current_user"
ROLES = "unnest($1::regrole[]::oid[]) other"
LACKING = f"""
    SELECT format('GRANT %s ON %s TO %s', act, c.oid::regclass, other::regrole)
      FROM pg_class c, {ROLES}, unnest('{{SELECT,INSERT,UPDATE,DELETE}}'::text[]) act
     WHERE {OURS} AND c.relkind IN ('r', 'p') AND {MAY} AND NOT has_table_privilege(other, c.oid, act)
     UNION ALL
    SELECT format('GRANT USAGE, SELECT ON SEQUENCE %s TO %s', c.oid::regclass, other::regrole) FROM pg_class c, {ROLES}
     WHERE {OURS} AND CASE c.relkind WHEN 'S' THEN NOT has_sequence_privilege(other, c.oid, 'USAGE') END
     UNION ALL
    SELECT format('GRANT EXECUTE ON FUNCTION %s TO %s', p.oid::regprocedure, other::regrole) FROM pg_proc p, {ROLES}
     WHERE p.pronamespace = 'public'::regnamespace AND pg_get_userbyid(p.proowner) = current_user
       AND NOT has_function_privilege(other, p.oid, 'EXECUTE')
"""
BEYOND = f"""
    SELECT format('REVOKE %s ON %s FROM %s', act, c.oid::regclass,
                  CASE other WHEN 0 THEN 'PUBLIC' ELSE other::regrole::text END)
      FROM pg_class c, aclexplode(c.relacl) AS held (grantor, other, act, grantable)
     WHERE {OURS} AND c.relkind IN ('r', 'p') AND other <> c.relowner AND NOT {MAY}
"""


async def grant_use(owner_url: str, app_url: str) -> None:
    """As the owner, let the user of `app_url` use what the owner makes from now on, and shut everybody else out.

    Does nothing where both are one user: then the roles were made by `ensure_database`.
    """
    owner, app = user_of(owner_url), user_of(app_url)
    if not app or app == owner:
        return
    connection = await asyncpg.connect(owner_url)
    try:
        async with connection.transaction():
            await grant(connection, app)
    finally:
        await connection.close()


async def grant(connection: asyncpg.Connection, app_role: str) -> None:
    """Run by the owner, inside a transaction."""
    database, app = quoted(await connection.fetchval("SELECT current_database()")), quoted(app_role)
    roles = ", ".join(map(quoted, (app_role, *TAKEN)))
    await connection.execute(
        f"""
        REVOKE ALL ON DATABASE {database} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {database} TO {app};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {roles};
        ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {roles};
        ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {roles};
        ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {roles};
        ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {roles};
        """
    )
    await _execute_each(connection, await connection.fetch(LACKING, [quoted(app_role), *TAKEN]))


async def settle(connection: asyncpg.Connection) -> None:
    """Run by the owner when it has made tables: take from all others what the tables' policies are not for, and let
    the roles that are taken do what they are for."""
    await _execute_each(connection, await connection.fetch(BEYOND))
    await _execute_each(connection, await connection.fetch(LACKING, TAKEN))


@asynccontextmanager
async def as_who_logged_in(connection: asyncpg.Connection) -> AsyncIterator[None]:
    """Inside a transaction, for a moment: who logged in may see and end its own sessions, a role it took may not."""
    taken = await connection.fetchval("SELECT current_setting('role')")
    await connection.execute("SET LOCAL ROLE NONE")
    yield
    await connection.execute("SELECT set_config('role', $1, true)", taken)


async def _execute_each(connection: asyncpg.Connection, statements: list[asyncpg.Record]) -> None:
    if statements:
        await connection.execute("; ".join(statement for (statement,) in statements))


def user_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
