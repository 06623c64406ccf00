"""PLT-8: kill -9 of the supervising process, alone or with PostgreSQL, loses and blocks nothing."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from headrace_chassis.postgres import DataDirectoryInUse, EmbeddedPostgres
from headrace_chassis.postgres.layout import Layout


class Parent:
    def __init__(self, program: Path, data_dir: Path) -> None:
        self.process = subprocess.Popen([sys.executable, program, data_dir], stdout=subprocess.PIPE, text=True)
        pid, self.admin_url = self.process.stdout.readline().split()
        self.postmaster = psutil.Process(int(pid))

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def start_parent(child_program, tmp_path):
    parents = []

    def start() -> Parent:
        parents.append(Parent(child_program, tmp_path))
        return parents[-1]

    yield start
    for parent in parents:
        parent.kill()
    psutil.wait_procs([parent.postmaster for parent in parents], timeout=60)
    shutil.rmtree(Layout.of(tmp_path).socket_dir, ignore_errors=True)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_the_postmaster_ends_with_its_parent(start_parent):
    parent = start_parent()
    parent.kill()
    assert psutil.wait_procs([parent.postmaster], timeout=60)[1] == []


async def test_a_new_start_works_at_once_after_the_parent_was_killed(start_parent, notes, tmp_path):
    for round_ in ("a", "b", "c"):
        parent = await asyncio.to_thread(start_parent)
        await notes.write(parent.admin_url, round_)
        parent.kill()
    async with EmbeddedPostgres(tmp_path) as server:
        assert await notes.read(server.admin_url) == ["a", "b", "c"]


async def test_a_new_start_works_after_everything_was_killed(start_parent, notes, tmp_path):
    for round_ in ("a", "b", "c"):
        parent = await asyncio.to_thread(start_parent)
        await notes.write(parent.admin_url, round_)
        family = [parent.postmaster, *parent.postmaster.children()]
        parent.process.kill()
        for process in family:
            _kill(process.pid)
        parent.kill()
    async with EmbeddedPostgres(tmp_path) as server:
        assert await notes.read(server.admin_url) == ["a", "b", "c"]


async def test_a_parent_killed_during_the_first_start_leaves_nothing_half_done(child_program, notes, tmp_path):
    for seconds in (0.0, 0.1, 0.2):
        await asyncio.to_thread(_kill_in_first_start, child_program, tmp_path, seconds)
    async with EmbeddedPostgres(tmp_path) as server:
        assert await notes.read(server.admin_url) == []
    assert list(tmp_path.glob("cluster.new-*")) == []


async def test_a_second_process_is_refused(start_parent, tmp_path):
    parent = await asyncio.to_thread(start_parent)
    with pytest.raises(DataDirectoryInUse, match=f"process {parent.process.pid}"):
        await EmbeddedPostgres(tmp_path).start()


def _kill_in_first_start(program: Path, data_dir: Path, seconds: float) -> None:
    with subprocess.Popen([sys.executable, program, data_dir], stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and not list(data_dir.glob("cluster*")):
            time.sleep(0.01)
        time.sleep(seconds)
        process.kill()


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
