"""The metrics that are counted in line, with the labels of one service looked up once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from prometheus_client import Counter, Histogram

from headrace_chassis import metrics
from headrace_chassis.clock import wall

JOB_STATES = ("done", "failed", "cancelled", "queued")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class HttpMeter:
    def __init__(self, service: str) -> None:
        self.in_flight = metrics.REQUESTS_IN_FLIGHT.labels(service)
        self._service = service
        self._answered: dict[tuple[str, str, int], Counter] = {}
        self._seconds: dict[tuple[str, str], Histogram] = {}

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """`route` is the pattern, never the path: there are few of them. So are methods; an invented one is `other`."""
        method = method if method in METHODS else "other"
        counted = self._answered.get((method, route, status))
        if counted is None:
            counted = metrics.REQUESTS.labels(self._service, method, route, str(status))
            self._answered[method, route, status] = counted
        timed = self._seconds.get((method, route))
        if timed is None:
            timed = self._seconds[method, route] = metrics.REQUEST_SECONDS.labels(self._service, method, route)
        counted.inc()
        timed.observe(seconds)


class DatabaseMeter:
    def __init__(self, service: str) -> None:
        self.wait = metrics.CONNECTION_WAIT.labels(service)
        self.committed = metrics.TRANSACTIONS.labels(service, "committed")
        self.rolled_back = metrics.TRANSACTIONS.labels(service, "rolled_back")
        self.appended = metrics.APPENDED.labels(service)
        self.used = metrics.CONNECTIONS.labels(service, "used")
        self.idle = metrics.CONNECTIONS.labels(service, "idle")


class ConsumerMeter:
    def __init__(self, service: str) -> None:
        self.heard = metrics.HEARD.labels(service)
        self.batch_seconds = metrics.BATCH_SECONDS.labels(service)
        self.restarts = metrics.CONSUMER_RESTARTS.labels(service)
        self._service = service
        self.failures = metrics.CONSUMER_FAILURES.labels(service)

    def follows(self, streams: int) -> None:
        """Told by those only that hear something."""
        metrics.STREAMS.labels(self._service).set(streams)


class JobsMeter:
    """Every kind of job stands at 0 from the start, so that a rate is seen at the first."""

    def __init__(self, service: str, kinds: Iterable[str]) -> None:
        self.running = {kind: metrics.JOBS_RUNNING.labels(service, kind) for kind in kinds}
        self.seconds = {kind: metrics.JOB_SECONDS.labels(service, kind) for kind in self.running}
        self.ended = {
            (kind, state): metrics.JOBS.labels(service, kind, state) for kind in self.running for state in JOB_STATES
        }


class TimersMeter:
    """A timer's last success is this replica's start until it has one, so that a late one can be told."""

    def __init__(self, service: str, periods: Mapping[str, float]) -> None:
        self.done = {name: metrics.TIMER_RUNS.labels(service, name, "done") for name in periods}
        self.failed = {name: metrics.TIMER_RUNS.labels(service, name, "failed") for name in periods}
        self.success = {name: metrics.TIMER_SUCCESS.labels(service, name) for name in periods}
        for name, seconds in periods.items():
            metrics.TIMER_PERIOD.labels(service, name).set(seconds)
            self.success[name].set(wall().timestamp())


class DeadlinesMeter:
    def __init__(self, service: str, kinds: Iterable[str]) -> None:
        self.done = {kind: metrics.DEADLINES.labels(service, kind, "done") for kind in kinds}
        self.failed = {kind: metrics.DEADLINES.labels(service, kind, "failed") for kind in self.done}


class RelayMeter:
    """Made by a relay, so a bus that needs none shows none of it."""

    def __init__(self, service: str) -> None:
        self.leader = metrics.RELAY_LEADER.labels(service)
        self.sent = metrics.RELAY_SENT.labels(service)
        self.failures = metrics.RELAY_FAILURES.labels(service)
