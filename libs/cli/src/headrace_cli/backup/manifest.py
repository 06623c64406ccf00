"""What a backup says of itself: by it a restore knows whether all is there, unharmed, and fit for this build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from headrace_chassis.migrations.revisions import known_revisions
from headrace_chassis.service import Service
from headrace_cli.backup.standing import Standing
from headrace_cli.refusals import NotDone

NAME = "manifest.json"
FORMAT = 1
MIB = 1 << 20


class BackupUnusable(NotDone):
    """The backup is incomplete, harmed or of a newer version; nothing was changed."""


@dataclass(frozen=True)
class Part:
    """A file of the backup. `mode` is what it has in the data folder."""

    path: str
    bytes: int
    sha256: str
    mode: int = 0o600

    @classmethod
    def of(cls, folder: Path, path: Path, mode: int = 0o600) -> Part:
        return cls(str(path), (folder / path).stat().st_size, _digest(folder / path), mode)

    def check(self, folder: Path) -> None:
        file = folder / self.path
        if not file.is_file():
            raise BackupUnusable(f"{self.path} is missing in the backup: it was not copied whole.")
        if file.stat().st_size != self.bytes or _digest(file) != self.sha256:
            raise BackupUnusable(f"{self.path} is not what was backed up (its checksum differs): take another copy.")


@dataclass(frozen=True)
class Saved:
    """One service's database. `revisions` by version table; `rows` by table."""

    dump: Part
    revisions: dict[str, str]
    rows: dict[str, int]
    standing: Standing


@dataclass(frozen=True)
class Manifest:
    """`held_up_seconds` is how long appends waited. `made_by` is the version of the build that made it."""

    made_at: str
    made_by: str
    postgres: str
    held_up_seconds: float
    services: dict[str, Saved]
    files: tuple[Part, ...]

    @property
    def on_kafka(self) -> bool:
        """A relay has carried events, so places in streams are Kafka's offsets."""
        return any(saved.standing.relayed for saved in self.services.values())

    @property
    def bytes(self) -> int:
        return sum(saved.dump.bytes for saved in self.services.values()) + sum(part.bytes for part in self.files)

    def to_json(self) -> dict[str, Any]:
        return {"format": FORMAT, **asdict(self)}

    def write(self, folder: Path) -> None:
        file = folder / NAME
        file.touch(mode=0o600)
        file.write_text(json.dumps(self.to_json(), indent=1))

    def check(self, folder: Path) -> None:
        """Raises BackupUnusable when a file is missing or harmed."""
        for part in (*(saved.dump for saved in self.services.values()), *self.files):
            part.check(folder)

    def refuse_newer(self, installed: Sequence[Service]) -> None:
        """Raises BackupUnusable when this build does not know one of the services or revisions."""
        known = {service.name: service for service in installed}
        for name, saved in self.services.items():
            if name not in known:
                raise BackupUnusable(self._newer(f"it holds the service {name}, which is not installed here"))
            for part in known_revisions(known[name].migrations):
                revision = saved.revisions.get(part.table)
                if revision and revision not in part.revisions:
                    raise BackupUnusable(self._newer(f"{name} is at revision {revision}, and here ends {part.newest}"))

    def _newer(self, what: str) -> str:
        return (
            f"The backup was made by a newer version ({self.made_by}; this is {build_version()}): {what}. "
            "Nothing was changed. Restore it with that version or a later one."
        )


def read(folder: Path) -> Manifest:
    """Raises BackupUnusable."""
    try:
        kept = json.loads((folder / NAME).read_text())
    except (OSError, ValueError):
        raise BackupUnusable(f"{folder} is no backup: it has no readable {NAME}.") from None
    if not isinstance(kept, dict) or kept.pop("format", None) != FORMAT:
        raise BackupUnusable(f"{folder} is a backup of another format than this version reads.")
    try:
        services = {name: _saved(each) for name, each in kept.pop("services").items()}
        return Manifest(**{**kept, "services": services, "files": tuple(Part(**each) for each in kept["files"])})
    except (AttributeError, LookupError, TypeError, ValueError):
        raise BackupUnusable(f"{folder} is no backup: its {NAME} is not as a backup writes it.") from None


def build_version() -> str:
    return version("headrace-cli")


def _saved(kept: Mapping[str, Any]) -> Saved:
    return Saved(Part(**kept["dump"]), kept["revisions"], kept["rows"], Standing.from_json(kept["standing"]))


def _digest(file: Path) -> str:
    sum_ = hashlib.sha256()
    with file.open("rb") as content:
        while chunk := content.read(MIB):
            sum_.update(chunk)
    return sum_.hexdigest()
