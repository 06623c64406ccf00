from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

from headrace_testkit.suite import __doc__ as purpose
from headrace_testkit.suite import family
from headrace_testkit.suite.run import Run, run

MINUTES, GIGABYTES = 9.0, 4.0
SHOWN = 20


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m headrace_testkit.suite", description=purpose)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("command", nargs="*", default=["make", "test"], help="what is run: make test")
    chosen = parser.parse_args()
    root = Path.cwd()
    logs = root / ".local" / "suite"
    logs.mkdir(parents=True, exist_ok=True)
    family.adopt_orphans()
    runs: list[Run] = []
    for number in range(1, chosen.runs + 1):
        runs.append(run(chosen.command, root, logs / f"{number}.log"))
        _say(f"{number}. {runs[-1]}", *(f"   left: {one}" for one in runs[-1].left[:SHOWN]))
    sys.exit(_judged(runs))


def _judged(runs: list[Run]) -> int:
    minutes, memory = [one.seconds / 60 for one in runs], max(one.gigabytes for one in runs)
    good = sum(one.green and not one.left for one in runs)
    _say(
        f"{good} of {len(runs)} green with nothing left; {median(minutes):.1f} min in the middle, "
        f"{max(minutes):.1f} at most ({MINUTES:.0f}); {memory:.2f} GB at most ({GIGABYTES:.0f})"
    )
    return 0 if good == len(runs) and max(minutes) <= MINUTES and memory <= GIGABYTES else 1


def _say(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
