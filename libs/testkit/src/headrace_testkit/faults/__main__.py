"""The fault suite: `make faults`, or `python -m headrace_testkit.faults --rounds 500 --seed 7`."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import signal
import sys
import tempfile
from collections.abc import Coroutine
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from headrace_chassis import clock
from headrace_testkit.faults.ground import GATEWAY, SMALL, Layout
from headrace_testkit.faults.report import Report
from headrace_testkit.faults.run import Wanted, run, say
from headrace_testkit.faults.stand_ins import PROBE

TWICE = {"logistics": 2, "finance": 2}


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m headrace_testkit.faults", description=__doc__)
    words.add_argument("--rounds", type=int, default=40)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--out", type=Path, default=Path(".local/faults.json"))
    words.add_argument(
        "--scale",
        choices=("small", "light", "whole"),
        default="light",
        help="small: orders only, for many quick rounds; whole: all services, and the journey again and again",
    )
    words.add_argument("--bus", choices=("kafka", "postgres"), default="kafka")
    given = words.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="headrace-faults-"))
    wanted = Wanted(given.rounds, given.seed, journeys=given.scale == "whole")

    def keep(report: Report) -> None:
        report.write(given.out)

    report = asyncio.run(
        _until_told_to_stop(run(_layout(folder, given.bus, given.scale), wanted, clock.wall().date(), keep))
    )
    _tell(report)
    if report.holds:
        shutil.rmtree(folder, ignore_errors=True)
    else:
        say(f"What was said and logged: {folder}")
    return 0 if report.holds else 1


async def _until_told_to_stop(running: Coroutine[Any, Any, Report]) -> Report:
    """SIGTERM ends the run as Ctrl-C does: what was started is stopped, what was mounted is unmounted."""
    task = asyncio.ensure_future(running)
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    return await task


def _layout(folder: Path, bus: str, scale: str) -> Layout:
    layout = Layout(folder, bus=bus, replicas=TWICE, kafka_home=Path(".local/kafka"))
    if scale == "small":
        return replace(layout, services=SMALL, replicas={"srm": 2})
    if scale == "light":
        return layout
    installed = sorted(entry.name for entry in entry_points(group="headrace.services") if entry.name != GATEWAY)
    return replace(layout, services=(*installed, PROBE), stand_ins=(PROBE,))


def _tell(report: Report) -> None:
    for kind, why in report.left_out.items():
        say(f"NOT PLAYED: {kind}: {why}")
    found = report.to_json()
    for line in [*found["findings"][:20], *found["not_recovered"][:20]]:
        say(f"  {line}")
    print(json.dumps({name: found[name] for name in list(found)[:9]}))  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
