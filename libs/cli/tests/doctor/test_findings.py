"""PLT-7: the doctor says what is wrong and what to do; its exit code is that of the worst finding."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from headrace_chassis.examination import (
    DatabaseState,
    Examination,
    Heard,
    Holder,
    JobCounts,
    Letters,
    ProcessState,
    Relay,
    Revision,
)
from headrace_cli.doctor.facts import Behind, Facts, Replica
from headrace_cli.doctor.findings import Level, findings

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
GIB = 1 << 30


def process(**changed) -> ProcessState:
    well = {
        "version": "1.0",
        "python": "3.11",
        "bus": "postgres",
        "bus_address": "",
        "issuer": "development",
        "wall": NOW,
        "business": NOW,
        "rate": 1,
        "data_dir": "/data",
        "disk_free": 50 * GIB,
        "disk_total": 100 * GIB,
    }
    return ProcessState(**{**well, **changed})


def database(service: str = "orders", **changed) -> DatabaseState:
    well = {
        "name": f"headrace_{service}",
        "postgres": "18.4",
        "bytes": 1,
        "now": NOW,
        "connections_allowed": 100,
        "connections": 10,
        "revisions": [Revision(part="service", at="0001", newest="0001", known=True)],
        "told": 10,
        "holder": None,
        "held_back_seconds": 0.0,
        "heard": [],
        "letters": Letters(retrying=0, behind=0, dead=0),
        "relay": Relay(leader=None, position=0, oldest_unsent=None),
        "jobs": JobCounts(queued=0, running=0, stalled=0),
    }
    return DatabaseState(**{**well, **changed})


def facts(*services: Examination, **changed) -> Facts:
    known = {"where": "http://here", "running": True, "seen_at": NOW}
    return Facts(
        services=list(services) or [Examination(service="orders", process=process(), database=database())],
        **known | changed,
    )


def orders(process_: dict | None = None, **changed) -> Examination:
    return Examination(service="orders", process=process(**process_ or {}), database=database(**changed))


def heard(topic: str, position: int) -> Heard:
    return Heard(topic=topic, partition=0, offset=position, position=position)


def holder(seconds: float, pid: int = 77) -> Holder:
    return Holder(
        pid=pid,
        database="headrace_mes",
        application="psql",
        state="idle in transaction",
        query="UPDATE x",
        seconds=seconds,
    )


def on_kafka(**relay) -> Examination:
    return orders({"bus": "kafka"}, relay=Relay(**{"leader": 5, "position": 4, "oldest_unsent": None} | relay))


def test_of_a_platform_that_is_well_there_is_nothing_to_say():
    assert findings(facts()) == []
    assert findings(facts(orders(holder=holder(2)))) == []
    assert findings(facts(on_kafka())) == []
    assert findings(facts(behind=[Behind(service="mrp", topic="t", partition=0, events=900, seconds=3)])) == []


@pytest.mark.parametrize(
    ("found", "level", "words", "todo"),
    [
        (facts(silent=["mrp"]), Level.BROKEN, "mrp does not answer", "headrace serve mrp"),
        (
            facts(running=False, unanswered="http://there"),
            Level.WARNING,
            "Nothing answers at http://there",
            "headrace up",
        ),
        (
            facts(orders(holder=holder(30))),
            Level.WARNING,
            "Nothing told in the last 30 s is heard",
            "pg_terminate_backend(77)",
        ),
        (
            facts(orders(holder=holder(90))),
            Level.BROKEN,
            "process 77 in headrace_mes (idle in transaction): UPDATE x",
            "77",
        ),
        (
            facts(orders(holder=holder(90, pid=0))),
            Level.BROKEN,
            "prepared transaction 'psql'",
            "ROLLBACK PREPARED 'psql'",
        ),
        (
            facts(orders(letters=Letters(retrying=0, behind=3, dead=2))),
            Level.WARNING,
            "2 dead letters, 3 wait",
            "redrive orders --all",
        ),
        (
            facts(orders(letters=Letters(retrying=4, behind=0, dead=0))),
            Level.WARNING,
            "tries 4 events again",
            "list orders",
        ),
        (facts(orders({"disk_free": 5 * GIB})), Level.WARNING, "/data has 5.0 of 100.0 GiB left", "Make room"),
        (facts(orders({"disk_free": GIB // 10})), Level.BROKEN, "0.1 of 100.0 GiB", "nothing is lost"),
        (facts(orders({"wall": NOW - timedelta(seconds=5)})), Level.WARNING, "that of orders are 5.0 s apart", "NTP"),
        (facts(skew_seconds=-40.0), Level.BROKEN, "that of this machine are 40.0 s apart", "NTP"),
        (facts(orders(connections=90)), Level.WARNING, "90 of the server's 100 connections", "max_connections"),
        (
            facts(orders(jobs=JobCounts(queued=0, running=1, stalled=1))),
            Level.WARNING,
            "1 jobs of orders were left",
            "log",
        ),
        (facts(on_kafka(leader=None)), Level.WARNING, "No relay of orders leads", "takes over"),
        (
            facts(on_kafka(oldest_unsent=NOW - timedelta(seconds=70))),
            Level.BROKEN,
            "not sent 6 events to Kafka, for 70 s",
            "Kafka",
        ),
        (
            facts(behind=[Behind(service="mrp", topic="headrace.orders.v1", partition=2, events=1234, seconds=61)]),
            Level.BROKEN,
            "mrp has not heard 1,234 events of headrace.orders.v1 (2), for 61 s",
            "dead-letters list mrp",
        ),
        (
            facts(orders(revisions=[Revision(part="service", at="0099", newest="0001", known=False)])),
            Level.BROKEN,
            "headrace_orders is newer than this build: its service is at 0099, here ends 0001",
            "restore",
        ),
        (
            facts(orders(revisions=[Revision(part="chassis", at="a", newest="b", known=True)])),
            Level.WARNING,
            "orders: the database is at chassis revision a; this build has b",
            "migrates",
        ),
        (
            facts(
                orders(), Examination(service="mrp", database=database("mrp", heard=[heard("headrace.orders.v1", 11)]))
            ),
            Level.BROKEN,
            "mrp has heard headrace.orders.v1 up to 11; only 10 were ever told",
            "one backup",
        ),
        (
            facts(orders(), Examination(service="mrp", process=process(version="2.0"))),
            Level.WARNING,
            "differ in their version (1.0: orders; 2.0: mrp)",
            "upgrade",
        ),
        (
            facts(orders(), Examination(service="mrp", process=process(bus="kafka"))),
            Level.BROKEN,
            "differ in their bus",
            "one bus",
        ),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(found, level, words, todo):
    [finding] = findings(found)
    assert finding.level is level
    assert words in finding.words
    assert todo in finding.todo


def replica(number: int, *, ready: bool) -> Replica:
    return Replica(service="orders", replica=number, pid=number, port=number, ready=ready)


def test_a_replica_that_is_down_is_worse_when_no_other_works():
    [one] = findings(facts(replicas=[replica(1, ready=True), replica(2, ready=False)]))
    assert (one.level, "1 other replicas work" in one.words) == (Level.WARNING, True)
    both = findings(facts(replicas=[replica(1, ready=False), replica(2, ready=False)]))
    assert [finding.level for finding in both] == [Level.BROKEN, Level.BROKEN]


def test_the_worst_comes_first():
    found = findings(facts(orders(letters=Letters(retrying=1, behind=0, dead=0)), silent=["mrp"]))
    assert [finding.level for finding in found] == [Level.BROKEN, Level.WARNING]


def test_one_transaction_that_holds_up_all_services_is_told_once():
    both = [Examination(service=name, database=database(name, holder=holder(90))) for name in ("orders", "mrp")]
    assert len(findings(facts(*both))) == 1
