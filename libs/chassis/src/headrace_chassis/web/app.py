"""The HTTP application of one service."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from headrace_chassis import logs, trace
from headrace_chassis.meters import HttpMeter
from headrace_chassis.web import operations, problems

if TYPE_CHECKING:
    from headrace_chassis.runtime import Running


class Watched:
    """Continues the caller's trace and measures rate, errors and duration of each route."""

    def __init__(self, app: ASGIApp, service: str) -> None:
        self.app = app
        self.service = service
        self._meter = HttpMeter(service)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, began, answered = 500, time.perf_counter(), 0.0

        async def note_status(message: Message) -> None:
            nonlocal status, answered
            if message["type"] == "http.response.start":
                status, answered = message["status"], time.perf_counter()
            await send(message)

        request = Request(scope, receive)
        parent = dict(scope["headers"]).get(b"traceparent", b"").decode("latin-1")
        token = logs.SERVICE.set(self.service)
        self._meter.in_flight.inc()
        try:
            with trace.continued(parent):
                await self._answer(request, receive, note_status)
        finally:
            logs.SERVICE.reset(token)
            self._meter.in_flight.dec()
            route = getattr(scope.get("route"), "path", "unknown")
            self._meter.answered(scope["method"], route, status, (answered or time.perf_counter()) - began)

    async def _answer(self, request: Request, receive: Receive, send: Send) -> None:
        begun = False

        async def note_begin(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(request.scope, receive, note_begin)
        except Exception as error:
            if begun:
                raise
            await problems.unexpected(request, error)(request.scope, receive, send)


def build(running: Running) -> FastAPI:
    service = running.service
    app = FastAPI(
        title=f"Headrace {service.name}",
        description=service.title,
        version="1",
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=operation_id,
    )
    app.state.running = running
    app.state.database = running.database
    app.state.verifier = running.runtime.verifier
    problems.install(app)
    shared = [operations.health, operations.operations] if service.store is not None else [operations.health]
    shared += [operations.long_work] if service.jobs else []
    for router in (*service.api, *shared):
        app.include_router(router)
    app.add_middleware(Watched, service=service.name)
    return app


def operation_id(route: APIRoute) -> str:
    return route.name
