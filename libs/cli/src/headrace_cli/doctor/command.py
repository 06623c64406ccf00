"""`headrace doctor`."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import httpx
import typer
from rich.console import Console

from headrace_chassis.postgres import PostgresUnusable
from headrace_cli import embedded
from headrace_cli.databases import NoDatabase
from headrace_cli.doctor import asking, looking
from headrace_cli.doctor.facts import Facts
from headrace_cli.doctor.findings import Level, findings
from headrace_cli.doctor.showing import show
from headrace_cli.names import all_services
from headrace_cli.options import DEFAULT_DIR, DEFAULT_URL, OPERATOR, AsJson, AsUser, DatabaseUrl, DataDir, Url
from headrace_cli.place import server_of
from headrace_cli.remote import connected_many

PATIENCE = 3.0


def doctor(
    url: Url = DEFAULT_URL,
    data_dir: DataDir = DEFAULT_DIR,
    database_url: DatabaseUrl = None,
    as_json: AsJson = False,
    user: AsUser = OPERATOR,
) -> None:
    """What runs on what, how far behind, and what to do about what is wrong. Exit code 0 well, 1 warnings, 2 broken.

    Asks the platform at --url; when nothing answers there, looks into the databases in --data-dir or at --database-url.
    """
    facts = asyncio.run(_asked(url, user, data_dir)) if _answers(url) else _looked_at(url, data_dir, database_url)
    found = findings(facts)
    level = max((finding.level for finding in found), default=Level.WELL)
    if as_json:
        words = [{"level": one.level.name.lower(), "words": one.words, "todo": one.todo} for one in found]
        told = {"level": level.name.lower(), "findings": words, **facts.model_dump(mode="json")}
        typer.echo(json.dumps(told))
    else:
        show(Console(), facts, found, level)
    raise typer.Exit(int(level))


def _answers(url: str) -> bool:
    try:
        httpx.get(f"{url}/livez", timeout=PATIENCE)
    except httpx.ConnectError:
        return False
    except (httpx.HTTPError, httpx.InvalidURL):
        return True
    return True


async def _asked(url: str, user: str, data_dir: Path) -> Facts:
    async with connected_many(url, user) as client:
        return await asking.ask(client, url, all_services(), data_dir)


def _looked_at(url: str, data_dir: Path, database_url: str | None) -> Facts:
    async def look() -> Facts:
        async with server_of(data_dir, database_url) as server:
            where = "at --database-url" if database_url else f"in {data_dir}"
            return await looking.look(server, where, url, embedded.installed_services())

    try:
        return asyncio.run(look())
    except (NoDatabase, PostgresUnusable) as error:
        typer.echo(f"Nothing answers at {url}. {error}", err=True)
        raise typer.Exit(int(Level.BROKEN)) from None
