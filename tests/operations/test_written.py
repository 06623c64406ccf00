"""PLT-7: each alert has a test and a runbook, each runbook an alert; dashboards are what their description makes."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from itertools import pairwise

import promql_parser
import pytest
import yaml

from headrace_cli.embedded import installed_services

from .written import GRAFANA, PROMETHEUS, RUNBOOKS, alerts, boards, queries, rules

HEADINGS = ["What it means", "How to look", "How to mend", "How to prevent"]
TESTS = PROMETHEUS / "tests"


def test_each_alert_has_a_runbook_and_a_test_and_neither_stands_alone() -> None:
    assert {path.stem for path in RUNBOOKS.glob("*.md")} - {"README"} == set(alerts())
    assert {path.stem for path in TESTS.glob("*.yml")} == set(alerts())


@pytest.mark.parametrize("name", alerts())
def test_an_alert_says_how_bad_what_how_much_and_what_to_do(name: str) -> None:
    rule = alerts()[name]
    assert rule["labels"]["severity"] in {"critical", "warning"}
    assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}
    assert rule["annotations"]["runbook_url"] == f"docs/runbooks/{name}.md"


@pytest.mark.parametrize("name", alerts())
def test_the_test_of_an_alert_sees_it_fire_and_sees_it_silent(name: str) -> None:
    expected = [
        check["exp_alerts"]
        for case in yaml.safe_load((TESTS / f"{name}.yml").read_text())["tests"]
        for check in case["alert_rule_test"]
        if check["alertname"] == name
    ]
    assert any(expected)
    assert not all(expected)


@pytest.mark.parametrize("name", alerts())
def test_a_runbook_has_its_four_parts_and_a_query_that_parses(name: str) -> None:
    text = (RUNBOOKS / f"{name}.md").read_text()
    assert text.startswith(f"# {name}\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == HEADINGS
    asked = re.findall(r"```promql\n(.+?)\n```", text, re.DOTALL)
    assert asked
    for expr in asked:
        promql_parser.parse(expr)


def test_every_expression_parses() -> None:
    written = [*(query.expr for query in queries()), *(rule["expr"] for rule in rules("rules.yml"))]
    for expr in [*written, *(rule["expr"] for rule in alerts().values())]:
        promql_parser.parse(expr)


def test_dashboards_are_what_their_description_makes() -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(GRAFANA)}
    command = [sys.executable, "-m", "boards", "--check"]
    done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_each_service_has_a_board_of_the_parts_it_has() -> None:
    described = runpy.run_path(str(GRAFANA / "boards/parts.py"))["SERVICES"]
    real = {
        service.name: {
            "hears": bool(service.hears),
            "stores": service.store is not None,
            "jobs": bool(service.jobs),
            "timers": bool(service.timers),
            "deadlines": bool(service.deadlines),
        }
        for service in installed_services()
    }
    assert {name: vars(parts) for name, parts in described.items()} == real


@pytest.mark.parametrize("board", boards(), ids=lambda board: board["uid"])
def test_panels_have_words_a_unit_and_a_place_of_their_own(board: dict) -> None:
    panels = [panel for panel in board["panels"] if panel["type"] != "row"]
    assert len({panel["id"] for panel in board["panels"]}) == len(board["panels"])
    assert [panel["title"] for panel in panels if not panel["description"]] == []
    assert [panel["title"] for panel in panels if not panel["fieldConfig"]["defaults"]["unit"]] == []
    taken = [
        (panel["gridPos"]["x"] + x, panel["gridPos"]["y"] + y)
        for panel in board["panels"]
        for x in range(panel["gridPos"]["w"])
        for y in range(panel["gridPos"]["h"])
    ]
    assert all(first != second for first, second in pairwise(sorted(taken)))
    assert max(x for x, _ in taken) < 24


def test_boards_have_addresses_of_their_own() -> None:
    uids = [board["uid"] for board in boards()]
    assert len(set(uids)) == len(uids)
    assert all(len(uid) <= 40 for uid in uids)
