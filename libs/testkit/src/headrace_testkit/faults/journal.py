"""Every request of the load and every answer it got, kept to be held against the platform later."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """`key` is the Idempotency-Key; empty where the request needs none."""

    user: str
    method: str
    path: str
    body: Json | None = None
    key: str = ""
    headers: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """A 2xx: what the platform has promised is so. `tries` counts how often it was asked until it said so."""

    request: Request
    status: int
    body: Any
    tries: int


class Journal:
    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._sink = file.open("a", buffering=1)
        self.answers: list[Answer] = []
        self.asked = 0
        self.unanswered = 0

    def ask(self, request: Request) -> None:
        self.asked += 1
        self._write("asked", asdict(request))

    def lose(self, request: Request, why: str) -> None:
        """Nobody knows whether it had its effect."""
        self.unanswered += 1
        self._write("unknown", {"key": request.key, "path": request.path, "why": why})

    def keep(self, answer: Answer) -> None:
        self.answers.append(answer)
        self._write("answered", {"key": answer.request.key, "status": answer.status, "body": answer.body})

    def close(self) -> None:
        self._sink.close()

    def _write(self, what: str, words: Json) -> None:
        self._sink.write(json.dumps({"what": what, **words}) + "\n")
