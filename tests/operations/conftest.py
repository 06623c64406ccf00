"""The platform plays the small journey while a real Prometheus watches it."""

from __future__ import annotations

import json
import os
import runpy
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from headrace_cli.embedded import installed_services
from headrace_cli.processes import places

from .prometheus import Prometheus, free_port, running, until_answered, watching
from .written import PROMETHEUS

TARGETS = runpy.run_path(str(PROMETHEUS / "targets.py"))
HEADRACE = str(Path(sys.executable).with_name("headrace"))
MACHINE = "prometheus-node-exporter"
SETTLED = 35.0  # business figures are read each 15 s


@dataclass(frozen=True)
class Watched:
    """What Prometheus saw between two moments."""

    prometheus: Prometheus
    begin: float
    end: float
    bus: str


@pytest.fixture(scope="session", params=["postgres", pytest.param("kafka", marks=pytest.mark.kafka)])
def watched(request: pytest.FixtureRequest) -> Iterator[Watched]:
    """All in one process; and every service its own process, with Kafka between them."""
    if request.param == "postgres":
        port, options = free_port(), []
    else:
        port = _first_of_free_ports()
        options = ["--bus", "kafka", "--kafka", request.getfixturevalue("kafka").bootstrap]
    with played(request.param, port, options) as found:
        yield found


def _first_of_free_ports() -> int:
    """Above those that `headrace journey` looks through, in case one plays beside."""
    names = [service.name for service in installed_services()]
    return next(port for port in range(30_000, 32_500, 250) if not places.taken(places.places(names, 1, port)))


@contextmanager
def played(bus: str, port: int, options: list[str]) -> Iterator[Watched]:
    with tempfile.TemporaryDirectory(prefix="headrace-watched-") as name:
        folder = Path(name)
        command = [HEADRACE, "demo", "--data-dir", str(folder / "state"), "--port", str(port), *options]
        surroundings = {**os.environ, "BROWSER": "true", "COLUMNS": "200"}
        with running(command, env=surroundings) as platform, _machine() as machine:
            _up(port)
            found = {"headrace": _targets(folder / "state", port), "machine": machine}
            with watching(folder, found) as prometheus:
                begin = time.time()
                _play(platform)
                time.sleep(SETTLED)
                yield Watched(prometheus, begin, time.time(), bus)


def _up(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}") as gateway:
        until_answered(gateway, "/readyz", seconds=600)


def _targets(state: Path, port: int) -> list[dict[str, Any]]:
    processes = state / "processes.json"
    if processes.exists():
        return TARGETS["of_processes"](json.loads(processes.read_text()))
    return TARGETS["of_one_process"](port)


@contextmanager
def _machine() -> Iterator[list[dict[str, Any]]]:
    address = f"127.0.0.1:{free_port()}"
    with running(
        [MACHINE, "--collector.disable-defaults", "--collector.filesystem", f"--web.listen-address={address}"]
    ):
        yield [{"targets": [address]}]


def _play(platform: Any) -> None:
    """Until the audit is told."""
    told = []
    for line in platform.stdout:
        told.append(line)
        if "The audit" in line:
            break
    assert "The audit holds." in "".join(told[-1:]), "".join(told)
