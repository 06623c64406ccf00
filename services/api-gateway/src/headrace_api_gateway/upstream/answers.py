"""What the gateway says itself when a service can't."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext

import orjson
from starlette.types import Scope, Send

from headrace_chassis import trace
from headrace_chassis.language import SPOKEN, in_words, told
from headrace_chassis.web.incoming import TooLarge
from headrace_contracts.messages import Said, say

PROBLEM = b"application/problem+json"
RETRY_AFTER = (b"retry-after", b"1")


class Unanswered(Exception):
    """There is no answer of the service to pass on; `detail` says why and what to do."""

    def __init__(self, status: int, kind: str, title: Said, detail: Said, *headers: tuple[bytes, bytes]) -> None:
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
    detail = say("api-gateway.unreachable", service=service)
    return Unanswered(503, "unavailable", say("api-gateway.title.unavailable"), detail, RETRY_AFTER)


def overloaded(service: str) -> Unanswered:
    detail = say("api-gateway.overloaded", service=service)
    return Unanswered(503, "overloaded", say("api-gateway.title.overloaded"), detail, RETRY_AFTER)


def broken_off(service: str) -> Unanswered:
    detail = say("api-gateway.broken-off", service=service)
    return Unanswered(502, "broken-off", say("api-gateway.title.broken-off"), detail)


def too_slow(service: str, seconds: float) -> Unanswered:
    detail = say("api-gateway.too-slow", service=service, seconds=round(seconds))
    return Unanswered(504, "too-slow", say("api-gateway.title.too-slow"), detail)


def too_large(limit: int) -> Unanswered:
    return Unanswered(413, "too-large", say("api-gateway.title.too-large"), TooLarge.beyond(limit).detail)


def too_many(seconds: int) -> Unanswered:
    detail = say("api-gateway.too-many-requests", seconds=seconds)
    return Unanswered(
        429, "too-many-requests", say("api-gateway.title.too-many-requests"), detail, (b"retry-after", b"%d" % seconds)
    )


def logged_out() -> Unanswered:
    detail = say("api-gateway.session-ended")
    return Unanswered(
        401, "unauthenticated", say("api-gateway.title.unauthenticated"), detail, (b"www-authenticate", b"Bearer")
    )


def misdirected() -> Unanswered:
    detail = say("api-gateway.misdirected")
    return Unanswered(421, "misdirected", say("api-gateway.title.misdirected"), detail)


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
        "title": in_words(wrong.title),
        "status": wrong.status,
        "detail": in_words(wrong.detail),
        "instance": path,
        "trace_id": trace.trace_id(),
    }
    text = orjson.dumps(body)
    headers = [(b"content-type", PROBLEM), (b"content-length", b"%d" % len(text)), *wrong.headers]
    headers = told(SPOKEN.get(), headers)
    await send({"type": "http.response.start", "status": wrong.status, "headers": headers})
    await send({"type": "http.response.body", "body": text})
