"""pg_dump and pg_restore: those that come with the embedded PostgreSQL, else the machine's."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from headrace_chassis.postgres import PostgresUnusable
from headrace_chassis.postgres.account import packaged_programs
from headrace_cli.databases import OWNER
from headrace_cli.place import Server
from headrace_cli.refusals import NotDone

ROLE = f"--role={OWNER}"
OURS = ("--no-large-objects", "--no-privileges")
"""What a service's role could have made for itself is not the owner's to save: there are no large objects of ours, and
who may do what is told anew where the backup is restored."""


class ToolFailed(NotDone):
    """pg_dump or pg_restore ended with an error; the message holds its words."""


async def dump(server: Server, database: str, snapshot: str, file: Path) -> None:
    options = ["--format=custom", f"--snapshot={snapshot}", ROLE, *OURS, "--enable-row-security", f"--file={file}"]
    await _run("pg_dump", server, database, options)


async def load(server: Server, database: str, file: Path) -> None:
    options = [ROLE, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(file)]
    await _run("pg_restore", server, database, options)


async def _run(program: str, server: Server, database: str, options: Sequence[str]) -> None:
    url, secrets = _without_password(server.url(database))
    process = await asyncio.create_subprocess_exec(
        _program(program),
        f"--dbname={url}",
        *options,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **secrets, "PGOPTIONS": "-c app.tenant=*"},
    )
    try:
        _, words = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    if process.returncode:
        raise ToolFailed(f"{program} of {database} ended with {process.returncode}: {words.decode().strip()}")


def _without_password(url: str) -> tuple[str, dict[str, str]]:
    """A command line can be read by every user of the machine."""
    parts = urlsplit(url)
    if parts.password is None:
        return url, {}
    user, _, host = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user.partition(':')[0]}@{host}")), {"PGPASSWORD": parts.password}


def _program(name: str) -> str:
    try:
        return str(packaged_programs() / name)
    except PostgresUnusable:
        found = shutil.which(name)
        if found is None:
            raise ToolFailed(f"There is no {name} on this machine: install PostgreSQL's client programs.") from None
        return found
