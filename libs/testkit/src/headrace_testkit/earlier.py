"""A database as an earlier version of a service left it, to see what its migrations make of the rows of before."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg
from sqlalchemy import Connection
from sqlalchemy.pool import NullPool

from headrace_chassis.database import engine_of
from headrace_chassis.migrations import migrate
from headrace_chassis.migrations.revisions import known_revisions
from headrace_chassis.migrations.runner import ONE_AT_A_TIME, config_for
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_testkit.databases import OWNER, empty_database


@dataclass(frozen=True, slots=True)
class EarlierDatabase:
    """`connection` is its owner's, and sees the rows of every tenant."""

    connection: asyncpg.Connection
    _url: str
    _package: str

    async def migrate(self) -> None:
        """To the newest revision."""
        await migrate(self._url, self._package)


@asynccontextmanager
async def database_at(postgres: EmbeddedPostgres, package: str, revision: str) -> AsyncIterator[EarlierDatabase]:
    """A fresh database at that revision of `package`, a service's migrations."""
    async with empty_database(postgres) as name:
        url = postgres.url(name, OWNER)
        engine = engine_of(url, poolclass=NullPool)
        async with ONE_AT_A_TIME, engine.connect() as migrating:
            await migrating.run_sync(_upgrade, package, revision)
        await engine.dispose()
        connection = await asyncpg.connect(url)
        try:
            await connection.execute("SELECT set_config('app.tenant', '*', false)")
            yield EarlierDatabase(connection, url, package)
        finally:
            await connection.close()


def _upgrade(connection: Connection, package: str, revision: str) -> None:
    from alembic import command

    chassis, service = known_revisions(package)
    for part, upto in ((chassis, "head"), (service, revision)):
        command.upgrade(config_for(connection, part.versions, part.table), upto)
        connection.commit()
