"""The PostgreSQL that the platform stands on: our embedded one, or one that the user runs."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_chassis.serving.settings import DATABASE, database_name
from headrace_cli.refusals import NotDone

CONNECT_PATIENCE = 5.0
OWNER, APP = "headrace_owner", "headrace_app"
SOME = "headrace-some-database"


class NoDatabase(NotDone):
    """There is no database where one was expected; the message says what to do."""


class Databases(Protocol):
    @property
    def admin_url(self) -> str: ...

    def named(self, database: str, role: str) -> str:
        """The URL of one database in the name of a role."""


class _Embedded:
    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server

    @property
    def admin_url(self) -> str:
        return self._server.admin_url

    def named(self, database: str, role: str) -> str:
        return self._server.url(database, role)


class _Given:
    """We log in as the user's user and take the role of owner or application."""

    def __init__(self, url: str) -> None:
        self.admin_url = url

    def named(self, database: str, role: str) -> str:
        given = urlsplit(self.admin_url)
        query = f"{given.query}&role={role}" if given.query else f"role={role}"
        return urlunsplit(given._replace(path=f"/{database}", query=query))


def url(databases: Databases, service: str, role: str) -> str:
    return databases.named(database_name(service), role)


def template(databases: Databases, role: str) -> str:
    """One URL for all services' databases, as a service's process takes it."""
    return databases.named(SOME, role).replace(SOME, DATABASE)


@asynccontextmanager
async def databases(data_dir: Path, database_url: str | None, services: Sequence[str]) -> AsyncIterator[Databases]:
    """`services` are those that have a database; each is there, with its roles, when this begins."""
    if database_url:
        await refuse_unusable(database_url)
        yield await _ensured(_Given(database_url), services)
        return
    async with EmbeddedPostgres(data_dir / "postgres") as server:
        yield await _ensured(_Embedded(server), services)


async def refuse_unusable(url: str) -> None:
    """Raises NoDatabase when nobody can log in with the URL that was given."""
    try:
        await (await asyncpg.connect(url, timeout=CONNECT_PATIENCE)).close()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as error:
        raise NoDatabase(
            f"PostgreSQL at {_without_password(url)} can't be used: {str(error) or 'it gives no answer'}. "
            "Write --database-url as postgresql://user:password@host:port/database."
        ) from None


def _without_password(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or repr(url)


async def _ensured(found: Databases, services: Sequence[str]) -> Databases:
    for service in services:
        try:
            await ensure_database(found.admin_url, database_name(service), owner_role=OWNER, app_role=APP)
        except asyncpg.InsufficientPrivilegeError as error:
            raise NoDatabase(
                f"The user of --database-url may not prepare the databases: {error}. "
                "It needs the rights to create databases and roles."
            ) from None
    return found
