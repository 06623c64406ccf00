"""One run of the suite, watched."""

from __future__ import annotations

import resource
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

from headrace_testkit.suite import family
from headrace_testkit.suite.leftovers import traces

LOOK = 1.0


@dataclass(frozen=True, slots=True)
class Run:
    green: bool
    seconds: float
    cpu_seconds: float
    memory: Counter[str]
    left: tuple[str, ...]
    last_line: str

    def __str__(self) -> str:
        return (
            f"{'green' if self.green else 'RED'}: {self.seconds / 60:.1f} min, {self.cpu_seconds / 60:.1f} min of CPU, "
            f"at most {self.gigabytes:.2f} GB ({self._by_program()}), "
            f"{f'{len(self.left)} things' if self.left else 'nothing'} left; {self.last_line}"
        )

    @property
    def gigabytes(self) -> float:
        return self.memory.total() / 1e9

    def _by_program(self) -> str:
        return ", ".join(f"{program} {taken / 1e9:.2f}" for program, taken in self.memory.most_common(4))


def run(command: Sequence[str], root: Path, log: Path) -> Run:
    before, began, used = traces(root), time.monotonic(), _cpu_seconds()
    with log.open("w") as sink:
        process = subprocess.Popen(command, cwd=root, stdin=subprocess.DEVNULL, stdout=sink, stderr=subprocess.STDOUT)
        peak = _watched(process)
    seconds = time.monotonic() - began
    survivors = family.end_survivors()
    left = (*survivors, *sorted(traces(root) - before))
    lines = log.read_text(errors="replace").splitlines() or [""]
    return Run(process.returncode == 0, seconds, _cpu_seconds() - used, peak, left, lines[-1])


def _watched(process: subprocess.Popen[bytes]) -> Counter[str]:
    """The most memory that was seen until the process ended."""
    peak: Counter[str] = Counter()
    ended, files = Event(), family.files_in_memory()

    def look() -> None:
        nonlocal peak
        while not ended.wait(LOOK):
            family.bury_orphans(besides=process.pid)
            taken = family.memory()
            taken["files in memory"] = family.files_in_memory() - files
            peak = max(peak, taken, key=Counter.total)

    watcher = Thread(target=look)
    watcher.start()
    try:
        process.wait()
    finally:
        ended.set()
        watcher.join()
    return peak


def _cpu_seconds() -> float:
    """Of all processes that have ended and were waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
