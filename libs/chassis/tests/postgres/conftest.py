import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from headrace_chassis.postgres import EmbeddedPostgres
from headrace_testkit.waiting import patience


@pytest.fixture(scope="session")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[EmbeddedPostgres]:
    async with EmbeddedPostgres(tmp_path_factory.mktemp("server")) as running:
        yield running


@pytest.fixture
def notes() -> "Notes":
    return Notes()


class Notes:
    """Rows written through connections that are opened anew until the server answers."""

    async def write(self, url: str, text: str) -> None:
        await _patiently(lambda: _execute(url, text))

    async def read(self, url: str) -> list[str]:
        return await _patiently(lambda: _fetch(url))


async def _execute(url: str, text: str) -> None:
    async with _connected(url) as connection:
        await connection.execute("INSERT INTO note VALUES ($1) ON CONFLICT DO NOTHING", text)


async def _fetch(url: str) -> list[str]:
    async with _connected(url) as connection:
        return [row["text"] for row in await connection.fetch("SELECT text FROM note ORDER BY text")]


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("CREATE TABLE IF NOT EXISTS note (text text PRIMARY KEY)")
        yield connection
    finally:
        await connection.close()


async def _patiently(act: Callable[[], Awaitable]):
    async with patience():
        while True:
            try:
                return await act()
            except (OSError, asyncpg.PostgresConnectionError, asyncpg.CannotConnectNowError):
                await asyncio.sleep(0.02)


@pytest.fixture
def child_program() -> Path:
    return Path(__file__).with_name("supervise_until_killed.py")
