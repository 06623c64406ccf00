"""PLT-1, PLT-7: a request that is passed on over HTTP stays in its trace, with a span of the gateway between."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path

import httpx
import uvicorn

from headrace_api_gateway.upstream import RemoteService, Session
from headrace_chassis import telemetry

TRACE, CALLER = "e" * 32, "f" * 16
PARENT = f"00-{TRACE}-{CALLER}-01"


class Service:
    """Answers each request, and keeps the trace contexts that it was sent."""

    def __init__(self) -> None:
        self.contexts: list[str] = []

    async def __call__(self, scope, receive, send) -> None:
        self.contexts += [value.decode() for name, value in scope["headers"] if name == b"traceparent"]
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"{}"})

    @asynccontextmanager
    async def served(self) -> AsyncIterator[str]:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = uvicorn.Server(uvicorn.Config(self, port=port, log_level="error", interface="asgi3", lifespan="off"))
        server.capture_signals = nullcontext  # type: ignore[assignment]
        serving = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        await serving


async def passed_on(service: Service) -> None:
    session = Session()
    async with service.served() as address:
        door = httpx.ASGITransport(RemoteService("mrp", [address], session))
        async with httpx.AsyncClient(transport=door, base_url="http://gateway") as client:
            assert (await client.get("/v1/plans", headers={"traceparent": PARENT})).status_code == 200
        await session.close()


async def test_the_service_hears_of_the_trace_once() -> None:
    service = Service()
    await passed_on(service)
    (context,) = service.contexts
    assert context.split("-")[1] == TRACE


async def test_the_gateways_span_lies_between_the_callers_and_the_services(tmp_path: Path) -> None:
    service, path = Service(), tmp_path / "traces.jsonl"
    with telemetry.recording({"HEADRACE_TRACES": f"file:{path}"}):
        await passed_on(service)
    (resource,) = [one for line in path.read_text().splitlines() for one in json.loads(line)["resourceSpans"]]
    (span,) = resource["scopeSpans"][0]["spans"]
    assert (span["name"], span["kind"], span["traceId"], span["parentSpanId"]) == ("GET mrp", 3, TRACE, CALLER)
    assert service.contexts == [f"00-{TRACE}-{span['spanId']}-01"]
