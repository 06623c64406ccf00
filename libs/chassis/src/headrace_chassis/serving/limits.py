"""How much of a server one client may have before it has asked anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Limits:
    """`head_bytes` and `head_fields` bound a request's line and headers, its trailers too; `head_seconds` the time to
    send them, counted from the connection's first moment or the request's first byte.

    Between two parts of a body pass `pause_seconds` at most, and all of a request comes within `request_seconds`. A
    client that does not read its answer is left after `unread_seconds`. `connections` are all of this process,
    `peer_connections` those of one address; proxies that are trusted (FORWARDED_ALLOW_IPS) speak for many, and are not
    counted.
    """

    head_bytes: int = 32 << 10
    head_fields: int = 100
    head_seconds: float = 10.0
    pause_seconds: float = 20.0
    request_seconds: float = 120.0
    unread_seconds: float = 60.0
    connections: int = 2000
    peer_connections: int = 300
