"""PLT-6: kill -9 of the whole platform at random moments of the journey; it finishes later and the audit holds."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from headrace_testkit.waiting import PATIENCE

pytestmark = pytest.mark.journeys
HEADRACE = Path(sys.executable).with_name("headrace")
ROUNDS = 20
SEED = 4
LONGEST_LIFE = 9.0


def journey(folder: Path) -> subprocess.Popen[str]:
    """In a session of its own, so that a kill reaches every process of the platform."""
    command = [str(HEADRACE), "journey", "--size", "small", "--data-dir", str(folder / "state"), "--json"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, cwd=folder
    )


def kill_all(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_the_journey_survives_kill_9_at_any_moment(tmp_path):
    chance = random.Random(SEED)
    for _ in range(ROUNDS):
        process = journey(tmp_path)
        deadline = time.monotonic() + chance.uniform(0.5, LONGEST_LIFE)
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        if process.poll() is None:
            kill_all(process)
        else:
            _, errors = process.communicate()
            assert process.returncode == 0, errors[-3000:]
    process = journey(tmp_path)
    out, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors[-3000:]
    result = json.loads(out)
    assert result["audit"]["holds"], [check for check in result["audit"]["checks"] if not check["ok"]]
