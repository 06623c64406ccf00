"""The front door: /api/<service>/ goes on to that service, the gateway's own routes stay here, the rest is the console.

An upstream is an ASGI application, in this process or (later) behind HTTP; the door knows no difference.
"""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from starlette.types import ASGIApp, Receive, Scope, Send

from headrace_api_gateway.console import Console
from headrace_api_gateway.openapi import merged
from headrace_chassis.runtime import Running

OWN = (
    "/v1/",
    "/api/session",
    "/api/clock",
    "/api/stream",
    "/api/jwks.json",
    "/livez",
    "/readyz",
    "/metrics",
    "/openapi",
)
HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
BODY_LIMIT = 16 << 20


class Door:
    def __init__(self, own: ASGIApp, upstreams: Mapping[str, ASGIApp], console: Console) -> None:
        self._own = own
        self._upstreams = upstreams
        self._console = console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._own(scope, receive, send)
            return
        path: str = scope["path"]
        service, _, rest = path.removeprefix("/api/").partition("/")
        if path == "/api/openapi.json":
            await _answer(send, 200, orjson.dumps(await merged(self._upstreams)))
        elif path.startswith("/api/") and service in self._upstreams:
            await self._pass_on(service, f"/{rest}", scope, receive, send)
        elif path.startswith(OWN) or path.startswith("/api/"):
            await self._own(scope, receive, send)
        else:
            await self._console(scope, receive, send)

    async def _pass_on(self, service: str, path: str, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        if int(headers.get(b"content-length", b"0") or 0) > BODY_LIMIT:
            await _answer(send, 413, _too_large(scope["path"]), b"application/problem+json")
            return
        inner = {**scope, "path": path, "raw_path": path.encode(), "headers": _forwarded(scope)}
        upstream = self._own if service == "api-gateway" else self._upstreams[service]
        await upstream(inner, receive, send)


def _forwarded(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The client's headers without those that end here and those that only we may set."""
    named = {
        name.strip().lower() for key, value in scope["headers"] if key == b"connection" for name in value.split(b",")
    }
    client = scope.get("client") or ("", 0)
    kept = [
        (key, value)
        for key, value in scope["headers"]
        if key not in HOP_BY_HOP | named and not key.startswith((b"x-forwarded-", b"x-user-"))
    ]
    return [*kept, (b"x-forwarded-for", str(client[0]).encode())]


def _too_large(path: str) -> bytes:
    return orjson.dumps(
        {
            "type": "/problems/too-large",
            "title": "The request is too large",
            "status": 413,
            "detail": f"At most {BODY_LIMIT >> 20} MiB a request; send the rows in smaller parts.",
            "instance": path,
        }
    )


async def _answer(send: Send, status: int, body: bytes, media: bytes = b"application/json") -> None:
    headers = [(b"content-type", media), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def open_door(running: Running, own: ASGIApp) -> ASGIApp:
    return Door(own, running.runtime.apps, Console())
