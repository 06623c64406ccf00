"""The board to look at first: the golden signals of all services."""

from __future__ import annotations

from boards.event_log import CHOSEN, LAG, OLDEST_UNHEARD, SERVICE
from boards.panels import Board, Row, Variable, lines, number, table
from boards.promql import quantile


def board() -> Board:
    service = Variable("service", "Service", "label_values(headrace_build_info, service)")
    about = "Is the platform well? Traffic, errors, time, and how far events are behind, for all services"
    return Board("overview", "Headrace / overview", about, [NOW, REQUESTS, EVENTS, WORK, RUNNING], [service])


NOW = Row(
    "Now",
    [
        number(
            "Alerts firing",
            "All; critical ones are marked in the graphs",
            "short",
            'count(ALERTS{alertstate="firing"}) or vector(0)',
            warn=1,
        ),
        number(
            "Services ready",
            "At least one replica takes requests",
            "short",
            f"sum(max by (service) (service_ready{CHOSEN}))",
        ),
        number("Requests", "Answered a second", "reqps", f"sum(service:http_requests:rate5m{CHOSEN})"),
        number(
            "Errors",
            "The worst service's share of 5xx, over 5 minutes",
            "percentunit",
            f"max(service:http_errors:ratio_rate5m{CHOSEN})",
            warn=0.001,
            bad=0.01,
        ),
        number(
            "Oldest unheard",
            "The event that has waited longest",
            "s",
            f"max(service:consumer_oldest_unheard_seconds:max{CHOSEN})",
            warn=10,
            bad=60,
        ),
        number(
            "Dead letters",
            "Events given up, waiting for a person",
            "short",
            f"sum(max by (service) (dead_letters{CHOSEN}))",
            bad=1,
        ),
    ],
)
REQUESTS = Row(
    "Requests",
    [
        lines(
            "Requests by service",
            "Answered a second",
            "reqps",
            (f"sum by (service) (rate(http_requests_total{CHOSEN}[$__rate_interval]))", "{{service}}"),
        ),
        lines(
            "Errors by service",
            "Share of 5xx over 5 minutes; the objective is 0.1 %",
            "percentunit",
            (f"service:http_errors:ratio_rate5m{CHOSEN}", "{{service}}"),
            warn=0.001,
            bad=0.0144,
        ),
        lines(
            "Time to answer, p95",
            "The objective is 99 % under half a second",
            "s",
            (quantile(0.95, "http_request_duration_seconds", SERVICE, "service"), "{{service}}"),
            bad=0.5,
        ),
    ],
)
EVENTS = Row(
    "Events",
    [
        lines(
            "Heard",
            "Events a second",
            "cps",
            (f"sum by (service) (rate(consumer_heard_events_total{CHOSEN}[$__rate_interval]))", "{{service}}"),
            stacked=True,
        ),
        LAG,
        OLDEST_UNHEARD,
    ],
)
WORK = Row(
    "Saturation",
    [
        lines(
            "Wait for a database connection, p95",
            "Grows when a pool is used up",
            "s",
            (quantile(0.95, "database_wait_seconds", SERVICE, "service"), "{{service}}"),
            bad=0.25,
        ),
        lines(
            "Jobs waiting",
            "Long work nobody has taken yet",
            "short",
            (f"sum by (service) (max by (service, kind) (jobs_waiting{CHOSEN}))", "{{service}}"),
            stacked=True,
        ),
        lines(
            "Memory",
            "Resident, by process",
            "bytes",
            ('process_resident_memory_bytes{job="headrace"}', "{{service}} {{instance}}"),
            stacked=True,
        ),
    ],
)
RUNNING = Row(
    "What runs",
    [
        table(
            "Replicas",
            "Version and bus of each",
            "short",
            f"max by (service, instance, version, bus) (headrace_build_info{CHOSEN})",
            width=12,
        ),
        table(
            "Ready",
            "1 takes requests, 0 starts, drains or is broken",
            "short",
            f"max by (service, instance) (service_ready{CHOSEN})",
            width=12,
        ),
    ],
)
