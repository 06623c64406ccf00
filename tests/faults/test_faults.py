"""PLT-6: every kind of fault in turn while people work; nothing is lost, doubled or untrue, and all comes back."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

ROUNDS, SEED = 40, 1
LIMIT = 900
SLOWEST = 60.0  # seconds; the target of 5 is measured and reported, this is where something hangs


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(LIMIT + 60)
def test_the_short_form_of_the_fault_suite_holds(pytestconfig):
    out = pytestconfig.rootpath / ".local" / "faults.json"
    out.unlink(missing_ok=True)
    command = [sys.executable, "-m", "headrace_testkit.faults", "--rounds", ROUNDS, "--seed", SEED, "--out", out]
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, timeout=LIMIT, check=False, cwd=pytestconfig.rootpath
    )
    assert out.exists(), done.stderr[-3000:]
    found = json.loads(out.read_text())
    assert found["holds"], (found["findings"][:20], found["not_recovered"])
    assert found["recovery_seconds"]["max"] < SLOWEST, found["recovery_by_kind"]
    if os.geteuid() == 0:
        assert found["left_out"] == {}
