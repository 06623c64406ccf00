"""The PostgreSQL that the platform stands on: our embedded one, or one that the user runs."""

from __future__ import annotations

import hashlib
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

import asyncpg

from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_chassis.serving.settings import DATABASE, database_name
from headrace_cli.refusals import NotDone

CONNECT_PATIENCE = 5.0
OWNER = "headrace_owner"
SOME = "headrace-some-database"
WHO = {"user", "password", "role"}
MADE_FOR = b"the login roles of headrace's services"


class NoDatabase(NotDone):
    """There is no database where one was expected; the message says what to do."""


class Databases(Protocol):
    """Each service logs in as a role of its own: from a role that was only taken, `SET ROLE NONE` leads back.

    `password` is that of these roles, empty where the server asks for none.
    """

    @property
    def admin_url(self) -> str: ...

    @property
    def password(self) -> str: ...

    def for_owner(self, database: str) -> str:
        """The URL of a database for whoever makes its tables."""

    def for_service(self, database: str) -> str:
        """The URL of a database for the service that works with it."""


class _Embedded:
    password = ""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server

    @property
    def admin_url(self) -> str:
        return self._server.admin_url

    def for_owner(self, database: str) -> str:
        return self._server.url(database, OWNER)

    def for_service(self, database: str) -> str:
        return self._server.url(database, login_role(database))


class _Given:
    """Tables are made by the user who is given, in the owner's role.

    The password of the services' roles is made from that user's, so that processes that begin apart have the same. It
    is one for all: on the postgres bus a service reads the logs of those it hears.
    """

    def __init__(self, url: str) -> None:
        self.admin_url = url
        self.password = _made_from(_password_of(url))

    def for_owner(self, database: str) -> str:
        given = urlsplit(self.admin_url)
        query = f"{given.query}&role={OWNER}" if given.query else f"role={OWNER}"
        return urlunsplit(given._replace(path=f"/{database}", query=query))

    def for_service(self, database: str) -> str:
        given = urlsplit(self.admin_url)
        who = ":".join(filter(None, (quote(login_role(database)), self.password)))
        query = urlencode([each for each in parse_qsl(given.query) if each[0] not in WHO], quote_via=quote)
        netloc = f"{who}@{given.netloc.rpartition('@')[2]}"
        return urlunsplit(given._replace(netloc=netloc, path=f"/{database}", query=query))


def login_role(database: str) -> str:
    return f"{database}_app"


def owner_url(databases: Databases, service: str) -> str:
    return databases.for_owner(database_name(service))


def service_url(databases: Databases, service: str) -> str:
    return databases.for_service(database_name(service))


def as_template(url_of_some: str) -> str:
    """One URL for all services' databases, as a service's process takes it, made from that of the database `SOME`."""
    return url_of_some.replace(SOME, DATABASE)


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


def _password_of(url: str) -> str:
    given = urlsplit(url)
    written = given.password or dict(parse_qsl(given.query)).get("password", "")
    return unquote(written) or os.environ.get("PGPASSWORD", "")


def _made_from(password: str) -> str:
    """Dear to try, so that it does not give the other away."""
    return hashlib.scrypt(password.encode(), salt=MADE_FOR, n=2**14, r=8, p=1, dklen=24).hex() if password else ""


async def _ensured(found: Databases, services: Sequence[str]) -> Databases:
    for service in services:
        try:
            await _ensure(found, database_name(service))
        except asyncpg.InsufficientPrivilegeError as error:
            raise NoDatabase(
                f"The user of --database-url may not prepare the databases: {error}. "
                "It needs the rights to create databases and roles."
            ) from None
        except asyncpg.InvalidAuthorizationSpecificationError as error:
            raise NoDatabase(
                f"A service may not log in: {error}. Let {login_role(database_name(service))} and its like in as the "
                "user of --database-url, and write the password into it or into PGPASSWORD: theirs is made from it."
            ) from None
    return found


async def _ensure(found: Databases, database: str) -> None:
    roles = {"owner_role": OWNER, "app_role": login_role(database), "app_password": found.password}
    await ensure_database(found.admin_url, database, **roles)
    await (await asyncpg.connect(found.for_service(database))).close()
