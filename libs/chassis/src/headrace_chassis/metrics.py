"""Prometheus metrics under the field's usual names."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

from headrace_chassis.events.bus import Stream

REQUESTS = Counter("http_requests_total", "Requests answered", ["service", "method", "route", "status"])
SECONDS = Histogram(
    "http_request_duration_seconds",
    "Time to answer",
    ["service", "method", "route"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
LAG = Gauge("consumer_lag_events", "Events not heard yet", ["service", "topic", "partition"])
HEARD = Counter("consumer_heard_events_total", "Events heard", ["service"])
JOBS = Counter("jobs_total", "Jobs ended", ["service", "kind", "state"])


def lag(service: str, stream: Stream, events: int) -> None:
    LAG.labels(service, stream.topic, str(stream.partition)).set(max(0, events))


def heard(service: str, events: int) -> None:
    HEARD.labels(service).inc(events)
