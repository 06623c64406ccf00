"""`headrace bench`: figures against their targets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer


def bench(
    out: Annotated[Path, typer.Option(help="where the figures are written")] = Path(".local/bench.json"),
) -> None:
    """Measure the event log and the journey beside the plain thing a user would otherwise write."""
    out.parent.mkdir(parents=True, exist_ok=True)
    raise typer.Exit(subprocess.call([sys.executable, "-m", "headrace_testkit.benchmarks", "--out", str(out)]))
