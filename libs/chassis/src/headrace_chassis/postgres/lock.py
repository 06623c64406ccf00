import fcntl
import os
from pathlib import Path

from headrace_chassis.postgres.errors import DataDirectoryInUse


class SupervisorLock:
    """Held by the one process that supervises a data directory; the kernel lets go when that process ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as refused:
            raise self._in_use() from refused
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, str(os.getpid()).encode())

    def release(self) -> None:
        os.close(self._descriptor)

    def _in_use(self) -> DataDirectoryInUse:
        holder = os.read(self._descriptor, 32).decode() or "unknown"
        os.close(self._descriptor)
        return DataDirectoryInUse(
            f"{self._path.parent} is in use by another headrace (process {holder}): "
            "stop that one, or give this one a data directory of its own"
        )
