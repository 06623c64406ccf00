"""The rows of a service's board. What replicas do is added up; what they say of one database is taken once (`max`)."""

from __future__ import annotations

from collections.abc import Iterator

from boards.panels import Panel, lines, number, table
from boards.parts import Parts
from boards.promql import INTERVAL, legend, quantile

QUANTILES = (0.5, 0.95, 0.99)


def chosen(service: str) -> str:
    return f'service="{service}", instance=~"$replica"'


def of(metric: str, service: str) -> str:
    """The metric's series of this service on the chosen replicas."""
    return f"{metric}{{{chosen(service)}}}"


def rate(metric: str, service: str) -> str:
    return f"rate({of(metric, service)}[{INTERVAL}])"


def quantiles(histogram: str, service: str) -> list[tuple[str, str]]:
    return [(quantile(share, histogram, chosen(service)), f"p{share * 100:g}") for share in QUANTILES]


def slowest(histogram: str, service: str, *labels: str) -> tuple[str, str]:
    return quantile(0.95, histogram, chosen(service), *labels), legend(*labels)


def now(service: str, parts: Parts) -> Iterator[Panel]:
    yield number(
        "Ready",
        "Replicas that take requests",
        "short",
        f'sum(service_ready{{service="{service}"}})',
        warn=1,
        bad=0.5,
        below=True,
    )
    yield number("Requests", "Answered a second", "reqps", f'service:http_requests:rate5m{{service="{service}"}}')
    yield number(
        "Errors",
        "Share of answers that say 5xx, over 5 minutes",
        "percentunit",
        f'service:http_errors:ratio_rate5m{{service="{service}"}}',
        warn=0.001,
        bad=0.01,
    )
    if parts.hears:
        yield number(
            "Lag",
            "Events not heard yet",
            "short",
            f'service:consumer_lag_events:sum{{service="{service}"}}',
            warn=1000,
            bad=10_000,
        )
    if parts.stores:
        yield number(
            "Dead letters",
            "Events given up, waiting for a person",
            "short",
            f'max(dead_letters{{service="{service}"}})',
            bad=1,
        )
    yield table(
        "Runs",
        "Version and bus of each replica",
        "short",
        f"max by (instance, version, bus) ({of('headrace_build_info', service)})",
        width=8,
    )


def requests(service: str) -> list[Panel]:
    return [
        lines(
            "Requests by route",
            "Answered a second",
            "reqps",
            (f"sum by (method, route) ({rate('http_requests_total', service)})", "{{method}} {{route}}"),
        ),
        lines(
            "Answers by status",
            "Answered a second; 5xx are ours, 4xx the caller's",
            "reqps",
            (f"sum by (status) ({rate('http_requests_total', service)})", "{{status}}"),
            stacked=True,
        ),
        lines(
            "Under way",
            "Requests not answered yet",
            "short",
            (f"sum by (instance) ({of('http_requests_in_flight', service)})", "{{instance}}"),
        ),
        lines(
            "Time to answer",
            "Over all routes",
            "s",
            *quantiles("http_request_duration_seconds", service),
            bad=0.5,
        ),
        lines(
            "Time to answer by route, p95",
            "The routes to look at first are on top",
            "s",
            slowest("http_request_duration_seconds", service, "method", "route"),
            bad=0.5,
            width=16,
        ),
    ]


def heard(service: str) -> list[Panel]:
    failures = [
        (f"sum({rate('consumer_failures_total', service)})", "attempts that failed"),
        (f"sum({rate('consumer_restarts_total', service)})", "restarts of the client"),
    ]
    return [
        lines(
            "Heard",
            "Events a second",
            "cps",
            (f"sum by (instance) ({rate('consumer_heard_events_total', service)})", "{{instance}}"),
        ),
        lines(
            "Lag by topic",
            "Events not heard yet",
            "short",
            (f"sum by (topic) (max by (topic, partition) ({of('consumer_lag_events', service)}))", "{{topic}}"),
            stacked=True,
        ),
        lines(
            "Oldest unheard",
            "Age of the oldest event that waits, by topic",
            "s",
            (f"max by (topic) ({of('consumer_oldest_unheard_seconds', service)})", "{{topic}}"),
            warn=10,
            bad=60,
        ),
        lines(
            "Time for a batch",
            "Handlers and their one transaction",
            "s",
            *quantiles("consumer_batch_seconds", service),
        ),
        lines(
            "Streams followed",
            "Partitions given to each replica",
            "short",
            (f"sum by (instance) ({of('consumer_streams', service)})", "{{instance}}"),
            stacked=True,
        ),
        lines("Trouble", "A second; a failed attempt is tried again", "cps", *failures),
    ]


