"""What the role that a service works with may do in the service's database."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import asyncpg


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
    await connection.execute(
        f"""
        REVOKE ALL ON DATABASE {database} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {database} TO {app};
        REVOKE ALL ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {app};
        ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {app};
        ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app};
        ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {app};
        ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
        ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO {app};
        """
    )


def user_of(url: str) -> str:
    return unquote(urlsplit(url).username or "")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
