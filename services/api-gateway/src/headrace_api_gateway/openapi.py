"""One OpenAPI document of all services, their paths under /api/<service>."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx
from starlette.types import ASGIApp

from headrace_api_gateway.upstream import answers
from headrace_chassis.web.openapi import BEARER, SCHEMAS
from headrace_chassis.web.problems import MEDIA_TYPE

PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": f"{SCHEMAS}ApiGatewayProblemView"}}}
OURS = {
    str(one.status): {"description": one.title, "content": PROBLEM}
    for one in (answers.broken_off("A service"), answers.too_slow("A service", 0))
}


async def merged(upstreams: Mapping[str, ASGIApp]) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for service, app in sorted(upstreams.items()):
        document = _namespaced(await _document(app), service)
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


async def _document(app: ASGIApp) -> dict[str, Any]:
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://upstream") as client:
        answer = await client.get("/openapi.json")
        return answer.json() if answer.is_success else {"paths": {}}


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
