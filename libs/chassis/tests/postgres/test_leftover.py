"""PLT-8: what an earlier run left behind is told from what merely looks like it, and cleared."""

import os
import subprocess
from collections.abc import Iterator

import psutil
import pytest

from headrace_chassis.postgres import EmbeddedPostgres, ForeignDataDirectory
from headrace_chassis.postgres.account import choose_account
from headrace_chassis.postgres.cluster import ensure_cluster
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.postgres.leftover import clear_left_over
from headrace_chassis.postgres.postmaster import Postmaster


@pytest.fixture
async def stopped(tmp_path) -> Layout:
    layout = Layout.of(tmp_path)
    await ensure_cluster(layout, await choose_account(tmp_path))
    return layout


def _leave_pid_file(layout: Layout, pid: int) -> None:
    words = [pid, layout.cluster, 1700000000, 5432, layout.socket_dir, "", "  5432001   196608", "ready"]
    layout.pid_file.write_text("\n".join(map(str, words)) + "\n")


async def test_the_pid_was_given_to_a_stranger(stopped, notes):
    _leave_pid_file(stopped, os.getpid())
    async with EmbeddedPostgres(stopped.data_dir) as server:
        assert await notes.read(server.admin_url) == []


@pytest.fixture
def zombie() -> Iterator[int]:
    process = subprocess.Popen(["true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    yield process.pid
    process.wait()


async def test_the_pid_is_that_of_a_zombie(stopped, zombie, notes):
    assert psutil.Process(zombie).status() == psutil.STATUS_ZOMBIE
    _leave_pid_file(stopped, zombie)
    async with EmbeddedPostgres(stopped.data_dir) as server:
        assert await notes.read(server.admin_url) == []


async def test_an_unsupervised_postmaster_is_stopped_cleanly_and_replaced(stopped, notes):
    account = await choose_account(stopped.data_dir)
    stopped.make_socket_dir(account.owner)
    url = stopped.url("postgres", "postgres")
    orphan = await Postmaster.launch(stopped, account, url)
    await notes.write(url, "kept")
    async with EmbeddedPostgres(stopped.data_dir) as server:
        assert server.pid != orphan.pid
        assert await notes.read(server.admin_url) == ["kept"]
    assert await orphan.until_broken() == "exited with 0"


async def test_another_server_is_left_alone(stopped, server):
    clear_left_over(stopped)
    assert psutil.Process(server.pid).is_running()


async def test_a_socket_directory_that_others_may_enter_is_refused(stopped):
    stopped.socket_dir.mkdir()
    stopped.socket_dir.chmod(0o755)
    try:
        with pytest.raises(ForeignDataDirectory, match="remove it"):
            await EmbeddedPostgres(stopped.data_dir).start()
    finally:
        stopped.socket_dir.rmdir()
