"""How many rows each table of a database has, and its revisions: what a restored one must have again."""

from __future__ import annotations

from typing import Any

import asyncpg

from headrace_chassis.migrations.revisions import CHASSIS_TABLE, SERVICE_TABLE

TABLES = """
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""


async def row_counts(connection: asyncpg.Connection[Any]) -> dict[str, int]:
    tables = [row["relname"] for row in await connection.fetch(TABLES)]
    return {table: await connection.fetchval(f'SELECT count(*) FROM "{table}"') for table in tables}


async def revisions(connection: asyncpg.Connection[Any]) -> dict[str, str]:
    """By version table; one that the database does not have is left out."""
    found = {}
    for table in (CHASSIS_TABLE, SERVICE_TABLE):
        if await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", table):
            found[table] = await connection.fetchval(f"SELECT version_num FROM {table}")
    return found
