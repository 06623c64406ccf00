"""Every metric of the chassis under the field's usual name; docs/metrics.md is made from these declarations.

What is counted in line is kept cheap by meters.py; what is a state is refreshed by states.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from prometheus_client import Counter, Gauge, Histogram, disable_created_metrics

Over = Literal["sum", "max", "min"]
DURATIONS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
LONG_DURATIONS = (0.1, 0.5, 1, 5, 15, 60, 300, 900, 3600)
disable_created_metrics()  # type: ignore[no-untyped-call]


@dataclass(frozen=True, slots=True)
class Declared:
    """`over` says how the figures of several replicas become one: each its own (sum), or all the same (max)."""

    name: str
    kind: str
    words: str
    labels: tuple[str, ...]
    over: Over


DECLARED: list[Declared] = []


def counter(name: str, words: str, *labels: str) -> Counter:
    DECLARED.append(Declared(name, "counter", words, labels, "sum"))
    return Counter(name, words, labels)


def gauge(name: str, words: str, *labels: str, over: Over = "max") -> Gauge:
    DECLARED.append(Declared(name, "gauge", words, labels, over))
    return Gauge(name, words, labels)


def histogram(name: str, words: str, *labels: str, buckets: tuple[float, ...] = DURATIONS) -> Histogram:
    DECLARED.append(Declared(name, "histogram", words, labels, "sum"))
    return Histogram(name, words, labels, buckets=buckets)


REQUESTS = counter("http_requests_total", "Requests answered", "service", "method", "route", "status")
REQUEST_SECONDS = histogram(
    "http_request_duration_seconds", "Time until the answer began", "service", "method", "route"
)
REQUESTS_IN_FLIGHT = gauge("http_requests_in_flight", "Requests not answered to the end yet", "service", over="sum")

LAG = gauge("consumer_lag_events", "Events told and not heard yet", "service", "topic", "partition")
OLDEST_UNHEARD = gauge(
    "consumer_oldest_unheard_seconds", "Age of the oldest event not heard yet", "service", "topic", "partition"
)
HEARD = counter("consumer_heard_events_total", "Events heard", "service")
BATCH_SECONDS = histogram("consumer_batch_seconds", "Time to hear a batch, its transaction included", "service")
STREAMS = gauge("consumer_streams", "Streams that this replica follows", "service", over="sum")
CONSUMER_RESTARTS = counter("consumer_restarts_total", "Times a stalled consumer was made anew", "service")
CONSUMER_FAILURES = counter("consumer_failures_total", "Times an event could not be heard", "service")
PAST_LEFT = gauge(
    "read_model_past_events",
    "Offsets of the past that a read model has yet to hear",
    "service",
    "read_model",
    "topic",
    "partition",
)
PARKED = gauge("parked_events", "Events that wait for another try, or behind one that does", "service")
DEAD_LETTERS = gauge("dead_letters", "Events that wait for a person", "service")

LOG_POSITION = gauge("event_log_position", "Position up to which the event log is settled", "service")
HORIZON_AGE = gauge(
    "event_log_horizon_age_seconds", "How long an open transaction has kept newer events from being read", "service"
)
APPENDED = counter("event_log_appended_events_total", "Events stored", "service")

RELAY_LEADER = gauge("relay_leader", "1 on the replica that carries the events to Kafka", "service", over="sum")
RELAY_LAG = gauge("relay_lag_events", "Events stored and not sent to Kafka yet", "service")
OLDEST_UNSENT = gauge("relay_oldest_unsent_seconds", "Age of the oldest event not sent to Kafka yet", "service")
RELAY_SENT = counter("relay_sent_events_total", "Events sent to Kafka and acknowledged", "service")
RELAY_FAILURES = counter("relay_failures_total", "Batches that Kafka did not take at once", "service")

JOBS = counter("jobs_total", "Jobs ended", "service", "kind", "state")
JOBS_RUNNING = gauge("jobs_running", "Jobs under way on this replica", "service", "kind", over="sum")
JOBS_WAITING = gauge("jobs_waiting", "Jobs that nobody has begun", "service", "kind")
JOB_SECONDS = histogram(
    "job_duration_seconds", "Time from a job's start to its end", "service", "kind", buckets=LONG_DURATIONS
)
TIMER_RUNS = counter("timer_runs_total", "Turns of timers; outcome is done or failed", "service", "timer", "outcome")
TIMER_SUCCESS = gauge(
    "timer_last_success_timestamp_seconds",
    "When a turn last ended well; until then when the replica started",
    "service",
    "timer",
)
TIMER_PERIOD = gauge("timer_period_seconds", "Business time between turns", "service", "timer")
DEADLINES = counter(
    "deadlines_total", "Deadlines whose work was tried; outcome is done or failed", "service", "kind", "outcome"
)
DEADLINES_DUE = gauge("deadlines_due", "Deadlines that are due and whose work nobody has done", "service", "kind")
DEADLINES_FAILED = gauge("deadlines_failed", "Deadlines whose work failed and will be tried again", "service", "kind")

CONNECTIONS = gauge("database_connections", "Connections of the pool: used or idle", "service", "state", over="sum")
CONNECTION_WAIT = histogram("database_wait_seconds", "Time to get a connection of the pool", "service")
TRANSACTIONS = counter(
    "database_transactions_total", "Transactions; outcome is committed or rolled_back", "service", "outcome"
)

BUILD = gauge("headrace_build_info", "Always 1; the labels say what runs", "service", "version", "bus")
READY = gauge("service_ready", "1 while the service takes requests", "service", over="min")
REFRESHED = gauge(
    "state_refreshed_timestamp_seconds", "When what is read from the database was last read", "service", over="min"
)
