"""A wall clock that is wrong, for the services of a fault run.

The chassis asks one function for the wall's time; here it is replaced before any module takes it. The offset in
seconds stands in a file, so that it can jump while the process runs.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from headrace_chassis import clock


def read_offset(file: Path) -> timedelta:
    try:
        return timedelta(seconds=float(file.read_text() or 0))
    except FileNotFoundError:
        return timedelta(0)


def write_offset(file: Path, seconds: float) -> None:
    fresh = file.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.replace(file)


def put_on(file: Path) -> None:
    right = clock.wall
    clock.wall = lambda: right() + read_offset(file)
