"""The metrics that are counted in line, with the labels of one service looked up once."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

from headrace_chassis import metrics

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
        self.streams = metrics.STREAMS.labels(service)
        self.restarts = metrics.CONSUMER_RESTARTS.labels(service)
        self.failures = metrics.CONSUMER_FAILURES.labels(service)


class RelayMeter:
    """Made by a relay, so a bus that needs none shows none of it."""

    def __init__(self, service: str) -> None:
        self.leader = metrics.RELAY_LEADER.labels(service)
        self.sent = metrics.RELAY_SENT.labels(service)
        self.failures = metrics.RELAY_FAILURES.labels(service)
