"""`scripts/` on the path, and a vulnerability service of our own."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "scripts"))
CANARIES = {"jinja2", "lodash"}


class FakeService(ThreadingHTTPServer):
    """Speaks OSV's protocol; a test says what is weak and how it fails."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.weak = dict.fromkeys(CANARIES, "GHSA-0000")
        self.told: dict[str, dict[str, Any]] = {}
        self.forgets = 0
        self.status = 200
        self.pages = 1
        self.asked: list[dict[str, Any]] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        page = int(question.get("page_token", 1))
        if page < self.pages:
            return {"next_page_token": str(page + 1)}
        weak = self.weak.get(question["package"]["name"])
        return {"vulns": [{"id": weak}]} if weak else {}


class Answering(BaseHTTPRequestHandler):
    server: FakeService

    def do_POST(self) -> None:
        questions = json.loads(self.rfile.read(int(self.headers["content-length"])))["queries"]
        self.server.asked += questions
        answers = [self.server.answer(question) for question in questions]
        self._send({"results": answers[: len(answers) - self.server.forgets]})

    def do_GET(self) -> None:
        self._send(self.server.told.get(self.path.rpartition("/")[2], {}))

    def _send(self, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(self.server.status)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def service() -> Iterator[FakeService]:
    with FakeService() as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield server
        server.shutdown()