def told(service: str) -> list[Panel]:
    embedded = {"nothing": "without a relay (no Kafka)"}
    return [
        lines(
            "Told",
            "Events stored a second",
            "cps",
            (f"sum by (instance) ({rate('event_log_appended_events_total', service)})", "{{instance}}"),
        ),
        lines(
            "Age of the horizon",
            "How long the oldest open transaction has held readers back",
            "s",
            (f"max({of('event_log_horizon_age_seconds', service)})", "age"),
            warn=5,
            bad=30,
        ),
        lines(
            "Parked and dead",
            "Waiting for another try; given up",
            "short",
            (f"max({of('parked_events', service)})", "parked"),
            (f"max({of('dead_letters', service)})", "dead"),
        ),
        lines(
            "Relay leader",
            "The replica that sends to Kafka is 1",
            "short",
            (f"max by (instance) ({of('relay_leader', service)})", "{{instance}}"),
            **embedded,
        ),
        lines(
            "Relay lag",
            "Events stored and not yet on Kafka",
            "short",
            (f"max({of('relay_lag_events', service)})", "events"),
            **embedded,
        ),
        lines(
            "Oldest unsent",
            "Age of the oldest event not yet on Kafka",
            "s",
            (f"max({of('relay_oldest_unsent_seconds', service)})", "age"),
            warn=5,
            bad=30,
            **embedded,
        ),
    ]


def jobs(service: str) -> list[Panel]:
    return [
        lines(
            "Jobs now",
            "Running and waiting, by kind",
            "short",
            (f"sum by (kind) ({of('jobs_running', service)})", "{{kind}} running"),
            (f"max by (kind) ({of('jobs_waiting', service)})", "{{kind}} waiting"),
        ),
        lines(
            "Jobs ended",
            "In 5 minutes, by kind and how",
            "short",
            (f"sum by (kind, state) (increase({of('jobs_total', service)}[5m]))", "{{kind}} {{state}}"),
            stacked=True,
        ),
        lines("Time for a job, p95", "By kind", "s", slowest("job_duration_seconds", service, "kind")),
    ]


def timers(service: str) -> list[Panel]:
    last = f'max by (timer) (timer_last_success_timestamp_seconds{{service="{service}"}})'
    return [
        lines("Since the last run", "By timer", "s", (f"time() - {last}", "{{timer}}"), width=12),
        lines(
            "Runs",
            "In 1 hour, by timer and how",
            "short",
            (f"sum by (timer, outcome) (increase({of('timer_runs_total', service)}[1h]))", "{{timer}} {{outcome}}"),
            width=12,
        ),
    ]


def deadlines(service: str) -> list[Panel]:
    waiting = [
        (f'max by (kind) ({name}{{service="{service}"}})', f"{{{{kind}}}} {word}")
        for name, word in (("deadlines_due", "due"), ("deadlines_failed", "failed"))
    ]
    return [
        lines("Not done", "Due, and failed and tried again, by kind", "short", *waiting, width=12),
        lines(
            "Tried",
            "In 1 hour, by kind and how",
            "short",
            (f"sum by (kind, outcome) (increase({of('deadlines_total', service)}[1h]))", "{{kind}} {{outcome}}"),
            width=12,
        ),
    ]


def database(service: str) -> list[Panel]:
    return [
        lines(
            "Connections",
            "Of the pool, by replica",
            "short",
            (f"sum by (instance, state) ({of('database_connections', service)})", "{{instance}} {{state}}"),
            stacked=True,
        ),
        lines(
            "Wait for a connection",
            "Grows when the pool is used up",
            "s",
            *quantiles("database_wait_seconds", service),
            bad=0.25,
        ),
        lines(
            "Transactions",
            "A second, by outcome; a refused request is rolled back",
            "cps",
            (f"sum by (outcome) ({rate('database_transactions_total', service)})", "{{outcome}}"),
            stacked=True,
        ),
    ]


def process(service: str) -> list[Panel]:
    def joined(expr: str) -> str:
        return f"{expr} * on (instance) group_left () {of('headrace_build_info', service)}"

    return [
        lines(
            "Processor",
            "Cores used; services that share a process share the figure",
            "short",
            (joined("rate(process_cpu_seconds_total[$__rate_interval])"), "{{instance}}"),
        ),
        lines("Memory", "Resident", "bytes", (joined("process_resident_memory_bytes"), "{{instance}}")),
        lines(
            "Open files",
            "Share of what the process may open",
            "percentunit",
            (joined("process_open_fds / process_max_fds"), "{{instance}}"),
            warn=0.6,
            bad=0.8,
        ),
    ]
