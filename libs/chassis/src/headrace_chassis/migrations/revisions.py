"""Which revision a database is at, and which this build knows: asked before anything is changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import asyncpg

HERE = Path(str(files("headrace_chassis.migrations")))
CHASSIS_TABLE, SERVICE_TABLE = "alembic_version_chassis", "alembic_version"


class NewerDatabase(RuntimeError):
    """The database was migrated by a newer version of the service; nothing was changed."""


class OlderDatabase(RuntimeError):
    """The database was not migrated for this version of the service."""


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
        """Their files are in order by name."""
        texts = [file.read_text() for file in sorted(versions.glob("[0-9]*.py"))]
        return cls(table, versions, tuple(re.findall(r'^revision = "(.+)"$', "\n".join(texts), re.MULTILINE)))

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

    def refuse_older(self, database: str, revision: str | None) -> None:
        if revision != self.newest:
            at = f"at revision {revision}" if revision else "not there"
            raise OlderDatabase(
                f"{database} is older than this build: its {self.part} tables are {at}, and this build needs "
                f"{self.newest}. Migrate it first: python -m headrace_chassis migrate SERVICE"
            )


def known_revisions(package: str | None) -> list[Known]:
    """The chassis' first, then those of `package`, a service's migrations."""
    chassis = Known.of(CHASSIS_TABLE, HERE / "versions")
    return [chassis, Known.of(SERVICE_TABLE, versions_of(package))] if package else [chassis]


async def check(url: str, package: str | None) -> None:
    """Raises NewerDatabase or OlderDatabase unless the database is as this build needs it."""
    connection = await asyncpg.connect(url)
    try:
        database = await connection.fetchval("SELECT current_database()")
        for part in known_revisions(package):
            there = await connection.fetchval("SELECT to_regclass($1) IS NOT NULL", part.table)
            revision = await connection.fetchval(f"SELECT version_num FROM {part.table}") if there else None
            part.refuse_newer(database, revision)
            part.refuse_older(database, revision)
    finally:
        await connection.close()
