"""Runs all benchmarks: `python -m headrace_testkit.benchmarks --out FILE`."""

from __future__ import annotations

import argparse
import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from headrace_testkit.benchmarks import appending, hearing, journeying
from headrace_testkit.benchmarks.figures import Figure
from headrace_testkit.benchmarks.ground import ground


async def all_figures(*, journey: bool) -> AsyncIterator[Figure]:
    async with ground() as place:
        for part in (appending.figures(place), hearing.figures(place), hearing.latency(place)):
            async for figure in part:
                yield figure
    if journey:
        async for figure in journeying.figures():
            yield figure


async def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--no-journey", action="store_true")
    asked = parser.parse_args()
    rows = [figure.row() async for figure in all_figures(journey=not asked.no_journey)]
    asked.out.write_text(json.dumps(rows, indent=2) + "\n")
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, float) else str(value) for value in row.values()))
    Console(width=140).print(table)


asyncio.run(main())
