"""Runs migrations against one database, one process at a time."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.pool import NullPool

from headrace_chassis.database import engine_of
from headrace_chassis.grants import settle
from headrace_chassis.migrations.revisions import HERE, Known, NewerDatabase, known_revisions, versions_of

if TYPE_CHECKING:
    from alembic.config import Config

__all__ = ["NewerDatabase", "config_for", "migrate", "versions_of"]

LOCK = 0x6D696772
TRY_EVERY = 0.1
ONE_AT_A_TIME = asyncio.Lock()  # Alembic keeps its context in a module


def config_for(connection: Connection | None, versions: Path, version_table: str, **attributes: Any) -> Config:
    from alembic.config import Config  # not at the top: a service that only serves has no need of Alembic

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=version_table, **attributes)
    return config


async def migrate(owner_url: str, package: str | None) -> None:
    """Bring the database to the newest revision of the chassis and of `package` (a service's migrations).

    Raises NewerDatabase, and then has changed nothing, when either part is at a revision that this build lacks.
    """
    engine = engine_of(owner_url, poolclass=NullPool)
    try:
        async with ONE_AT_A_TIME, engine.connect() as connection:
            await _alone(connection)
            await connection.run_sync(_upgrade, known_revisions(package))
            await settle((await connection.get_raw_connection()).driver_connection)
    finally:
        await engine.dispose()


async def _alone(connection: AsyncConnection) -> None:
    """Asked again and again: a statement that waited would be waited for by an index that is built meanwhile."""
    while not await connection.scalar(text(f"SELECT pg_try_advisory_lock({LOCK})")):
        await connection.rollback()
        await asyncio.sleep(TRY_EVERY)
    await connection.commit()


def _upgrade(connection: Connection, parts: list[Known]) -> None:
    from alembic import command

    database = connection.scalar(text("SELECT current_database()"))
    current = {part.table: _current(connection, part.table) for part in parts}
    connection.commit()
    for part in parts:
        part.refuse_newer(database, current[part.table])
    for part in parts:
        if current[part.table] != part.newest:
            command.upgrade(config_for(connection, part.versions, part.table), "head")
            connection.commit()


def _current(connection: Connection, version_table: str) -> str | None:
    if not inspect(connection).has_table(version_table):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {version_table}"))
    return revision
