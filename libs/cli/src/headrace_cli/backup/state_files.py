"""What a platform keeps beside its databases: keys, the clock, the buffers of simulated workshops."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

NO_STATE = ("postgres", "logs", "processes.json")
SQLITE = b"SQLite format 3\0"
SQLITE_COMPANIONS = ("-wal", "-shm", "-journal")
PASSING = (*SQLITE_COMPANIONS, ".new", ".lock")
PRIVATE = 0o600


def state_files(data_dir: Path) -> Iterator[Path]:
    """Relative to the folder. Everything counts as state but what is known not to be."""
    for top in sorted(data_dir.iterdir()) if data_dir.exists() else ():
        if not top.name.startswith(NO_STATE):
            for path in sorted(top.rglob("*")) if top.is_dir() else (top,):
                if path.is_file() and not path.is_symlink() and not path.name.endswith(PASSING):
                    yield path.relative_to(data_dir)


def copy(source: Path, target: Path) -> None:
    """A whole copy, of a SQLite database too while it is written to. Keys lie in it: only its owner may read it."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    target.touch(mode=PRIVATE)
    if _is_sqlite(source):
        _copy_database(source, target)
    else:
        shutil.copyfile(source, target)


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SQLITE)) == SQLITE


def _copy_database(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copied:
        live.backup(copied)
        copied.execute("PRAGMA journal_mode=DELETE")


def put_back(source: Path, target: Path, mode: int) -> None:
    """In the place of what is there, with the companions of an earlier database gone."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for companion in SQLITE_COMPANIONS:
        target.with_name(target.name + companion).unlink(missing_ok=True)
    fresh = target.with_name(target.name + ".new")
    fresh.touch(mode=mode)
    shutil.copyfile(source, fresh)
    fresh.chmod(mode)
    fresh.replace(target)
