"""Runs the benchmarks: `python -m headrace_testkit.benchmarks --out FILE [--only append hear-kafka ...]`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from headrace_chassis import serving
from headrace_testkit.benchmarks import (
    appending,
    deadlines,
    hearing,
    journeying,
    latency,
    listing,
    making,
    reading,
    redriving,
    relaying,
    starting,
    tracing,
)
from headrace_testkit.benchmarks.figures import Figure
from headrace_testkit.benchmarks.ground import Ground, ground
from headrace_testkit.benchmarks.on_kafka import HOME, on_kafka
from headrace_testkit.benchmarks.on_postgres import OnPostgres
from headrace_testkit.benchmarks.transports import Transport
from headrace_testkit.kafka.errors import KafkaNotStarted
from headrace_testkit.kafka.jars import fetched
from headrace_testkit.kafka.tools import java

Figures = Callable[[Ground], AsyncIterator[Figure]]
OnTransport = Callable[[Ground, Transport], AsyncIterator[Figure]]


def _over_postgres(figures: OnTransport) -> Figures:
    return lambda place: figures(place, OnPostgres())


def _over_kafka(figures: OnTransport) -> Figures:
    async def all_of(place: Ground) -> AsyncIterator[Figure]:
        async with on_kafka() as kafka:
            async for figure in figures(place, kafka):
                yield figure

    return all_of


PARTS: dict[str, Figures] = {
    "append": appending.figures,
    "read": reading.figures,
    "hear": _over_postgres(hearing.figures),
    "latency": _over_postgres(latency.figures),
    "relay": relaying.figures,
    "hear-kafka": _over_kafka(hearing.figures),
    "latency-kafka": _over_kafka(latency.figures),
    "redrive": redriving.figures,
    "deadlines": deadlines.figures,
    "trace": tracing.figures,
    "list": listing.figures,
    "make": making.figures,
    "start": starting.figures,
    "journey": journeying.figures,
}
ON_KAFKA = {"relay", "hear-kafka", "latency-kafka"}


async def measure(names: list[str], out: Path) -> None:
    rows: list[dict[str, object]] = []
    async with ground() as place:
        serving.keep_what_is_loaded()
        for name in names:
            print(f"measuring {name} ...", file=sys.stderr)  # noqa: T201
            rows += [figure.row() async for figure in PARTS[name](place)]
            keep(rows, out)
    show(rows)


def keep(rows: list[dict[str, object]], out: Path) -> None:
    out.write_text(json.dumps(rows, indent=2) + "\n")


def show(rows: list[dict[str, object]]) -> None:
    table = Table(*rows[0])
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, float) else str(value) for value in row.values()))
    Console(width=140).print(table)


def without_kafka() -> str:
    """Why there can be no broker; empty when there can."""
    try:
        java()
        fetched(HOME)
    except KafkaNotStarted as reason:
        return str(reason)
    return ""


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--out", type=Path, required=True)
    words.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    asked = words.parse_args()
    names = asked.only
    if ON_KAFKA & set(names) and (reason := without_kafka()):
        print(f"Nothing is measured on Kafka: {reason}", file=sys.stderr)  # noqa: T201
        names = [name for name in names if name not in ON_KAFKA]
    if names:
        serving.run(measure(names, asked.out))


main()
