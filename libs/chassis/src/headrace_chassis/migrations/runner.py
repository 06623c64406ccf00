"""Runs migrations against one database, one process at a time."""

from __future__ import annotations

import asyncio
from importlib.resources import files
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlalchemy.pool import NullPool

from headrace_chassis.database import engine_of

HERE = Path(str(files("headrace_chassis.migrations")))
LOCK = 0x6D696772
ONE_AT_A_TIME = asyncio.Lock()  # Alembic keeps its context in a module


class NewerDatabase(RuntimeError):
    """The database was migrated by a newer version of the service."""


def config_for(connection: Connection | None, versions: Path, version_table: str, **attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.set_main_option("version_locations", str(versions))
    config.set_main_option("path_separator", "newline")
    config.attributes.update(connection=connection, version_table=version_table, **attributes)
    return config


def versions_of(package: str) -> Path:
    return Path(str(files(package))) / "versions"


async def migrate(owner_url: str, package: str | None) -> None:
    """Bring the database to the newest revision of the chassis and of `package` (a service's migrations)."""
    engine = engine_of(owner_url, poolclass=NullPool)
    try:
        async with ONE_AT_A_TIME, engine.connect() as connection:
            await connection.execute(text(f"SELECT pg_advisory_lock({LOCK})"))
            await connection.commit()
            await connection.run_sync(_upgrade, HERE / "versions", "alembic_version_chassis")
            if package:
                await connection.run_sync(_upgrade, versions_of(package), "alembic_version")
    finally:
        await engine.dispose()


def _upgrade(connection: Connection, versions: Path, version_table: str) -> None:
    config = config_for(connection, versions, version_table)
    script = ScriptDirectory.from_config(config)
    current = _current(connection, version_table)
    connection.commit()
    if current == script.get_current_head():
        return
    if current and current not in {revision.revision for revision in script.walk_revisions()}:
        raise NewerDatabase(
            f"The database is at revision {current}, which this version of the service does not know. "
            "Start a version at least as new as the one that migrated it."
        )
    command.upgrade(config, "head")
    connection.commit()


def _current(connection: Connection, version_table: str) -> str | None:
    if not inspect(connection).has_table(version_table):
        return None
    revision: str | None = connection.scalar(text(f"SELECT version_num FROM {version_table}"))
    return revision
