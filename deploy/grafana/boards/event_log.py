"""The road of an event: stored, settled, sent, heard; and where it can get stuck."""

from __future__ import annotations

from boards.panels import Board, Row, Variable, lines
from boards.promql import quantile

SERVICE = 'service=~"$service"'
CHOSEN = f"{{{SERVICE}}}"
WITHOUT = {"nothing": "without a relay (no Kafka)"}
LAG = lines("Lag", "Events not heard yet", "short", (f"service:consumer_lag_events:sum{CHOSEN}", "{{service}}"))
OLDEST_UNHEARD = lines(
    "Oldest unheard",
    "Age of the oldest event that waits",
    "s",
    (f"service:consumer_oldest_unheard_seconds:max{CHOSEN}", "{{service}}"),
    warn=10,
    bad=60,
)


def board() -> Board:
    service = Variable("service", "Service", "label_values(headrace_build_info, service)")
    about = "From the transaction that stores an event to the last service that hears it"
    return Board("event-log", "Headrace / event log", about, [STORED, SENT, HEARD, REFUSED], [service])


def rate(metric: str) -> str:
    return f"sum by (service) (rate({metric}{CHOSEN}[$__rate_interval]))"


def highest(metric: str) -> str:
    return f"max by (service) ({metric}{CHOSEN})"


STORED = Row(
    "Stored",
    [
        lines("Stored", "Events a second", "cps", (rate("event_log_appended_events_total"), "{{service}}")),
        lines("Position", "The newest settled position", "short", (highest("event_log_position"), "{{service}}")),
        lines(
            "Age of the horizon",
            "How long the oldest open transaction has held readers back",
            "s",
            (highest("event_log_horizon_age_seconds"), "{{service}}"),
            warn=5,
            bad=30,
        ),
    ],
)
SENT = Row(
    "Sent to Kafka",
    [
        lines("Sent", "Events a second", "cps", (rate("relay_sent_events_total"), "{{service}}"), **WITHOUT),
        lines(
            "Relay lag", "Stored and not yet on Kafka", "short", (highest("relay_lag_events"), "{{service}}"), **WITHOUT
        ),
        lines(
            "Oldest unsent",
            "Age of the oldest event not yet on Kafka",
            "s",
            (highest("relay_oldest_unsent_seconds"), "{{service}}"),
            warn=5,
            bad=30,
            **WITHOUT,
        ),
        lines(
            "Leaders",
            "Must be 1: with 0 nothing is sent, with 2 events are sent twice (and skipped when heard)",
            "short",
            ("service:relay_leader:sum" + CHOSEN, "{{service}}"),
            width=12,
            **WITHOUT,
        ),
        lines("Relay failures", "A second", "cps", (rate("relay_failures_total"), "{{service}}"), width=12, **WITHOUT),
    ],
)
HEARD = Row(
    "Heard",
    [
        lines("Heard", "Events a second", "cps", (rate("consumer_heard_events_total"), "{{service}}")),
        LAG,
        OLDEST_UNHEARD,
        lines(
            "Ten longest queues",
            "Events not heard yet, by service, topic and partition",
            "short",
            (
                f"topk(10, max by (service, topic, partition) (consumer_lag_events{CHOSEN}))",
                "{{service}} hears {{topic}}/{{partition}}",
            ),
        ),
        lines(
            "Time for a batch, p95",
            "Handlers and their one transaction",
            "s",
            (quantile(0.95, "consumer_batch_seconds", SERVICE, "service"), "{{service}}"),
        ),
        lines(
            "Streams followed",
            "Partitions given to each replica; a jump is a rebalance",
            "short",
            (f"sum by (service, instance) (consumer_streams{CHOSEN})", "{{service}} {{instance}}"),
        ),
    ],
)
REFUSED = Row(
    "Not heard",
    [
        lines("Parked", "Waiting for another try", "short", (highest("parked_events"), "{{service}}"), stacked=True),
        lines("Dead letters", "Given up: for a person", "short", (highest("dead_letters"), "{{service}}"), bad=1),
        lines(
            "Trouble",
            "Failed attempts and restarts of the client, a second",
            "cps",
            (rate("consumer_failures_total"), "{{service}} failed"),
            (rate("consumer_restarts_total"), "{{service}} restarted"),
        ),
    ],
)
