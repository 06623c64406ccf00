"""Each request under its caller's trace, measured by route, told to the access log."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headrace_chassis import language, logs, trace
from headrace_chassis.clock import monotonic
from headrace_chassis.meters import HttpMeter
from headrace_chassis.web import problems
from headrace_contracts.messages import Language
from headrace_contracts.messages.accepted import of_headers

CALLER_LEFT = 499  # as nginx says it: nobody waits for the answer any more, so it is no error of ours
UNTRACED = {"/livez", "/readyz", "/metrics"}


class Answer:
    """Passes an answer on, tells its language, and notes its status and when it began."""

    def __init__(self, send: Send, spoken: Language) -> None:
        self._send = send
        self._spoken = spoken
        self.status = 500
        self.began_at: float | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, self.began_at = message["status"], monotonic()
            message = {**message, "headers": language.told(self._spoken, message.get("headers", ()))}
        await self._send(message)


class Watched:
    def __init__(self, app: ASGIApp, service: str) -> None:
        self._app = app
        self._service = service
        self._meter = HttpMeter(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        spoken = of_headers(scope["headers"])
        answer, came = Answer(send, spoken), monotonic()
        service, tenant, before = logs.SERVICE.set(self._service), logs.TENANT.set(""), language.SPOKEN.set(spoken)
        self._meter.in_flight.inc()
        try:
            with _span(scope) as span:
                try:
                    await self._answered(scope, receive, answer)
                finally:
                    self._note(scope, answer, came, span)
        finally:
            self._meter.in_flight.dec()
            logs.SERVICE.reset(service)
            logs.TENANT.reset(tenant)
            language.SPOKEN.reset(before)

    async def _answered(self, scope: Scope, receive: Receive, answer: Answer) -> None:
        try:
            await self._app(scope, receive, answer)
        except asyncio.CancelledError:
            if answer.began_at is None:
                answer.status = CALLER_LEFT
            raise
        except ClientDisconnect:
            answer.status = CALLER_LEFT
        except Exception as error:
            if answer.began_at is not None:
                raise
            await problems.unexpected(Request(scope, receive), error)(scope, receive, answer)

    def _note(self, scope: Scope, answer: Answer, came: float, span: trace.Span) -> None:
        route = getattr(scope.get("route"), "path", "unknown")
        seconds = (answer.began_at or monotonic()) - came
        self._meter.answered(scope["method"], route, answer.status, seconds)
        if scope["path"] in UNTRACED:
            return
        if trace.is_recording():
            facts = {"http.request.method": scope["method"], "http.route": route, "url.path": scope["path"]}
            span.tell({**facts, "http.response.status_code": answer.status}, name=f"{scope['method']} {route}")
        logs.access(scope["method"], scope["path"], answer.status, seconds)


def _span(scope: Scope) -> trace.Span:
    parent = next((value for name, value in scope["headers"] if name == b"traceparent"), b"").decode("latin-1")
    return trace.continued(parent, "" if scope["path"] in UNTRACED else scope["method"], "server")
