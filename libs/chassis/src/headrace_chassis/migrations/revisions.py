"""Which revision a database is at, and which this build knows: asked before anything is changed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

HERE = Path(str(files("headrace_chassis.migrations")))
CHASSIS_TABLE, SERVICE_TABLE = "alembic_version_chassis", "alembic_version"


class NewerDatabase(RuntimeError):
    """The database was migrated by a newer version of the service; nothing was changed."""


def versions_of(package: str) -> Path:
    return Path(str(files(package))) / "versions"


@dataclass(frozen=True)
class Known:
    """The revisions of one part of a database, the chassis' or the service's, that this build has, oldest first."""

    table: str
    versions: Path
    revisions: tuple[str, ...]

    @classmethod
    def of(cls, table: str, versions: Path) -> Known:
        config = Config()
        config.set_main_option("script_location", str(HERE))
        config.set_main_option("version_locations", str(versions))
        config.set_main_option("path_separator", "newline")
        script = ScriptDirectory.from_config(config)
        return cls(table, versions, tuple(reversed([each.revision for each in script.walk_revisions()])))

    @property
    def newest(self) -> str:
        return self.revisions[-1]

    @property
    def part(self) -> str:
        return "chassis" if self.table == CHASSIS_TABLE else "service"

    def refuse_newer(self, database: str, revision: str | None) -> None:
        if revision is None or revision in self.revisions:
            return
        raise NewerDatabase(
            f"{database} is newer than this build: its {self.part} tables are at revision {revision}, and this build "
            f"knows {self.revisions[0]} to {self.newest}. Nothing was changed. Start the version that migrated it or "
            "a later one, or restore a backup that was made before (headrace restore)."
        )


def known_revisions(package: str | None) -> list[Known]:
    """The chassis' first, then those of `package`, a service's migrations."""
    chassis = Known.of(CHASSIS_TABLE, HERE / "versions")
    return [chassis, Known.of(SERVICE_TABLE, versions_of(package))] if package else [chassis]
