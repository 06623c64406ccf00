"""Folders of tests in memory where there is enough of it, and the end of those whose run was killed.

Most tests ask what is stored, not whether it survives a power cut. But nobody gives back the memory of a killed run.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from headrace_chassis.postgres import DataDirectoryInUse
from headrace_chassis.postgres.lock import SupervisorLock

MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it are owned and locked
GIGABYTE = 1 << 30
OURS, NEW = "headrace-", ".new-"
OWNED = "owner.lock"  # the kernel lets go of it when the owner ends, however that happens


@contextmanager
def fast_folder(gigabytes: int = 2, *, memory: Path = MEMORY) -> Iterator[Path]:
    """A folder in memory if that has so much room, else on disk. It has its name only when it is seen to be owned."""
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > gigabytes * GIGABYTE
    fresh = Path(tempfile.mkdtemp(prefix=NEW, dir=memory if roomy else None))
    lock = SupervisorLock(fresh / OWNED)
    folder = fresh.rename(fresh.with_name(OURS + fresh.name.removeprefix(NEW)))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def sweep(memory: Path = MEMORY) -> None:
    """Remove the folders whose owner has ended; those of other runs that live are left alone."""
    for owned in memory.glob(f"{OURS}*/{OWNED}"):
        with suppress(DataDirectoryInUse, OSError):
            lock = SupervisorLock(owned)
            shutil.rmtree(owned.parent, ignore_errors=True)
            lock.release()
