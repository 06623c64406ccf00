"""PLT-7: docs/metrics.md is what the code says, and names follow the habits of Prometheus."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "metrics.md"
KINDS = {"counter", "gauge", "histogram"}


def rows() -> list[list[str]]:
    lines = PAGE.read_text().splitlines()
    return [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in lines if line.startswith("| `")]


def test_the_page_is_what_the_code_says():
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "headrace_chassis.metrics_page"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert PAGE.read_text() == made.stdout, "run: python -m headrace_chassis.metrics_page > docs/metrics.md"


def test_each_metric_stands_once_with_its_kind_and_meaning():
    names = [name for name, *_ in rows()]
    assert len(names) > 60
    assert len(names) == len(set(names))
    assert all(kind in KINDS and meaning for _, kind, _, _, meaning in rows())


def test_counters_and_only_counters_end_in_total_and_times_are_in_seconds():
    for name, kind, *_ in rows():
        assert name.endswith("_total") == (kind == "counter"), name
        assert kind != "histogram" or name.endswith("_seconds"), name
        assert not name.endswith(("_ms", "_minutes", "_percent")), name
