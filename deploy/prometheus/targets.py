"""Tell Prometheus where the processes of `headrace up` answer.

    python deploy/prometheus/targets.py .local/state/processes.json > deploy/prometheus/targets/headrace.json

When all services run in one process, name its port instead of the file.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"


def of_processes(told: dict[str, Any]) -> list[dict[str, Any]]:
    ports: dict[str, list[int]] = defaultdict(list)
    for process in told["processes"]:
        ports[process["service"]].append(process["port"])
    return [_group(service, found) for service, found in sorted(ports.items())]


def of_one_process(port: int) -> list[dict[str, Any]]:
    """The metrics name their services themselves; what the process says of itself is the platform's."""
    return [_group("platform", [port])]


def _group(service: str, ports: list[int]) -> dict[str, Any]:
    return {"labels": {"service": service}, "targets": [f"{HOST}:{port}" for port in sorted(ports)]}


def main(place: str) -> None:
    found = of_one_process(int(place)) if place.isdigit() else of_processes(json.loads(Path(place).read_text()))
    json.dump(found, sys.stdout, indent=1)


if __name__ == "__main__":
    main(sys.argv[1])
