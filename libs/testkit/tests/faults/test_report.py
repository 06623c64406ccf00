"""PLT-6: the report says in figures what was broken and whether anything came of it."""

from __future__ import annotations

import json

from headrace_testkit.faults.checker import Verdict
from headrace_testkit.faults.report import Report, Round


def rounds(*recoveries):
    return [Round(number, "kill_service", "orders-0", seconds) for number, seconds in enumerate(recoveries, start=1)]


def test_the_contract_comes_first_and_in_its_order(tmp_path):
    report = Report(7, rounds(1.0, 3.0, 2.0))
    report.write(tmp_path / "out" / "faults.json")
    found = json.loads((tmp_path / "out" / "faults.json").read_text())
    contract = ["rounds", "seed", "faults", "lost", "doubled", "out_of_order", "untrue_answers", "recovery_seconds"]
    assert list(found)[:8] == contract
    assert found["faults"] == {"kill_service": 3}
    assert found["recovery_seconds"] == {"median": 2.0, "max": 3.0}
    assert found["holds"]


def test_a_round_that_did_not_recover_is_no_recovery_time_and_no_success():
    report = Report(7, [*rounds(1.0), Round(2, "kill_kafka", "kafka", 0.0, "waited 120 s for the probe")])
    found = report.to_json()
    assert found["recovery_seconds"]["max"] == 1.0
    assert found["not_recovered"] == ["2 kill_kafka kafka: waited 120 s for the probe"]
    assert not report.holds


def test_slow_recoveries_are_counted():
    assert Report(7, rounds(1.0, 5.1, 9.0)).to_json()["slower_than_5_s"] == 2


def test_each_finding_counts_and_is_told():
    report = Report(7, rounds(1.0), Verdict(lost=["a"], doubled=["b", "c"], untrue=["d"]))
    found = report.to_json()
    assert (found["lost"], found["doubled"], found["out_of_order"], found["untrue_answers"]) == (1, 2, 0, 1)
    assert found["findings"] == ["a", "b", "c", "d"]
    assert not report.holds


def test_a_journey_that_does_not_hold_is_a_failure():
    report = Report(7, rounds(1.0))
    report.journeys = [{"holds": False}]
    assert not report.holds
