"""A Prometheus of our own: the checked-in configuration, only faster, on a folder that is thrown away."""

from __future__ import annotations

import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from .written import PROMETHEUS

EVERY = "5s"
STEP = 5.0


@dataclass
class Prometheus:
    client: httpx.Client

    def over(self, expr: str, begin: float, end: float) -> list[dict[str, Any]]:
        """The series that an expression gave at any time between two moments."""
        asked = {"query": expr, "start": str(begin), "end": str(end), "step": str(STEP)}
        return self._answer("/api/v1/query_range", asked)["result"]

    def series(self, selector: str, begin: float, end: float) -> list[dict[str, str]]:
        return self._answer("/api/v1/series", {"match[]": selector, "start": str(begin), "end": str(end)})

    def targets(self) -> list[dict[str, Any]]:
        return self._answer("/api/v1/targets", {"state": "active"})["activeTargets"]

    def alerts(self) -> list[dict[str, Any]]:
        return self._answer("/api/v1/alerts", {})["alerts"]

    def rules(self) -> list[dict[str, Any]]:
        groups = self._answer("/api/v1/rules", {})["groups"]
        return [rule for group in groups for rule in group["rules"]]

    def _answer(self, path: str, asked: dict[str, str]) -> Any:
        answer = self.client.get(path, params=asked).json()
        assert answer["status"] == "success", f"{asked}: {answer['error']}"
        return answer["data"]


@contextmanager
def watching(folder: Path, targets: dict[str, Sequence[dict[str, Any]]]) -> Iterator[Prometheus]:
    """`targets` are the files of service discovery, by the name of their job."""
    place = folder / "prometheus"
    shutil.copytree(PROMETHEUS, place)
    config = place / "prometheus.yml"
    config.write_text(
        re.sub(r"(scrape|evaluation|refresh)_interval: 15s", rf"\1_interval: {EVERY}", config.read_text())
    )
    for job, found in targets.items():
        (place / "targets" / f"{job}.json").write_text(json.dumps(found))
    address = f"127.0.0.1:{free_port()}"
    command = ["prometheus", f"--config.file={config}", f"--storage.tsdb.path={folder}/tsdb"]
    with (
        running([*command, f"--web.listen-address={address}", "--log.level=error"]),
        httpx.Client(base_url=f"http://{address}", timeout=30) as client,
    ):
        until_answered(client, "/-/ready")
        yield Prometheus(client)


@contextmanager
def running(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, **options)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise


def until_answered(client: httpx.Client, path: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if client.get(path).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise TimeoutError(f"{client.base_url}{path} has not answered for {seconds:.0f} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
