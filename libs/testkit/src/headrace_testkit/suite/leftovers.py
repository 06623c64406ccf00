"""What a run must not leave: files of its own in the machine's temporary folders, and anything in the checkout."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from headrace_testkit.memory import MEMORY

KEPT = ("suite",)  # beside what setup made, `.local` holds what is kept on purpose


def traces(root: Path) -> frozenset[str]:
    """The names of all that could be left, now; caches that git ignores are no leftovers."""
    places = {Path(tempfile.gettempdir()), Path("/tmp"), MEMORY, root / ".local"}  # noqa: S108 - sockets lie there
    named = {str(one) for place in places if place.is_dir() for one in place.iterdir() if one.name not in KEPT}
    return frozenset(named | _changed(root))


def _changed(root: Path) -> set[str]:
    told = subprocess.run(["git", "status", "--porcelain"], cwd=root, capture_output=True, text=True, check=True)
    return {f"{root}: {line}" for line in told.stdout.splitlines()}
