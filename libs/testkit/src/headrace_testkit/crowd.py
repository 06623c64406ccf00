"""A crowd of other organisations' rows in a table, and a few of a small one's among them.

The values follow from the columns' types: what is unique differs from row to row, all other texts are alike, so that
nothing but the organisation tells the rows apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import asyncpg

from headrace_chassis.grants import quoted

CROWD, SMALL, FEW = "crowd", "small", 5
COLUMNS = """
    SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND a.attnum = ANY(i.indkey))
               AS distinct,
           EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indnatts = 1
                     AND a.attnum = i.indkey[0]) AS alone
      FROM pg_attribute a
     WHERE a.attrelid = $1::text::regclass AND a.attnum > 0 AND NOT a.attisdropped
       AND a.attidentity <> 'a' AND a.attgenerated = '' AND a.atttypid <> 'xid8'::regtype
"""
CHECKS = "SELECT conname FROM pg_constraint WHERE conrelid = $1::text::regclass AND contype = 'c'"
TENANT_TABLES = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant'
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""
OF_TYPE = {
    "boolean": "false",
    "bytea": "''::bytea",
    "date": "date '2000-01-01' + n",
    "double precision": "n",
    "bigint": "n",
    "integer": "n",
    "jsonb": "'{}'::jsonb",
    "numeric": "n",
    "smallint": "n % 30000",
    "text[]": "ARRAY['x']",
    "timestamp with time zone": "now() - n * interval '1 ms'",
    "uuid": "gen_random_uuid()",
}


class Part(NamedTuple):
    """Rows numbered from `first` to `last`; what is text and unique begins with one of `letters`."""

    tenant: str
    first: int
    last: int
    letters: str


async def tenant_tables(admin: asyncpg.Connection[Any]) -> list[str]:
    return [row["relname"] for row in await admin.fetch(TENANT_TABLES)]


async def fill(
    admin: asyncpg.Connection[Any], table: str, rows: int, *, few: int = FEW, alike: Mapping[str, str] | None = None
) -> None:
    """So many of the crowd, as many before the small one's in every order as after. `alike`: what columns hold."""
    half = rows // 2
    parts = Part(CROWD, 1, half, "cm"), Part(SMALL, half + 1, half + few, "f"), Part(CROWD, half + few + 1, rows, "cm")
    columns = await admin.fetch(COLUMNS, table)
    async with admin.transaction():
        await admin.execute("SET LOCAL session_replication_role = replica; SET LOCAL synchronous_commit = off")
        for row in await admin.fetch(CHECKS, table):
            await admin.execute(f"ALTER TABLE {table} DROP CONSTRAINT {quoted(row['conname'])}")
        for part in parts:
            await admin.execute(_insertion(table, columns, part, alike or {}))
    await admin.execute(f"ANALYZE {table}")


def _insertion(table: str, columns: list[asyncpg.Record], part: Part, alike: Mapping[str, str]) -> str:
    names = ", ".join(quoted(column["name"]) for column in columns)
    values = ", ".join(_value(column, part, alike) for column in columns)
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM generate_series({part.first}, {part.last}) n"


def _value(column: asyncpg.Record, part: Part, alike: Mapping[str, str]) -> str:
    name, type_ = column["name"], column["type"]
    if name == "tenant":
        return _each_its_own(part) if column["alone"] else f"'{part.tenant}'"
    if type_ != "text":
        return OF_TYPE[type_]
    if column["distinct"]:
        return f"substr('{part.letters}', 1 + n % {len(part.letters)}, 1) || n"
    return f"'{alike.get(name, 'x')}'"


def _each_its_own(part: Part) -> str:
    """Where an organisation has one row only, it is the last of the small one's that has its name."""
    last = part.last if part.tenant == SMALL else 0
    return f"'{part.tenant}' || CASE n WHEN {last} THEN '' ELSE n::text END"
