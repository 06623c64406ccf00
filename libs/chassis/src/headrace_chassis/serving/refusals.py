"""What a server says of a request that never came to be one, as problem details (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

RETRY = {429, 503}


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    kind: str
    title: str
    detail: str

    def written(self, status_line: bytes) -> bytes:
        body = orjson.dumps(
            {"type": f"/problems/{self.kind}", "title": self.title, "status": self.status, "detail": self.detail}
        )
        headers = [
            b"content-type: application/problem+json",
            b"content-length: %d" % len(body),
            b"cache-control: no-store",
            b"x-content-type-options: nosniff",
            b"connection: close",
            *([b"retry-after: 5"] if self.status in RETRY else []),
        ]
        return status_line + b"\r\n".join([*headers, b"", body])


GARBLED = Refusal(400, "garbled", "This is no HTTP request", "Send HTTP/1.1 (RFC 9112).")
LATE = Refusal(408, "late", "The request came too slowly", "Send all of it without long pauses, on a new connection.")
LONG_HEAD = Refusal(
    431,
    "long-head",
    "The address and headers are too large",
    "Send fewer and shorter headers; what is long belongs into the body.",
)
CROWDED = Refusal(
    503, "crowded", "Too many connections at once", "Use the connections you have, and try again in a moment."
)
