"""PLT-7: each metric of the chassis tells the truth: a state made by hand gives its number."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from headrace_chassis import clock
from headrace_chassis import measures as measures_module
from headrace_chassis.events.lag import Waiting
from headrace_chassis.measures import TOLD, Measure, Measures
from headrace_chassis.meters import ConsumerMeter, DatabaseMeter, JobsMeter, RelayMeter, TimersMeter
from headrace_chassis.states import States
from headrace_chassis.web.watched import Watched
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.bench import ServiceBench
from headrace_testkit.jobs import ended

from . import listener as listening

TOPIC = OrganisationRegistered.topic
PROBE = "api-gateway"
PARKED = """
    INSERT INTO parked_event (topic, partition, position, event_id, type, source, key, tenant, plant, version,
                              occurred_at, traceparent, data, state, attempts, next_try, error)
    VALUES ('t', 0, $1, gen_random_uuid(), 't', 's', 'k', 'acme', '', 1, now(), '', '', $2, 1, now() + interval '1 day',
            '')
"""
JOB = """
    INSERT INTO job (id, tenant, kind, params, state, created_at, created_by)
    VALUES ($1, 'acme', 'weekly', '{}', $2, now(), 'tester')
"""
UNSENT = """
    INSERT INTO event_log (event_id, type, key, tenant, plant, version, occurred_at, traceparent, data, recorded_at)
    VALUES (gen_random_uuid(), 't', 'k', 'acme', '', 1, now(), '', '', now() - interval '90 s')
