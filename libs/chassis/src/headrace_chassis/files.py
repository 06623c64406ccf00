"""Files that several processes share."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def made_once(file: Path, content: Callable[[], bytes]) -> bytes:
    """What the file holds, made with `content` when there is none; only its owner may read it.

    It is written aside and linked into place: of two who make it at once, one wins and both get the same.
    """
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, aside = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
        with open(descriptor, "wb") as out:
            out.write(content())
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(aside, file)
        except FileExistsError:
            pass
        finally:
            os.unlink(aside)
    return file.read_bytes()


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """Whoever changes `file` by what it holds does so here; others wait. The lock is a file beside it."""
    descriptor = os.open(file.with_name(f"{file.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
