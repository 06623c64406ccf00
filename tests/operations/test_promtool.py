"""PLT-7: Prometheus itself takes the configuration, and each alert fires on bad series and not on good ones."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .written import PROMETHEUS, alerts

pytestmark = pytest.mark.operations
EXPRESSION = re.compile(r"(- alert: .+\n +expr: )(?:>-\n(?: {10,}.+\n)+|.+\n)")


def promtool(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["promtool", *map(str, arguments)], capture_output=True, text=True, check=False)


def test_the_configuration_and_its_rules_are_taken() -> None:
    done = promtool("check", "config", "--lint-fatal", PROMETHEUS / "prometheus.yml")
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_fire_on_bad_series_and_stay_silent_on_good_ones() -> None:
    done = promtool("test", "rules", *sorted((PROMETHEUS / "tests").glob("*.yml")))
    assert done.returncode == 0, done.stdout + done.stderr


def test_alerts_that_never_fire_fail_their_tests(tmp_path: Path) -> None:
    place = tmp_path / "prometheus"
    shutil.copytree(PROMETHEUS, place)
    rules = place / "alerts.yml"
    dulled, changed = EXPRESSION.subn(r"\1vector(0) > 0\n", rules.read_text())
    rules.write_text(dulled)
    assert changed == len(alerts())
    done = promtool("test", "rules", *sorted((place / "tests").glob("*.yml")))
    assert set(re.findall(r"alertname: (\w+), time", done.stdout + done.stderr)) == set(alerts())
