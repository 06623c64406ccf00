import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from headrace_chassis.postgres.errors import ForeignDataDirectory


@dataclass(frozen=True)
class Layout:
    """Where one embedded server keeps its things, and what it is set to beside what all are."""

    data_dir: Path
    tag: str
    settings: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data_dir: Path, settings: Mapping[str, str] | None = None) -> "Layout":
        """The tag names the directory itself, not its path: in a container that may be another one."""
        data_dir.mkdir(parents=True, exist_ok=True)
        status = data_dir.stat()
        identity = hashlib.sha256(f"{status.st_dev}:{status.st_ino}".encode()).hexdigest()[:12]
        return cls(data_dir.resolve(), f"headrace-{identity}", settings or {})

    @property
    def cluster(self) -> Path:
        return self.data_dir / "cluster"

    @property
    def pid_file(self) -> Path:
        return self.cluster / "postmaster.pid"

    @property
    def lock_file(self) -> Path:
        return self.data_dir / "supervisor.lock"

    @property
    def startup_log(self) -> Path:
        return self.data_dir / "startup.log"

    @property
    def socket_dir(self) -> Path:
        """In /tmp, because a socket's path may have no more than 103 bytes (107 on Linux)."""
        return Path("/tmp") / self.tag  # noqa: S108 - refused where others may enter it

    @property
    def socket_files(self) -> tuple[Path, Path]:
        return self.socket_dir / ".s.PGSQL.5432", self.socket_dir / ".s.PGSQL.5432.lock"

    def url(self, database: str, user: str) -> str:
        path = f"{quote(user, safe='')}@/{quote(database, safe='')}"
        return f"postgresql://{path}?host={self.socket_dir}&port=5432"

    def make_socket_dir(self, owner: int) -> None:
        """The server trusts whoever reaches the socket: this directory is the door and its mode the lock."""
        try:
            self.socket_dir.mkdir(mode=0o700)
            os.chown(self.socket_dir, owner, -1)
        except FileExistsError:
            self._check_socket_dir(owner)

    def _check_socket_dir(self, owner: int) -> None:
        status = self.socket_dir.lstat()
        if status.st_uid == os.geteuid():
            os.chown(self.socket_dir, owner, -1, follow_symlinks=False)
            status = self.socket_dir.lstat()
        private = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o077
        if not private or status.st_uid != owner:
            raise ForeignDataDirectory(
                f"{self.socket_dir} is not a directory that only user id {owner} can enter: remove it"
            )
