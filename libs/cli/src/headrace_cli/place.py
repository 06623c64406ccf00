"""Where a platform keeps its state, for the commands that look at it past its services."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.serving.settings import database_name
from headrace_cli.databases import OWNER, NoDatabase, refuse_unusable

EVERYTHING = {"app.tenant": "*"}
DATABASES = r"SELECT datname FROM pg_database WHERE datname LIKE 'headrace\_%' ORDER BY datname"


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server with the platform's databases. `ours` if it was started for this command alone."""

    admin_url: str
    ours: bool = False

    def url(self, database: str) -> str:
        return urlunsplit(urlsplit(self.admin_url)._replace(path=f"/{database}"))

    async def connect(self, database: str | None = None, *, as_owner: bool = False) -> asyncpg.Connection[Any]:
        """As the owner role it sees the rows of all organisations. Patient: a server that is busy is not gone."""
        settings = {**EVERYTHING, "role": OWNER} if as_owner else {}
        url = self.url(database) if database else self.admin_url
        connection: asyncpg.Connection[Any] = await asyncpg.connect(url, server_settings=settings)
        return connection

    async def databases(self, services: list[str]) -> dict[str, str]:
        """The database of each of these services that has one here."""
        connection = await self.connect()
        try:
            present = {row["datname"] for row in await connection.fetch(DATABASES)}
        finally:
            await connection.close()
        return {service: database_name(service) for service in services if database_name(service) in present}


@asynccontextmanager
async def server_of(data_dir: Path, database_url: str | None) -> AsyncIterator[Server]:
    """The server that is given; else the embedded one that runs on the data folder; else it is started for a while."""
    if database_url:
        await refuse_unusable(database_url)
        yield Server(database_url)
        return
    folder = data_dir / "postgres"
    if not (folder / "cluster").exists():
        raise NoDatabase(
            f"There is no platform in {data_dir}: name it with --data-dir, or its PostgreSQL with --database-url."
        )
    running = Server(Layout.of(folder).url("postgres", "postgres"))
    if await _answers(running):
        yield running
        return
    async with EmbeddedPostgres(folder) as started:
        yield Server(started.admin_url, ours=True)


async def _answers(server: Server) -> bool:
    try:
        await (await server.connect()).close()
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    return True
