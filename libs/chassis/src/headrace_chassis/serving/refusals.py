"""What a server says of a request that never came to be one, as problem details (RFC 9457)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from headrace_contracts.messages import Language, Message, in_words, say

RETRY = {429, 503}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Its title and detail stand in the catalogue by its kind."""

    status: int
    kind: str

    @property
    def title(self) -> Message:
        return say(f"chassis.{self.kind}.title")

    @property
    def detail(self) -> Message:
        return say(f"chassis.{self.kind}.detail")

    def written(self, status_line: bytes, languages: Sequence[Language]) -> bytes:
        """In all of the languages, one after the other."""
        title, detail = (" / ".join(in_words(text, one) for one in languages) for text in (self.title, self.detail))
        body = orjson.dumps({"type": f"/problems/{self.kind}", "title": title, "status": self.status, "detail": detail})
        headers = [
            b"content-type: application/problem+json",
            b"content-length: %d" % len(body),
            b"content-language: " + ", ".join(languages).encode(),
            b"cache-control: no-store",
            b"x-content-type-options: nosniff",
            b"connection: close",
            *([b"retry-after: 5"] if self.status in RETRY else []),
        ]
        return status_line + b"\r\n".join([*headers, b"", body])


GARBLED = Refusal(400, "garbled")
LATE = Refusal(408, "late")
LONG_HEAD = Refusal(431, "long-head")
CROWDED = Refusal(503, "crowded")
