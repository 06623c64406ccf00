"""Writes a new migration of one service: `python -m headrace_chassis.migrations SERVICE "what changes"`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from importlib.metadata import entry_points
from pathlib import Path

from alembic import command
from sqlalchemy import Connection, MetaData

from headrace_chassis.database import engine_of
from headrace_chassis.migrations.runner import config_for, migrate, versions_of
from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_chassis.service import Service


async def write(name: str, message: str) -> None:
    service: Service = entry_points(group="headrace.services")[name].load()
    assert service.migrations, f"{name} has no migrations package"
    with tempfile.TemporaryDirectory() as scratch:
        async with EmbeddedPostgres(Path(scratch) / "pg") as postgres:
            await ensure_database(postgres.admin_url, "scratch", owner_role="scratch_owner", app_role="scratch_app")
            url = postgres.url("scratch")
            await migrate(url, service.migrations)
            engine = engine_of(url)
            async with engine.connect() as connection:
                await connection.run_sync(_revise, service, message)
            await engine.dispose()


def _revise(connection: Connection, service: Service, message: str) -> None:
    assert service.migrations
    assert service.store is not None
    versions = versions_of(service.migrations)
    mine = set(service.store.tables)
    config = config_for(
        connection,
        versions,
        "alembic_version",
        metadata=service.store,
        include_object=lambda _o, object_name, kind, *_: kind != "table" or object_name in mine,
    )
    number = 1 + len(list(versions.glob("[0-9]*.py")))
    command.revision(config, message, autogenerate=True, rev_id=f"{number:04d}", version_path=str(versions))
    _add_tenancy(next(versions.glob(f"{number:04d}_*.py")), service.store)


def _add_tenancy(file: Path, store: MetaData) -> None:
    """New tables with a tenant get row-level security; Table.info["shared_with"] names columns that share the row."""
    text = file.read_text()
    created = [t for t in store.sorted_tables if f"op.create_table('{t.name}'," in text and "tenant" in t.columns]
    for table in created:
        shared = list(table.info.get("shared_with", ()))
        text += f'    tenant_rows("{table.name}"{f", shared_with={shared!r}" if shared else ""})\n'
    file.write_text("".join(line for line in text.splitlines(keepends=True) if "# ###" not in line))


if __name__ == "__main__":
    asyncio.run(write(sys.argv[1], sys.argv[2]))
