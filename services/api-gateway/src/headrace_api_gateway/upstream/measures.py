"""What the gateway measures of each service it passes requests on to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from headrace_chassis import clock, metrics

REQUESTS = metrics.counter(
    "gateway_upstream_requests_total",
    "Requests passed on; outcome is answered, client_left, or why there was no answer",
    "upstream",
    "outcome",
)
SECONDS = metrics.histogram("gateway_upstream_seconds", "Time from a request's start to its answer's end", "upstream")
CIRCUIT_OPEN = metrics.gauge("gateway_circuit_open", "Replicas that are left in peace after failures", "upstream")
LISTENERS = metrics.gauge("gateway_listeners", "Open live streams", over="sum")


@dataclass
class Passing:
    outcome: str = "broken_off"


@contextmanager
def passing_on(upstream: str) -> Iterator[Passing]:
    """Counts one request under the outcome that it is given in the block."""
    passing, began = Passing(), clock.monotonic()
    try:
        yield passing
    finally:
        REQUESTS.labels(upstream, passing.outcome).inc()
        SECONDS.labels(upstream).observe(clock.monotonic() - began)
