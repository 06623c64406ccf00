"""The HTTP application of one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from headrace_chassis.web import dead_letters, examining, journal, openapi, operations, problems
from headrace_chassis.web.watched import Watched

if TYPE_CHECKING:
    from headrace_chassis.runtime import Running


class Application(FastAPI):
    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = openapi.completed(super().openapi())
        return self.openapi_schema


def build(running: Running) -> FastAPI:
    service = running.service
    app = Application(
        title=f"Headrace {service.name}",
        description=service.title,
        version="1",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # it would lead past the gateway
        generate_unique_id_function=operation_id,
    )
    app.state.running = running
    app.state.database = running.database
    app.state.verifier = running.runtime.verifier
    problems.install(app)
    shared = [operations.health, examining.router]
    shared += [operations.operations, dead_letters.router, journal.router] if service.store is not None else []
    shared += [operations.long_work(service.jobs)] if service.jobs else []
    for router in (*service.api, *shared):
        app.include_router(router)
    app.add_middleware(Watched, service=service.name)
    return app


def operation_id(route: APIRoute) -> str:
    return route.name
