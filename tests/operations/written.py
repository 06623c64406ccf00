"""What is written down for the people who watch: rules, alerts, their tests and runbooks, dashboards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import promql_parser
import yaml

ROOT = Path(__file__).parents[2]
PROMETHEUS = ROOT / "deploy/prometheus"
GRAFANA = ROOT / "deploy/grafana"
RUNBOOKS = ROOT / "docs/runbooks"
CHOSEN = {"$service": ".*", "$replica": ".*", "$__rate_interval": "1m"}


@dataclass(frozen=True)
class Written:
    """An expression and where it stands."""

    place: str
    expr: str


def rules(file: str) -> list[dict[str, Any]]:
    return [rule for group in yaml.safe_load((PROMETHEUS / file).read_text())["groups"] for rule in group["rules"]]


def alerts() -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules("alerts.yml")}


def boards() -> list[dict[str, Any]]:
    return [json.loads(path.read_text()) for path in sorted((GRAFANA / "dashboards").glob("*.json"))]


def queries() -> Iterator[Written]:
    """Of every panel, with everything chosen, as Grafana would send them."""
    for board in boards():
        for panel in board["panels"]:
            for target in panel.get("targets", []):
                yield Written(f"{board['title']}: {panel['title']} {target['refId']}", _chosen(target["expr"]))


def _chosen(expr: str) -> str:
    return re.sub(r"\$\w+", lambda found: CHOSEN[found[0]], expr)


def selectors(expr: str) -> set[str]:
    """What an expression asks of Prometheus, without what it does with it: thresholds, offsets, sums."""
    found: set[str] = set()

    def note(node: Any) -> bool:
        match node:
            case promql_parser.VectorSelector():
                found.add(f"{node.name}{_conditions(node)}")
            case promql_parser.MatrixSelector():
                found.add(f"{node.vector_selector.name}{_conditions(node.vector_selector)}")
        return True

    promql_parser.walk(promql_parser.parse(expr), note)
    return found


def _conditions(selector: promql_parser.VectorSelector) -> str:
    conditions = sorted(str(matcher) for matcher in selector.matchers.matchers)
    return f"{{{', '.join(conditions)}}}" if conditions else ""


def metric(selector: str) -> str:
    return selector.partition("{")[0]
