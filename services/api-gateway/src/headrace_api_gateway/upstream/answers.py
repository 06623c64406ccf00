"""What the gateway says itself when a service can't."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import orjson
from starlette.types import Scope, Send

from headrace_chassis import trace
from headrace_chassis.web.incoming import TooLarge

PROBLEM = b"application/problem+json"
RETRY_AFTER = (b"retry-after", b"1")


class Unanswered(Exception):
    """There is no answer of the service to pass on; `detail` says why and what to do."""

    def __init__(self, status: int, kind: str, title: str, detail: str, *headers: tuple[bytes, bytes]) -> None:
        super().__init__(detail)
        self.headers = headers
        self.status = status
        self.kind = kind
        self.title = title
        self.detail = detail

    @property
    def outcome(self) -> str:
        return self.kind.replace("-", "_")


def unreachable(service: str) -> Unanswered:
    detail = f"No replica of {service} answers. Nothing was sent to it; try again in a moment."
    return Unanswered(503, "unavailable", "The service is out of reach for now", detail, RETRY_AFTER)


def overloaded(service: str) -> Unanswered:
    detail = f"{service} has more requests under way than it can take. Nothing was sent; try again in a moment."
    return Unanswered(503, "overloaded", "Too many requests at once", detail, RETRY_AFTER)


def broken_off(service: str) -> Unanswered:
    detail = (
        f"The connection to {service} broke before it answered: the request may have taken effect. Look before you "
        "send it again; with the same Idempotency-Key a request that creates has one effect only."
    )
    return Unanswered(502, "broken-off", "The service broke off", detail)


def too_slow(service: str, seconds: float) -> Unanswered:
    detail = (
        f"{service} did not answer within {seconds:.0f} s: the request may still take effect. Look before you repeat."
    )
    return Unanswered(504, "too-slow", "The service is too slow", detail)


def too_large(limit: int) -> Unanswered:
    return Unanswered(413, "too-large", "The request is too large", TooLarge.beyond(limit).detail)


def too_many(seconds: int) -> Unanswered:
    detail = f"You ask more often than you may. Try again in {seconds} s, and then more slowly."
    return Unanswered(429, "too-many-requests", "Too many requests", detail, (b"retry-after", b"%d" % seconds))


def logged_out() -> Unanswered:
    detail = "This session has ended: its user logged out, or was logged out. Log in again."
    return Unanswered(401, "unauthenticated", "We don't know who is asking", detail, (b"www-authenticate", b"Bearer"))


def misdirected() -> Unanswered:
    detail = "Nobody here has the name that the address begins with. Who runs Headrace names it in HEADRACE_HOSTS."
    return Unanswered(421, "misdirected", "The request is for somebody else", detail)


def under_its_trace(scope: Scope) -> AbstractContextManager[object]:
    """The trace that is under way, else the caller's, else a new one: what is refused can be looked up by it."""
    parent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
    return nullcontext() if trace.current() else trace.continued(parent)


async def problem(send: Send, scope: Scope, wrong: Unanswered) -> None:
    """RFC 9457."""
    with under_its_trace(scope):
        await _tell(send, scope["path"], wrong)


async def _tell(send: Send, path: str, wrong: Unanswered) -> None:
    body = {
        "type": f"/problems/{wrong.kind}",
        "title": wrong.title,
        "status": wrong.status,
        "detail": wrong.detail,
        "instance": path,
        "trace_id": trace.trace_id(),
    }
    text = orjson.dumps(body)
    headers = [(b"content-type", PROBLEM), (b"content-length", b"%d" % len(text)), *wrong.headers]
    await send({"type": "http.response.start", "status": wrong.status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
