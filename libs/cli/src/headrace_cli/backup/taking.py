"""Takes a backup of a running or stopped platform."""

from __future__ import annotations

import asyncio
import os
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from headrace_chassis import clock
from headrace_cli.backup import state_files, tools
from headrace_cli.backup.barrier import Snapshot, snapshots
from headrace_cli.backup.counting import revisions, row_counts
from headrace_cli.backup.manifest import BackupUnusable, Manifest, Part, Saved, build_version
from headrace_cli.backup.standing import contradictions
from headrace_cli.databases import NoDatabase
from headrace_cli.place import Server

AT_ONCE = max(2, os.cpu_count() or 2)
TAR = ".tar"


async def take(server: Server, data_dir: Path, services: Sequence[str], target: Path) -> Manifest:
    """Write a backup to `target`, a folder, or one file when its name ends with .tar; it appears when it is whole."""
    databases = await server.databases(list(services))
    if not databases:
        raise NoDatabase("There is nothing to back up: none of the services has a database here.")
    with _appearing_whole(target) as folder:
        manifest = await _take(server, data_dir, databases, folder)
        manifest.write(folder)
    return manifest


async def _take(server: Server, data_dir: Path, databases: dict[str, str], folder: Path) -> Manifest:
    made_at = clock.wall().isoformat(timespec="seconds")
    (folder / "databases").mkdir()
    files: list[Part] = []

    async def copy_files() -> None:
        files.extend(await asyncio.to_thread(_copy_files, data_dir, folder))

    async with snapshots(server, databases, copy_files) as (taken, held_up):
        wrong = contradictions({service: one.standing for service, one in taken.items()})
        if wrong:
            raise BackupUnusable("The platform contradicts itself, so no backup was written: " + "; ".join(wrong))
        turns = asyncio.Semaphore(AT_ONCE)
        saving = (_saved(server, databases[name], one, folder, turns) for name, one in taken.items())
        saved = dict(zip(taken, await asyncio.gather(*saving), strict=True))
    version = await _version(server)
    return Manifest(made_at, build_version(), version, round(held_up, 3), saved, tuple(files))


async def _saved(server: Server, database: str, snapshot: Snapshot, folder: Path, turns: asyncio.Semaphore) -> Saved:
    path = Path("databases") / f"{database}.dump"
    async with turns:
        await tools.dump(server, database, snapshot.name, folder / path)
        connection = await server.connect(database, as_owner=True)
        try:
            await connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            await connection.execute(f"SET TRANSACTION SNAPSHOT '{snapshot.name}'")
            known, rows = await revisions(connection), await row_counts(connection)
        finally:
            await connection.close()
        part = await asyncio.to_thread(Part.of, folder, path)
    return Saved(part, known, rows, snapshot.standing)


async def _version(server: Server) -> str:
    connection = await server.connect()
    try:
        return str(await connection.fetchval("SHOW server_version"))
    finally:
        await connection.close()


def _copy_files(data_dir: Path, folder: Path) -> list[Part]:
    parts = []
    for path in state_files.state_files(data_dir):
        copied = Path("files") / path
        state_files.copy(data_dir / path, folder / copied)
        parts.append(Part.of(folder, copied, (data_dir / path).stat().st_mode & 0o777))
    return parts


@contextmanager
def _appearing_whole(target: Path) -> Iterator[Path]:
    """A folder to write to, which takes its name when all of it is on disk; a failed one leaves nothing."""
    if target.exists():
        raise BackupUnusable(f"{target} exists already: name another.")
    folder = target.with_name(f"{target.name}.{os.getpid()}.part")
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
        if target.suffix == TAR:
            _pack(folder, target)
        else:
            _flush(folder)
            folder.rename(target)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _pack(folder: Path, target: Path) -> None:
    packed = folder.with_name(f"{folder.name}{TAR}")
    packed.touch(mode=0o600)
    try:
        with tarfile.open(packed, "w") as archive:
            archive.add(folder, arcname=".")
        _flush(packed)
        packed.rename(target)
    finally:
        packed.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    for file in (path, *path.rglob("*")):
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
