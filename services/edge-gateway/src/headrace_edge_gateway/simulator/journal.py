"""The commands a simulated workshop has obeyed, kept so that it outlives kill -9 as real machines would."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec


class Command(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True, kw_only=True):
    """What a machine is told to do. A second command with the same `id` changes nothing."""

    command: Literal["run_pieces", "fail", "repair", "idle"]
    id: str
    pieces: int = 0
    cycle_seconds: float | None = None
    fail_after: int | None = None


class Obeyed(msgspec.Struct, frozen=True):
    at: datetime
    machine: str
    command: Command


class Journal:
    """One JSON line for each command, on disk before the command takes effect."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("a+b")
        self._drop_torn_line()

    def __iter__(self) -> Iterator[Obeyed]:
        self._file.seek(0)
        for line in self._file:
            yield msgspec.json.decode(line, type=Obeyed)

    def write(self, obeyed: Obeyed) -> None:
        self._file.write(msgspec.json.encode(obeyed) + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()

    def _drop_torn_line(self) -> None:
        """A line without its end was never answered: the sender will send it again."""
        self._file.seek(0)
        content = self._file.read()
        self._file.truncate(content.rfind(b"\n") + 1)
