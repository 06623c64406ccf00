"""How long the journey takes, cold process and all."""

from __future__ import annotations

import asyncio
import json
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from headrace_testkit.benchmarks.figures import Figure
from headrace_testkit.benchmarks.ground import Ground

HEADRACE = str(Path(sys.executable).with_name("headrace"))
TARGET = 60.0


async def figures(_: Ground) -> AsyncIterator[Figure]:
    """From "world loaded" to the last step, small size; the baseline is the target, for want of another."""
    times = [await _seconds() for _ in range(2)]
    yield Figure("journey: small fictional world", times, "s", [TARGET] * len(times), TARGET)


async def _seconds() -> float:
    with tempfile.TemporaryDirectory() as folder:
        command = [HEADRACE, "journey", "--size", "small", "--data-dir", folder, "--json"]
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        out, _ = await process.communicate()
    steps = json.loads(out)["steps"]
    return sum(float(step["seconds"]) for step in steps[1:])