"""


def value(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(name, labels)


def risen(before: dict[str, float], name: str, **labels: str) -> float:
    """By how much a counter rose since it was noted in `before`."""
    return (value(name, **labels) or 0.0) - before.get(f"{name}{labels}", 0.0)


def noted(name: str, **labels: str) -> dict[str, float]:
    return {f"{name}{labels}": value(name, **labels) or 0.0}


@pytest.fixture
async def listener(start_service) -> ServiceBench:
    return await start_service(listening.service)


def organisation(id_: str, name: str = "Acme") -> OrganisationRegistered:
    return OrganisationRegistered(organisation=id_, name=name, role="customer", currency="EUR")


async def refreshed(bench: ServiceBench) -> None:
    await bench.running.states.refresh()


async def test_requests_count_by_route_never_by_path_and_an_invented_method_is_other(bench):
    route = {"service": PROBE, "method": "GET", "route": "/v1/notes", "status": "200"}
    lost = {"service": PROBE, "method": "other", "route": "unknown", "status": "404"}
    before = noted("http_requests_total", **route) | noted("http_requests_total", **lost)
    writer = bench.client("planner")
    await writer.get("/v1/notes?limit=3")
    await writer.get("/v1/notes?limit=4")
    await writer.request("CONJURE", "/nowhere/at/all")
    assert risen(before, "http_requests_total", **route) == 2
    assert risen(before, "http_requests_total", **lost) == 1
    assert value("http_requests_in_flight", service=PROBE) == 0


async def test_a_caller_who_leaves_is_no_error_of_the_service():
    async def never_answers(scope, receive, send):
        await asyncio.Event().wait()

    scope = {"type": "http", "method": "GET", "path": "/slow", "headers": []}
    labels = {"service": "patient", "method": "GET", "route": "unknown"}
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(Watched(never_answers, "patient")(scope, None, None), timeout=0.05)
    assert value("http_requests_total", **labels, status="499") == 1
    assert value("http_requests_total", **labels, status="500") is None


async def test_a_transaction_is_committed_or_rolled_back_and_its_events_count_once_stored(bench):
    committed = {"service": PROBE, "outcome": "committed"}
    before = noted("database_transactions_total", **committed)
    before |= noted("event_log_appended_events_total", service=PROBE)
    await bench.client("planner").post("/v1/notes", json={"text": "nice"})
    assert risen(before, "database_transactions_total", **committed) >= 1
    assert risen(before, "event_log_appended_events_total", service=PROBE) >= 1
    back = noted("database_transactions_total", service=PROBE, outcome="rolled_back")
    with pytest.raises(ZeroDivisionError):
        async with bench.running.database.transaction("acme"):
            raise ZeroDivisionError
    assert risen(back, "database_transactions_total", service=PROBE, outcome="rolled_back") == 1


async def test_a_connection_in_use_is_told_as_used(bench):
    async with bench.running.database.transaction("acme"):
        bench.running.database.count_connections()
        assert value("database_connections", service=PROBE, state="used") >= 1
    await asyncio.sleep(0.3)
    bench.running.database.count_connections()
    assert value("database_connections", service=PROBE, state="idle") >= 1


async def test_a_job_counts_with_its_end_and_its_time(bench):
    labels = {"service": PROBE, "kind": "count"}
    before = noted("jobs_total", **labels, state="done") | noted("job_duration_seconds_count", **labels)
    writer = bench.client("planner")
    job = (await writer.post("/v1/counts", json={"text": "2"})).json()["job"]
    await ended(writer, job)
    await asyncio.sleep(0.1)
    assert risen(before, "jobs_total", **labels, state="done") == 1
    assert risen(before, "job_duration_seconds_count", **labels) == 1
    assert value("jobs_running", **labels) == 0


async def test_a_turn_of_a_timer_counts_once_for_all_replicas(start_probe):
    done = {"service": PROBE, "timer": "tick", "outcome": "done"}
    before = noted("timer_runs_total", **done)
    async with start_probe(), start_probe():
        await asyncio.sleep(0.6)
    assert risen(before, "timer_runs_total", **done) == 1
    assert value("timer_last_success_timestamp_seconds", service=PROBE, timer="tick") > 1.7e9


async def test_what_is_parked_waits_and_what_is_dead_is_apart(bench):
    for position, state in enumerate(("retrying", "behind", "behind", "dead")):
        await bench.query(PARKED, position, state)
    await refreshed(bench)
    assert (value("parked_events", service=PROBE), value("dead_letters", service=PROBE)) == (3, 1)


async def test_a_job_that_nobody_has_begun_waits(bench):
    for job, state in (("j1", "queued"), ("j2", "queued"), ("j3", "done")):
        await bench.query(JOB, job, state)
    states = States(bench.running.database, bench.running.consumer, ["weekly", "never asked for"], relayed=False)
    await states.refresh()
    assert value("jobs_waiting", service=PROBE, kind="weekly") == 2
    assert value("jobs_waiting", service=PROBE, kind="never asked for") == 0


async def test_an_open_transaction_that_holds_newer_events_back_ages_the_horizon(bench):
    await refreshed(bench)
    settled = value("event_log_position", service=PROBE)
    async with bench.running.database.transaction("acme") as slow:
        await slow.raw.execute("SELECT pg_current_xact_id()")
        await bench.client("planner").post("/v1/notes", json={"text": "held back"})
        await refreshed(bench)
        await asyncio.sleep(0.2)
        await refreshed(bench)
        assert value("event_log_horizon_age_seconds", service=PROBE) >= 0.2
        assert value("event_log_position", service=PROBE) == settled
    await refreshed(bench)
    assert value("event_log_horizon_age_seconds", service=PROBE) == 0
    assert value("event_log_position", service=PROBE) > settled


async def test_what_the_relay_has_not_sent_counts_with_its_age(bench):
    while not await bench.told_types():  # noqa: ASYNC110 - the timer's first turn tells one too
        await asyncio.sleep(0.05)
    for _ in range(3):
        await bench.query(UNSENT)
    (last,) = await bench.query("SELECT max(id) FROM event_log")
    await bench.query("UPDATE relay_progress SET position = $1", last["max"] - 2)
    states = States(bench.running.database, bench.running.consumer, [], relayed=True)
    await states.refresh()
    assert value("relay_lag_events", service=PROBE) == 2
    assert 90 <= value("relay_oldest_unsent_seconds", service=PROBE) < 120
    await bench.query("UPDATE relay_progress SET position = $1", last["max"])
    await states.refresh()
    assert (value("relay_lag_events", service=PROBE), value("relay_oldest_unsent_seconds", service=PROBE)) == (0, 0)


async def test_lag_is_what_was_told_while_nobody_hears(listener):
    labels = {"service": "quality", "topic": TOPIC, "partition": "0"}
    await listener.hear(organisation("a"))
    await refreshed(listener)
    assert (value("consumer_lag_events", **labels), value("consumer_streams", service="quality")) == (0, 2)
    await listener.running.consumer.stop()
    await listener.deliver(listener.envelope(organisation("b")), listener.envelope(organisation("c")))
    await refreshed(listener)
    await asyncio.sleep(0.1)
    await refreshed(listener)
    assert value("consumer_lag_events", **labels) == 2
    assert value("consumer_oldest_unheard_seconds", **labels) >= 0.1


async def test_what_is_heard_counts_and_what_can_not_be_heard_counts_as_a_failure(listener):
    before = noted("consumer_heard_events_total", service="quality")
    before |= noted("consumer_failures_total", service="quality")
    await listener.hear(organisation("a"), organisation("b"), organisation("bad", name=""))
    assert risen(before, "consumer_heard_events_total", service="quality") == 2
    assert risen(before, "consumer_failures_total", service="quality") == 1


def test_the_oldest_that_waits_is_as_old_as_the_first_end_beyond_what_is_heard():
    waiting = Waiting()
    assert waiting.seconds(heard=5, end=5, now=100) == 0
    assert waiting.seconds(heard=5, end=7, now=105) == 0
    assert waiting.seconds(heard=5, end=9, now=110) == 5
    assert waiting.seconds(heard=7, end=9, now=115) == 5
    assert waiting.seconds(heard=9, end=9, now=120) == 0
    assert waiting.seconds(heard=2, end=9, now=130) == 0, "rewound: it waits from now on"
    assert waiting.seconds(heard=2, end=9, now=140) == 10


async def test_what_runs_and_whether_it_is_ready_is_told(bench):
    text = (await bench.client().get("/metrics")).text
    families = {family.name: family for family in text_string_to_metric_families(text)}
    samples = [s.labels for s in families["headrace_build_info"].samples if s.labels["service"] == PROBE]
    builds = [labels for labels in samples if labels["bus"] == "memory"]  # flows of this process run on another bus
    assert builds == [{"service": PROBE, "version": builds[0]["version"], "bus": "memory"}]
    assert value("service_ready", service=PROBE) == 1
    bench.running.leave()
    assert value("service_ready", service=PROBE) == 0


async def test_a_measure_that_can_not_be_read_leaves_the_service_and_its_last_figure_alone(bench, monkeypatch):
    monkeypatch.setattr(measures_module, "EVERY", 0.01)

    async def broken(tx) -> float:
        return await tx.raw.fetchval("SELECT 1 / 0")

    async def three(tx) -> float:
        return 3

    measure = Measure("probe_things", "Things", three)
    await Measures(bench.running.database, [measure]).refresh()
    failing = Measures(bench.running.database, [replace(measure, query=broken)])
    task = asyncio.create_task(failing.keep())
    await asyncio.sleep(0.2)
    assert not task.done()
    task.cancel()
    assert (await bench.client("planner").get("/v1/notes")).status_code == 200
    assert value("probe_things") == 3
    failing.forget()


async def test_a_figure_does_not_outlive_its_row_and_a_total_is_a_counter(bench):
    figures = {("north", "run"): 1.0, ("south", "run"): 2.0}

    async def machines(tx) -> dict[tuple[str, ...], float]:
        return figures

    kept = Measures(bench.running.database, [Measure("probe_machines_total", "M", machines, ("plant", "state"))])
    await kept.refresh()
    assert value("probe_machines_total", plant="south", state="run") == 2
    del figures["south", "run"]
    await kept.refresh()
    assert value("probe_machines_total", plant="south", state="run") is None
    assert TOLD.families["probe_machines_total"].type == "counter"
    kept.forget()


def test_what_has_not_happened_yet_stands_at_zero():
    kind, timer = {"service": "fresh", "kind": "count"}, {"service": "fresh", "timer": "tick"}
    JobsMeter("fresh", ["count"])
    TimersMeter("fresh", {"tick": 3600.0})
    ConsumerMeter("fresh")
    RelayMeter("fresh")
    DatabaseMeter("fresh")
    assert [value("jobs_total", **kind, state=state) for state in ("done", "failed", "cancelled")] == [0, 0, 0]
    assert [value("timer_runs_total", **timer, outcome=outcome) for outcome in ("done", "failed")] == [0, 0]
    assert value("timer_period_seconds", **timer) == 3600
    assert value("timer_last_success_timestamp_seconds", **timer) == pytest.approx(clock.wall().timestamp(), abs=5)
    names = ("consumer_failures_total", "consumer_restarts_total", "relay_failures_total", "relay_leader")
    assert [value(name, service="fresh") for name in names] == [0, 0, 0, 0]
    ends = ("committed", "rolled_back")
    assert [value("database_transactions_total", service="fresh", outcome=end) for end in ends] == [0, 0]
    assert value("consumer_streams", service="fresh") is None, "until it is known to hear something"
