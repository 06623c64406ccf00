"""Databases on the server that tests share: each is made for one test, and dropped after it.

All together would take ten gigabytes, of memory where they lie there.
"""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from headrace_chassis import clock
from headrace_chassis.events.log import make_day_partitions
from headrace_chassis.migrations import migrate
from headrace_chassis.postgres import EmbeddedPostgres, ensure_database

OWNER, APP = "headrace_owner", "headrace_app"
LEFT = """
    SELECT datname FROM pg_database
     WHERE NOT datistemplate AND datname <> 'postgres' AND NOT starts_with(datname, 'template_')
"""


@asynccontextmanager
async def empty_database(postgres: EmbeddedPostgres, name: str | None = None) -> AsyncIterator[str]:
    """Its name. It has the two roles and nothing else."""
    name = name or _new_name()
    await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role=APP)
    try:
        yield name
    finally:
        await _tell(postgres, _drop(name))


@asynccontextmanager
async def migrated_database(postgres: EmbeddedPostgres, migrations: str | None) -> AsyncIterator[str]:
    """Its name. It is copied from one that was migrated once; without a service's migrations, by the chassis' alone."""
    template = f"template_{(migrations or 'chassis_only').replace('.', '_')}"
    name = _new_name()
    await _have_template(postgres, template, migrations)
    await _tell(postgres, f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}" STRATEGY wal_log')
    try:
        await _tell(postgres, f'GRANT CONNECT ON DATABASE "{name}" TO {APP}')
        yield name
    finally:
        await _tell(postgres, _drop(name))


async def left_over(postgres: EmbeddedPostgres) -> list[str]:
    """What some test made and did not drop."""
    return [row["datname"] for row in await _tell(postgres, LEFT)]


async def _have_template(postgres: EmbeddedPostgres, name: str, migrations: str | None) -> None:
    """With the partitions that every service makes at its start: to make them takes longer than to copy them."""
    if await _tell(postgres, f"SELECT FROM pg_database WHERE datname = '{name}'"):
        return
    await ensure_database(postgres.admin_url, name, owner_role=OWNER, app_role=APP)
    await migrate(postgres.url(name, OWNER), migrations)
    app = await asyncpg.connect(postgres.url(name, APP))
    try:
        await make_day_partitions(app, clock.wall().date())
    finally:
        await app.close()


async def _tell(postgres: EmbeddedPostgres, statement: str) -> list[asyncpg.Record]:
    admin = await asyncpg.connect(postgres.admin_url)
    try:
        return await admin.fetch(statement)  # type: ignore[no-any-return]
    finally:
        await admin.close()


def _drop(name: str) -> str:
    return f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'


def _new_name() -> str:
    return f"test_{uuid.uuid4().hex[:16]}"
