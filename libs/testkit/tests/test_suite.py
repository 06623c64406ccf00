"""Whoever runs the suite again and again learns what each run took, held and left behind."""

import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import pytest

MEASURED = """
import sys
from pathlib import Path
from headrace_testkit.suite import family, run

run.LOOK = 0.1
family.adopt_orphans()
done = run.run([sys.executable, "-c", sys.argv[1]], Path.cwd(), Path("log"))
held = sum(taken for program, taken in done.memory.items() if program.startswith("python"))
print(done.green, f"{held / 1e9:.1f}", " ".join(done.left), done.last_line, sep="|")
"""
ORPHAN = """
import subprocess, sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
"""
HOLDER = """
import time
held = b"x" * 300_000_000
time.sleep(2)
"""
KILLED = """
import os, subprocess, sys, time
child = "import subprocess, sys; print(subprocess.Popen([sys.executable, '-c', 'pass']).pid)"
orphan = int(subprocess.run([sys.executable, "-c", child], capture_output=True, text=True).stdout)
until = time.monotonic() + 10
while os.path.exists(f"/proc/{orphan}"):
    assert time.monotonic() < until, "the orphan that ended is waited for in vain"
    time.sleep(0.05)
"""
FILE = "open('left.txt', 'w').close(); import tempfile; tempfile.mkdtemp(prefix='headrace-left-')"


@pytest.fixture
def checkout(tmp_path) -> Path:
    tree = tmp_path / "tree"
    subprocess.run(["git", "init", "--quiet", tree], check=True)
    (tree / ".gitignore").write_text("log\n")
    return tree


def measured(checkout: Path, script: str) -> list[str]:
    own = checkout.parent / "tmp"
    own.mkdir()
    told = subprocess.run(
        [sys.executable, "-c", MEASURED, script],
        cwd=checkout,
        env={**os.environ, "TMPDIR": str(own)},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip().split("|")


def test_a_run_that_failed_is_red_and_its_last_line_is_told(checkout):
    green, *_, last = measured(checkout, "print('1 failed'); raise SystemExit(1)")
    assert (green, last) == ("False", "1 failed")


def test_an_orphan_is_found_and_ended(checkout):
    green, _, left, _ = measured(checkout, ORPHAN)
    assert (green, "time.sleep(600)" in left) == ("True", True)
    assert subprocess.run(["pgrep", "-f", f"{sys.executable} -c import time; time.sleep[(]600"], check=False).returncode


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has subreapers and /proc")
def test_an_orphan_that_ended_is_gone_while_the_run_goes_on(checkout):
    green, *_, last = measured(checkout, KILLED)
    assert (green, last) == ("True", "")


def test_files_left_in_the_tree_and_in_the_temporary_folder_are_named(checkout):
    left = measured(checkout, FILE)[2]
    assert "?? left.txt" in left
    assert "headrace-left-" in left


def test_the_memory_of_what_was_started_is_counted(checkout):
    assert measured(checkout, HOLDER)[1] == "0.3"


async def test_the_server_that_tests_share_waits_for_no_disk(postgres):
    connection = await asyncpg.connect(postgres.admin_url)
    try:
        assert await connection.fetchval("SHOW fsync") == "off"
    finally:
        await connection.close()
