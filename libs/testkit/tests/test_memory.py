"""The suite's folders in memory: those of killed runs are removed, those of living ones never."""

from __future__ import annotations

import subprocess
import sys

from headrace_testkit.memory import fast_folder, sweep

OWNER = """
import sys, time
from pathlib import Path
from headrace_testkit.memory import fast_folder
with fast_folder(0, memory=Path(sys.argv[1])) as folder:
    (folder / "big").write_text("x")
    print(folder, flush=True)
    time.sleep(600)
"""


def test_what_a_killed_run_left_is_swept_away_and_what_lives_stays(tmp_path):
    with (
        subprocess.Popen([sys.executable, "-c", OWNER, tmp_path], stdout=subprocess.PIPE, text=True) as owner,
        fast_folder(0, memory=tmp_path) as ours,
    ):
        theirs = owner.stdout.readline().strip()
        sweep(tmp_path)
        assert {str(path) for path in tmp_path.iterdir()} == {theirs, str(ours)}
        owner.kill()
        owner.wait()
        sweep(tmp_path)
        assert list(tmp_path.iterdir()) == [ours]
    assert list(tmp_path.iterdir()) == []


def test_folders_that_are_not_the_suites_are_left_alone(tmp_path):
    (tmp_path / "headrace-unknown").mkdir()
    (tmp_path / "else").mkdir()
    sweep(tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
