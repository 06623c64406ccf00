"""The PrometheusRule of the cluster, made of deploy/prometheus: `python -m checks.rules` writes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from checks.places import ROOT

MADE = Path("k8s/overlays/production/rules.yaml")
SOURCES = ("rules.yml", "alerts.yml")
HEAD = "# Made of deploy/prometheus/*.yml by `make manifests`; change them there.\n"


def made(root: Path) -> str:
    groups: list[Any] = []
    for name in SOURCES:
        groups += yaml.load((root / "deploy/prometheus" / name).read_text(), yaml.CSafeLoader)["groups"]
    rule = {
        "apiVersion": "monitoring.coreos.com/v1",
        "kind": "PrometheusRule",
        "metadata": {"name": "headrace"},
        "spec": {"groups": groups},
    }
    return HEAD + yaml.dump(rule, Dumper=yaml.CSafeDumper, sort_keys=False, width=120, allow_unicode=True)


def complaints(root: Path) -> list[str]:
    file = root / MADE
    stale = not file.exists() or file.read_text() != made(root)
    return [f"{MADE}: stale; run `make manifests`"] if stale else []


if __name__ == "__main__":
    (ROOT / MADE).write_text(made(ROOT))
