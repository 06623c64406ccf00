"""What headers go on: to a service those it is declared to read, to the client none that end here (RFC 9110, 7.6.1)."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.types import Scope

Header = tuple[bytes, bytes]
HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"proxy-connection",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
TO_SERVICES = {
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"authorization",
    b"content-length",
    b"content-type",
    b"idempotency-key",
    b"if-match",
    b"if-none-match",
    b"traceparent",
}
"""All that a service reads of a request: a cookie, for one, is not among them."""


def forwarded(scope: Scope) -> list[Header]:
    """The client's headers as a service may have them, and where the client is."""
    client = scope.get("client") or ("", 0)
    kept = [(name, value) for name, value in _passing(scope["headers"]) if name in TO_SERVICES]
    return [*kept, (b"x-forwarded-for", str(client[0]).encode())]


def to_client(raw: Iterable[Header]) -> list[Header]:
    """Services keep no sessions, so none of them sets a cookie for the whole address."""
    passing = _passing([(name.lower(), value) for name, value in raw])
    return [(name, value) for name, value in passing if name != b"set-cookie"]


def closes(raw: Iterable[Header]) -> bool:
    """Whether the sender closes its connection after this message."""
    return b"close" in _connection_words((name.lower(), value) for name, value in raw)


def _passing(headers: Iterable[Header]) -> list[Header]:
    listed = list(headers)
    ends_here = HOP_BY_HOP | _connection_words(listed)
    return [(name, value) for name, value in listed if name not in ends_here]


def _connection_words(headers: Iterable[Header]) -> set[bytes]:
    return {word.strip().lower() for name, value in headers if name == b"connection" for word in value.split(b",")}
