"""What headers go on: none that end at this connection, none that only the gateway may set (RFC 9110, 7.6.1)."""

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
OURS = (b"x-forwarded-", b"x-user-")


def forwarded(scope: Scope) -> list[Header]:
    """The client's headers as a service may have them, and where the client is."""
    client = scope.get("client") or ("", 0)
    kept = [(name, value) for name, value in _passing(scope["headers"]) if not name.startswith(OURS)]
    return [*kept, (b"x-forwarded-for", str(client[0]).encode())]


def to_client(raw: Iterable[Header]) -> list[Header]:
    return _passing([(name.lower(), value) for name, value in raw])


def closes(raw: Iterable[Header]) -> bool:
    """Whether the sender closes its connection after this message."""
    return b"close" in _connection_words((name.lower(), value) for name, value in raw)


def _passing(headers: Iterable[Header]) -> list[Header]:
    listed = list(headers)
    ends_here = HOP_BY_HOP | _connection_words(listed)
    return [(name, value) for name, value in listed if name not in ends_here]


def _connection_words(headers: Iterable[Header]) -> set[bytes]:
    return {word.strip().lower() for name, value in headers if name == b"connection" for word in value.split(b",")}
