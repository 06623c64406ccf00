"""PLT-7: a real Prometheus scrapes the running platform; every panel and every alert finds what it asks for."""

from __future__ import annotations

import pytest

from .conftest import Watched
from .written import alerts, metric, queries, rules, selectors

pytestmark = [pytest.mark.operations, pytest.mark.timeout(1200)]

# What a good day on this wiring has none of, and why
QUIET = {
    'http_requests_total{route!~"/metrics|/livez|/readyz", status=~"5.."}': "no request fails",
}
ONE_PROCESS = {
    "relay_": "a relay carries events to Kafka only",
    "service:relay_leader:sum": "the same",
    "gateway_upstream_": "services in the gateway's own process are called without HTTP",
    "gateway_circuit_open": "the same",
}
NOT_OF_A_DAY = {
    "SlownessBurnsFast": "how fast the machine of a test is, is not asked here",
    "SlownessBurnsSlowly": "the same",
    "LogUnsigned": "it compares with what was 2 hours ago",
    "DiskFullInADay": "it compares with what was 6 hours ago",
    "PlanOutOfDate": "the journey ends weeks of business time after its last plan",
}


def absent(selector: str, bus: str) -> bool:
    elsewhere = tuple(ONE_PROCESS) if bus == "postgres" else ()
    return selector in QUIET or metric(selector).startswith(elsewhere)


def test_everything_that_is_named_is_scraped(watched: Watched) -> None:
    jobs = {(target["labels"]["job"], target["health"]) for target in watched.prometheus.targets()}
    assert {("headrace", "up"), ("machine", "up")} <= jobs


def test_every_rule_evaluates(watched: Watched) -> None:
    assert [rule for rule in watched.prometheus.rules() if rule["health"] != "ok"] == []


def test_every_panel_shows_data(watched: Watched) -> None:
    empty = [
        f"{query.place}: {query.expr}"
        for query in queries()
        if not all(absent(selector, watched.bus) for selector in selectors(query.expr))
        and not watched.prometheus.over(query.expr, watched.begin, watched.end)
    ]
    assert empty == []


def test_every_alert_stands_on_series_that_are_there(watched: Watched) -> None:
    asked = {(name, selector) for name, rule in alerts().items() for selector in selectors(rule["expr"])}
    blind = [
        f"{name}: {selector}"
        for name, selector in sorted(asked)
        if not absent(selector, watched.bus) and not watched.prometheus.series(selector, watched.begin, watched.end)
    ]
    assert blind == []


def test_every_recorded_series_is_there(watched: Watched) -> None:
    missing = [
        rule["record"]
        for rule in rules("rules.yml")
        if not absent(rule["record"], watched.bus)
        and not watched.prometheus.series(rule["record"], watched.begin, watched.end)
    ]
    assert missing == []


def test_a_good_day_raises_no_alarm(watched: Watched) -> None:
    """Pending counts too: the run is shorter than what most alerts wait for."""
    raised = [
        alert["annotations"]["description"]
        for alert in watched.prometheus.alerts()
        if alert["labels"]["alertname"] not in NOT_OF_A_DAY
    ]
    assert raised == []
