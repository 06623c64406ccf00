"""PLT-8: the embedded PostgreSQL starts, keeps its data, and is brought back when it dies."""

import asyncio
import os
import signal
import stat

import asyncpg
import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from headrace_chassis.postgres import DataDirectoryInUse, EmbeddedPostgres, PostgresNotStarted, postmaster
from headrace_chassis.postgres.layout import Layout
from headrace_testkit.waiting import patience


async def test_a_restart_keeps_the_data(tmp_path, notes):
    server = EmbeddedPostgres(tmp_path)
    for text_written in ("first", "second"):
        await server.start()
        await notes.write(server.admin_url, text_written)
        await server.stop()
    async with server:
        assert await notes.read(server.admin_url) == ["first", "second"]


async def test_stop_leaves_no_process_and_no_socket(tmp_path):
    async with EmbeddedPostgres(tmp_path) as server:
        pid = server.pid
        assert os.getsid(pid) == pid, "Ctrl-C in our terminal must not reach it"
    assert not psutil.pid_exists(pid)
    layout = Layout.of(tmp_path)
    assert not layout.socket_dir.exists()
    assert not layout.pid_file.exists()


async def test_a_stop_while_the_postmaster_is_dead_leaves_nothing_either(tmp_path):
    async with EmbeddedPostgres(tmp_path) as server:
        assert not [one for one in psutil.Process(server.pid).memory_maps() if one.path.startswith("/dev/shm/")]
        os.kill(server.pid, signal.SIGKILL)
    layout = Layout.of(tmp_path)
    assert not layout.socket_dir.exists()
    assert not layout.pid_file.exists()


async def test_it_is_durable_and_closed_to_others(server):
    connection = await asyncpg.connect(server.admin_url)
    names = ("fsync", "synchronous_commit", "listen_addresses", "idle_in_transaction_session_timeout")
    assert [await connection.fetchval(f"SHOW {name}") for name in names] == ["on", "on", "", "1min"]
    socket_dir = await connection.fetchval("SHOW unix_socket_directories")
    await connection.close()
    assert stat.S_IMODE(os.stat(socket_dir).st_mode) == 0o700


async def test_sqlalchemy_connects_by_the_same_address(server, monkeypatch):
    monkeypatch.setenv("PGPORT", "1")
    engine = create_async_engine(server.url("postgres").replace("postgresql:", "postgresql+asyncpg:", 1))
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT current_user"))).scalar_one() == "postgres"
    await engine.dispose()


async def test_a_killed_postmaster_is_replaced_and_committed_rows_survive(tmp_path, notes):
    async with EmbeddedPostgres(tmp_path) as server:
        pids = {server.pid}
        for round_ in ("a", "b", "c"):
            await notes.write(server.admin_url, round_)
            os.kill(server.pid, signal.SIGKILL)
            assert round_ in await notes.read(server.admin_url)
            await _until(lambda: server.pid not in pids)
            pids.add(server.pid)
        assert await notes.read(server.admin_url) == ["a", "b", "c"]


async def test_every_acknowledged_row_survives_a_kill_while_writing(tmp_path, notes):
    async with EmbeddedPostgres(tmp_path) as server:
        await notes.read(server.admin_url)
        writers = [asyncio.create_task(_write_until_cut(server.admin_url, n)) for n in range(4)]
        await asyncio.sleep(0.3)
        os.kill(server.pid, signal.SIGKILL)
        acknowledged = [row for rows in await asyncio.gather(*writers) for row in rows]
        assert acknowledged
        assert set(acknowledged) <= set(await notes.read(server.admin_url))


async def test_a_busy_session_of_a_killed_postmaster_does_not_block_the_next(tmp_path, notes):
    async with EmbeddedPostgres(tmp_path) as server:
        connection = await asyncpg.connect(server.admin_url)
        busy = asyncio.create_task(connection.fetch("SELECT count(*) FROM generate_series(1, 10^11::bigint)"))
        await asyncio.sleep(0.1)
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
            await busy
        assert await notes.read(server.admin_url) == []


async def test_a_silent_postmaster_is_replaced(tmp_path, notes, monkeypatch):
    monkeypatch.setattr(postmaster, "PROBE_EVERY", 0.1)
    monkeypatch.setattr(postmaster, "PROBE_PATIENCE", 0.3)
    monkeypatch.setattr(postmaster, "SILENT_PROBES", 2)
    monkeypatch.setattr(postmaster, "STOP_SIGNALS", ((signal.SIGINT, 30.0), (signal.SIGQUIT, 0.3)))
    async with EmbeddedPostgres(tmp_path) as server:
        frozen = server.pid
        os.kill(frozen, signal.SIGSTOP)
        await _until(lambda: server.pid != frozen)
        assert await notes.read(server.admin_url) == []


async def test_a_second_supervisor_is_refused(tmp_path):
    async with EmbeddedPostgres(tmp_path) as server:
        with pytest.raises(DataDirectoryInUse, match=f"in use by another headrace .process {os.getpid()}"):
            await EmbeddedPostgres(tmp_path).start()
        connection = await asyncpg.connect(server.admin_url)
        await connection.close()


async def test_what_stops_a_start_is_told_and_the_directory_let_go(tmp_path):
    async with EmbeddedPostgres(tmp_path):
        pass
    version = tmp_path / "cluster" / "PG_VERSION"
    version.write_text("9\n")
    with pytest.raises(PostgresNotStarted, match="incompatible"):
        await EmbeddedPostgres(tmp_path).start()
    version.write_text("18\n")
    async with EmbeddedPostgres(tmp_path) as server:
        assert server.pid


def test_no_address_before_the_start(tmp_path):
    with pytest.raises(PostgresNotStarted, match="call start"):
        _ = EmbeddedPostgres(tmp_path).admin_url


async def _write_until_cut(url: str, writer: int) -> list[str]:
    acknowledged = []
    connection = await asyncpg.connect(url)
    while True:
        row = f"{writer}-{len(acknowledged)}"
        try:
            await connection.execute("INSERT INTO note VALUES ($1)", row)
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError):
            return acknowledged
        acknowledged.append(row)


async def _until(condition) -> None:
    async with patience():
        while not condition():  # noqa: ASYNC110 - the server is what changes
            await asyncio.sleep(0.02)
