"""docs/metrics.md, made from the code: `python -m headrace_chassis.metrics_page > docs/metrics.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points

from headrace_chassis.measures import Measure
from headrace_chassis.metrics import DECLARED, Declared
from headrace_chassis.service import Service

HEAD = """# Metrics

Made from the code by `python -m headrace_chassis.metrics_page`. Every service answers `GET /metrics`; in one process
the gateway's page has those of all. *Replicas* says how the figures of several become one: `sum` where each tells its
own, `max` where all tell the same (`min`: the worst counts). A histogram `x` has the series `x_bucket`, `x_sum` and
`x_count`. States (lag, parked, waiting, horizon) are read each 5 s, measures of the business each 15 s;
`state_refreshed_timestamp_seconds` says when last. `relay_*` are there only where events are carried to Kafka.
Beside these stand `process_*` and `python_*` as prometheus_client gives them.
"""
TABLE = "| metric | type | labels | replicas | meaning |\n|---|---|---|---|---|\n"


def page(services: Sequence[Service]) -> str:
    """`services` are loaded, so what they declare themselves is known too."""
    measured = {service.name: sorted(service.measures, key=lambda m: m.name) for service in services}
    parts = [HEAD, _section("Of every service and of the gateways", map(_declared, sorted(DECLARED, key=_name)))]
    for service, measures in sorted(measured.items()):
        if measures:
            parts.append(_section(f"Business: {service}", map(_measure, measures)))
    return "\n".join(parts)


def _name(one: Declared) -> str:
    return one.name


def _section(title: str, rows: Iterable[str]) -> str:
    return f"## {title}\n{TABLE}" + "".join(rows)


def _declared(one: Declared) -> str:
    return _row(one.name, one.kind, one.labels, one.over, one.words)


def _measure(one: Measure) -> str:
    return _row(one.name, one.kind, one.labels, "max", one.words)


def _row(name: str, kind: str, labels: Sequence[str], over: str, words: str) -> str:
    named = ", ".join(f"`{label}`" for label in labels) or "–"
    return f"| `{name}` | {kind} | {named} | {over} | {words} |\n"


def _installed() -> Iterator[Service]:
    for entry in entry_points(group="headrace.services"):
        yield entry.load()


if __name__ == "__main__":
    sys.stdout.write(page(list(_installed())))
