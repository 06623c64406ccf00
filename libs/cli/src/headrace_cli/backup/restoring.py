"""Brings a backup back: into databases of other names first, which take the right names all at once."""

from __future__ import annotations

import asyncio
import shutil
import tarfile
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import asyncpg

from headrace_chassis.grants import settle
from headrace_chassis.postgres import ensure_database
from headrace_chassis.service import Service
from headrace_chassis.serving.settings import database_name
from headrace_cli.backup import state_files, tools
from headrace_cli.backup.counting import row_counts
from headrace_cli.backup.manifest import BackupUnusable, Manifest, Saved, read
from headrace_cli.backup.standing import contradictions, standing
from headrace_cli.backup.taking import AT_ONCE
from headrace_cli.databases import OWNER, login_role
from headrace_cli.place import DATABASES, Server
from headrace_cli.refusals import NotDone

FRESH, OLD = "_restored", "_replaced"
IN_USE = "SELECT count(*) FROM pg_stat_activity WHERE datname = ANY($1) AND backend_type = 'client backend'"
FROM_THE_START = """
    UPDATE relay_progress SET position = 0;
    UPDATE inbox_progress SET next_offset = 0;
    DO $$ BEGIN
        UPDATE read_model_past SET next_offset = 0;
    EXCEPTION WHEN undefined_table THEN  -- a backup of a version that had none
    END $$;
"""


class TargetNotEmpty(NotDone):
    """There is a platform where the backup should go."""


@contextmanager
def opened(source: Path) -> Iterator[tuple[Path, Manifest]]:
    """The backup as a folder, found whole and unharmed. Raises BackupUnusable."""
    with tempfile.TemporaryDirectory(prefix="headrace-restore-") as scratch:
        folder = source
        if source.is_file():
            folder = Path(scratch)
            _unpack(source, folder)
        manifest = read(folder)
        manifest.check(folder)
        yield folder, manifest


async def restore(
    server: Server, data_dir: Path, folder: Path, manifest: Manifest, installed: Sequence[Service], *, replace: bool
) -> None:
    """Raises BackupUnusable or TargetNotEmpty before anything is changed.

    On Kafka every service sends its log again, and hears topics from their start: repeats are told by position.
    """
    manifest.refuse_newer(installed)
    async with _connected(server) as admin:
        names = {service: database_name(service) for service in manifest.services}
        present = await _present(admin, [database_name(service.name) for service in installed])
        await _check_target(admin, present, data_dir, manifest, replace=replace)
        await _drop(admin, [name + suffix for name in {*names.values(), *present} for suffix in (FRESH, OLD)])
        turns = asyncio.Semaphore(AT_ONCE)
        loading = (_load(server, names[name], saved, folder, turns) for name, saved in manifest.services.items())
        await asyncio.gather(*loading)
        await _check_loaded(server, names, manifest)
        await _take_names(admin, present, list(names.values()))
        await asyncio.to_thread(_put_files, folder, data_dir, manifest)
        await _drop(admin, [name + OLD for name in present])


async def _present(admin: asyncpg.Connection[Any], wanted: Sequence[str]) -> list[str]:
    found = {row["datname"] for row in await admin.fetch(DATABASES)}
    return [name for name in wanted if name in found]


async def _check_target(
    admin: asyncpg.Connection[Any], present: list[str], data_dir: Path, manifest: Manifest, *, replace: bool
) -> None:
    connections = await admin.fetchval(IN_USE, present)
    if connections:
        raise TargetNotEmpty(
            f"A platform is at work there ({connections} connections to its databases): stop it first."
        )
    files = [part.path for part in manifest.files if (data_dir / Path(part.path).relative_to("files")).exists()]
    if (present or files) and not replace:
        what = f"{len(present)} databases" + (f" and {len(files)} files" if files else "")
        raise TargetNotEmpty(
            f"There is a platform there already ({what}). Restore into an empty place, or give --replace to lose it."
        )


async def _load(server: Server, name: str, saved: Saved, folder: Path, turns: asyncio.Semaphore) -> None:
    async with turns:
        await ensure_database(server.admin_url, name + FRESH, owner_role=OWNER, app_role=login_role(name))
        await tools.load(server, name + FRESH, folder / saved.dump.path)
        async with _connected(server, name + FRESH) as connection:
            await settle(connection)


async def _check_loaded(server: Server, names: dict[str, str], manifest: Manifest) -> None:
    found = {}
    for service, name in names.items():
        async with _connected(server, name + FRESH) as connection:
            rows = await row_counts(connection)
            differing = {t: n for t, n in manifest.services[service].rows.items() if rows.get(t) != n}
            if differing:
                raise BackupUnusable(f"{service} did not come back whole: rows differ in {', '.join(differing)}.")
            if manifest.on_kafka:
                await connection.execute(FROM_THE_START)
            found[service] = await standing(connection)
    if wrong := contradictions(found):
        raise BackupUnusable("The restored platform contradicts itself: " + "; ".join(wrong))


async def _take_names(admin: asyncpg.Connection[Any], present: list[str], restored: list[str]) -> None:
    """In one transaction: after a crash there is the old platform or the restored one, never a mixture.

    Databases of services that the backup does not know go too: they have heard what now was never told.
    """
    async with admin.transaction():
        for name in present:
            await admin.execute(f'ALTER DATABASE "{name}" RENAME TO "{name}{OLD}"')
        for name in restored:
            await admin.execute(f'ALTER DATABASE "{name}{FRESH}" RENAME TO "{name}"')


async def _drop(admin: asyncpg.Connection[Any], names: Sequence[str]) -> None:
    for name in names:
        await admin.execute(f'DROP DATABASE IF EXISTS "{name}"')


def _put_files(folder: Path, data_dir: Path, manifest: Manifest) -> None:
    for path in list(state_files.state_files(data_dir)):
        (data_dir / path).unlink()
    for part in manifest.files:
        state_files.put_back(folder / part.path, data_dir / Path(part.path).relative_to("files"), part.mode)


def _unpack(source: Path, folder: Path) -> None:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError, shutil.Error) as error:
        raise BackupUnusable(f"{source} is no backup, or not all of one: {str(error).splitlines()[0]}.") from None


@asynccontextmanager
async def _connected(server: Server, database: str | None = None) -> AsyncIterator[asyncpg.Connection[Any]]:
    connection = await server.connect(database, as_owner=database is not None)
    try:
        yield connection
    finally:
        await connection.close()
