"""All services by name, and what they tell of themselves without being started."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.runtime import Running, Runtime
from headrace_chassis.service import Service
from headrace_chassis.web.router import Rules

NAMES = sorted(entry.name for entry in entry_points(group="headrace.services"))


def service_named(name: str) -> Service:
    loaded: Service = entry_points(group="headrace.services")[name].load()
    return loaded


def application(service: Service) -> FastAPI:
    """To look at: one for all tests, for to describe a service takes a second."""
    return _application(service.name)


@cache
def _application(name: str) -> FastAPI:
    runtime = Runtime(
        owner_url=lambda _: "",
        app_url=lambda _: "",
        bus=MemoryBus(),
        clock=Clock(),
        verifier=TokenVerifier(ISSUER, DevelopmentIssuer().keys),
        data_dir=Path(tempfile.gettempdir()),
    )
    return Running(service_named(name), runtime).app


def document(service: Service) -> dict[str, Any]:
    return application(service).openapi()


@dataclass(frozen=True)
class Operation:
    """One route of a service: what its OpenAPI tells, and the function and the rules behind it."""

    service: str
    method: str
    path: str
    told: dict[str, Any]
    schemas: dict[str, Any]
    endpoint: Callable[..., Any]

    def __str__(self) -> str:
        return f"{self.service} {self.method} {self.path}"

    @property
    def rules(self) -> Rules:
        rules: Rules = self.endpoint.__rules__  # type: ignore[attr-defined]
        return rules

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return self.told.get("parameters", [])  # type: ignore[no-any-return]

    @property
    def body(self) -> dict[str, Any] | None:
        content = self.told.get("requestBody", {}).get("content", {})
        return content["application/json"]["schema"] if content else None

    def schema(self, node: dict[str, Any]) -> dict[str, Any]:
        """The schema itself, where there is only a reference to it."""
        reference = node.get("$ref", "").removeprefix("#/components/schemas/")
        return self.schemas[reference] if reference else node


def operations(service: Service) -> Iterator[Operation]:
    app = application(service)
    told = app.openapi()
    schemas = told["components"]["schemas"]
    for route in iter_route_contexts(app.routes):
        for method in route.methods or ():
            found = told["paths"].get(route.path_format, {}).get(method.lower())
            if found:
                yield Operation(service.name, method, route.path_format, found, schemas, route.endpoint)
