"""What every answer of the door forbids a browser, whoever made it (OWASP ASVS 5.0, 3.4)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import Message, Scope, Send

Header = tuple[bytes, bytes]
ALWAYS: list[Header] = [
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
BEHIND_TLS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")
NO_PAGE = (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'")
DATA = ("/api/", "/v1/")
NOT_KEPT = (b"cache-control", b"no-store")


def shielded(scope: Scope, send: Send) -> Send:
    """What an answer says itself stands, but for what always holds."""
    is_data = scope["path"].startswith(DATA)
    unless_said = [NO_PAGE, *([NOT_KEPT] if is_data else [])]
    always = [*ALWAYS, *([BEHIND_TLS] if scope.get("scheme") == "https" else [])]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _with(message.get("headers", ()), always, unless_said)}
        await send(message)

    return sent


def of_the_console(nonce: str, provider: str = "") -> str:
    """`provider` is the issuer whose endpoints the console asks when people log in there."""
    asked = " ".join(filter(None, ("'self'", _origin(provider))))
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
        f"font-src 'self'; connect-src {asked}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def drawn() -> str:
    return secrets.token_urlsafe(16)


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def _with(said: Iterable[Header], always: list[Header], unless_said: list[Header]) -> list[Header]:
    ruled = {name for name, _ in always}
    kept = [one for one in said if one[0].lower() not in ruled]
    names = {name.lower() for name, _ in kept}
    return [*kept, *always, *(one for one in unless_said if one[0] not in names)]
