"""The fault suite: `make faults`, or `python -m headrace_testkit.faults --rounds 500 --seed 7`."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
import tempfile
from pathlib import Path

from headrace_chassis import clock
from headrace_testkit.faults.ground import Layout
from headrace_testkit.faults.report import Report
from headrace_testkit.faults.run import Wanted, run, say

TWICE = {"logistics": 2, "finance": 2}


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m headrace_testkit.faults", description=__doc__)
    words.add_argument("--rounds", type=int, default=40)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--out", type=Path, default=Path(".local/faults.json"))
    words.add_argument("--bus", choices=("kafka", "postgres"), default="kafka")
    given = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="headrace-faults-"))
    layout = Layout(folder, bus=given.bus, replicas=TWICE, kafka_home=Path(".local/kafka"))
    report = asyncio.run(run(layout, Wanted(given.rounds, given.seed), clock.wall().date()))
    report.write(given.out)
    _tell(report)
    if report.holds:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        say(f"What was said and logged: {folder}")
    return 0 if report.holds else 1


def _tell(report: Report) -> None:
    for kind, why in report.left_out.items():
        say(f"NOT PLAYED: {kind}: {why}")
    found = report.to_json()
    for line in [*found["findings"][:20], *found["not_recovered"][:20]]:
        say(f"  {line}")
    print(json.dumps({name: found[name] for name in list(found)[:9]}))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
