"""Running a validator."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path


def complaints_of(command: Sequence[str | Path], *, cwd: Path) -> list[str]:
    """What the program says when it ends with anything but 0."""
    done = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 0:
        return []
    said = [line for line in done.stdout.splitlines() if line.strip()]
    return said or [f"{Path(command[0]).name} ended with {done.returncode}"]
