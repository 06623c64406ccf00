"""processes.json: what runs, for doctor, for faults and for scraping."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]

from headrace_cli.processes.child import Child

FILE = "processes.json"


@dataclass(frozen=True)
class Memory:
    """Of a process and those it began, in bytes. `own` is what would be free without it."""

    resident: int
    own: int


def write(data_dir: Path, facts: Mapping[str, Any], children: Iterable[Child]) -> None:
    """At once for readers: they see the old file or the new one."""
    found = [
        {
            "service": child.place.service,
            "replica": child.place.replica,
            "pid": child.pid,
            "port": child.place.port,
            "ready": child.ready,
            "restarts": child.restarts,
        }
        for child in children
    ]
    fresh = data_dir / f"{FILE}.{os.getpid()}"
    fresh.touch(mode=0o600)  # a database's URL may have its password in it
    fresh.write_text(json.dumps({"supervisor": os.getpid(), **facts, "processes": found}, indent=1))
    fresh.replace(data_dir / FILE)


def remove(data_dir: Path) -> None:
    (data_dir / FILE).unlink(missing_ok=True)


def memory(pid: int) -> Memory:
    process = psutil.Process(pid)
    found = [one.memory_full_info() for one in (process, *process.children(recursive=True))]
    return Memory(sum(one.rss for one in found), sum(one.uss for one in found))
