"""One OpenAPI document of all services, their paths under /api/<service>."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import orjson
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from headrace_api_gateway.upstream import answers
from headrace_chassis import clock
from headrace_chassis.serving.refusals import LATE, LONG_HEAD
from headrace_chassis.web.openapi import BEARER, SCHEMAS
from headrace_chassis.web.problems import MEDIA_TYPE

WHOLE_SECONDS = 300.0
PARTIAL_SECONDS = 5.0
PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}ApiGatewayProblemView"}}}
OURS = {
    str(one.status): {"description": str(one.title), "content": PROBLEM}
    for one in (
        LATE,
        answers.misdirected(),
        answers.too_many(1),
        LONG_HEAD,
        answers.broken_off("A service"),
        answers.too_slow("A service", 0),
    )
}


@dataclass(frozen=True, slots=True)
class Kept:
    """`services` are those that were there when it was made; one that did not answer is asked again soon."""

    body: bytes
    services: frozenset[str]
    until: float

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:32]}"'


class OpenApi:
    """Made by the first who asks and kept, however many ask: a service that is upgraded meanwhile is told of later."""

    def __init__(self, upstreams: Mapping[str, ASGIApp]) -> None:
        self._upstreams = upstreams
        self._kept: Kept | None = None
        self._making = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._making:
            if self._kept is None or not self._holds(self._kept):
                self._kept = await self._made()
        headers = {"ETag": self._kept.etag, "Cache-Control": "no-cache"}
        known = self._kept.etag in Headers(scope=scope).get("if-none-match", "")
        answer = Response(None, 304, headers) if known else Response(self._kept.body, 200, headers, "application/json")
        await answer(scope, receive, send)

    def _holds(self, kept: Kept) -> bool:
        return kept.services == set(self._upstreams) and clock.monotonic() < kept.until

    async def _made(self) -> Kept:
        services = frozenset(self._upstreams)
        found = {name: await document(self._upstreams[name]) for name in sorted(services)}
        told = {name: document for name, document in found.items() if document is not None}
        seconds = WHOLE_SECONDS if told.keys() == services else PARTIAL_SECONDS
        return Kept(orjson.dumps(merged(told)), services, clock.monotonic() + seconds)


def merged(documents: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for service, found in documents.items():
        document = _namespaced(found, service)
        paths |= {_path(service, path): _operations(service, item) for path, item in document["paths"].items()}
        schemas |= document.get("components", {}).get("schemas", {})
    return {
        "openapi": "3.1.0",
        "info": {"title": "Headrace", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": BEARER},
        "security": [{"bearer": []}],
    }


def _path(service: str, path: str) -> str:
    return path if path.startswith("/api/") else f"/api/{service}{path}"


def _operations(service: str, item: dict[str, Any]) -> dict[str, Any]:
    name = service.replace("-", "_")
    return {
        method: {
            **operation,
            "operationId": f"{name}_{operation['operationId']}",
            "tags": [service],
            "responses": {**OURS, **operation["responses"]},
        }
        for method, operation in item.items()
    }


async def document(app: ASGIApp) -> dict[str, Any] | None:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as client:
        answer = await client.get("/openapi.json")
        return answer.json() if answer.is_success else None


def _namespaced(document: dict[str, Any], service: str) -> dict[str, Any]:
    """Two services may have schemas of one name: each gets its service's name in front."""
    prefix = "".join(part.title() for part in service.split("-"))

    def renamed(node: Any) -> Any:
        if isinstance(node, dict):
            return {k: _renamed_ref(v, prefix) if k == "$ref" else renamed(v) for k, v in node.items()}
        return [renamed(v) for v in node] if isinstance(node, list) else node

    result: dict[str, Any] = renamed(document)
    schemas = result.get("components", {}).get("schemas", {})
    if schemas:
        result["components"]["schemas"] = {f"{prefix}{name}": schema for name, schema in schemas.items()}
    return result


def _renamed_ref(ref: Any, prefix: str) -> Any:
    return f"{SCHEMAS}{prefix}{ref.removeprefix(SCHEMAS)}" if isinstance(ref, str) and ref.startswith(SCHEMAS) else ref
