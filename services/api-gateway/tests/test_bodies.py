"""PLT-1, PLT-9: bodies without an end cost nothing, however their length is told; whom a client is taken for."""

from __future__ import annotations

import asyncio
import gc
import re
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
from starlette.requests import Request

from headrace_api_gateway.door import Local
from headrace_api_gateway.service import service
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.serving import Server
from headrace_chassis.web.incoming import LARGE, SMALL, TooLarge
from headrace_testkit.bench import ServiceBench
from headrace_testkit.listening import listening
from headrace_testkit.waiting import patience

from .front import door, token_of

PART = bytes(64 << 10)
WHOLE = 100 << 20


@pytest.fixture
async def bench(start_service, issuer: DevelopmentIssuer) -> ServiceBench:
    bench = await start_service(service)
    bench.running.runtime.issuer = issuer
    return bench


def served(bench: ServiceBench) -> AbstractAsyncContextManager[int]:
    return listening(Server(bench.running.asgi, "127.0.0.1", 0, lambda: None))


async def flooded(port: int, path: str, token: str, *, chunked: bool) -> int:
    """The status that comes back while a body of 100 MB is sent."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {WHOLE}"
    named = f"Authorization: Bearer {token}\r\nIdempotency-Key: k\r\n" if token else ""
    head = f"PUT {path} HTTP/1.1" if token else f"POST {path} HTTP/1.1"
    writer.write(f"{head}\r\nHost: localhost\r\nContent-Type: application/json\r\n{named}{length}\r\n\r\n".encode())
    sending = asyncio.create_task(_flood(writer, chunked=chunked))
    try:
        async with patience():
            return int((await reader.readline()).split()[1])
    finally:
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        writer.close()


async def _flood(writer: asyncio.StreamWriter, *, chunked: bool) -> None:
    part = b"%x\r\n%s\r\n" % (len(PART), PART) if chunked else PART
    for _ in range(WHOLE // len(PART)):
        writer.write(part)
        await writer.drain()


def resident() -> int:
    return int(re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text())[1]) << 10  # type: ignore[index]


@pytest.mark.parametrize("chunked", [True, False])
async def test_four_bodies_of_100_mb_are_refused_and_leave_nothing_behind(bench, chunked):
    token = await token_of(bench, "operator@headrace")
    async with served(bench) as port:
        await flooded(port, "/api/session", "", chunked=chunked)
        gc.collect()
        before = resident()
        for path, given in (("/api/session", ""), ("/v1/organisations", token)):
            found = await asyncio.gather(*(flooded(port, path, given, chunked=chunked) for _ in range(4)))
            assert found == [413] * 4, path
        assert resident() - before < 40 << 20


async def test_what_is_sent_without_a_token_is_short(bench):
    refused = await door(bench).post("/api/session", json={"user": "x" * SMALL})
    assert (refused.status_code, refused.json()["type"]) == (413, "/problems/too-large")
    assert "16 KiB" in refused.json()["detail"]


async def test_each_operation_says_how_much_it_reads_and_every_way_to_be_refused(bench):
    paths = (await door(bench).get("/api/openapi.json")).json()["paths"]
    assert paths["/api/session"]["post"]["x-body-bytes"] == SMALL
    assert paths["/api/api-gateway/v1/organisations"]["put"]["x-body-bytes"] == LARGE
    for item in paths.values():
        for operation in item.values():
            assert operation["responses"].keys() >= {"408", "421", "429", "431", "503"}


async def test_a_service_in_this_process_reads_no_more_than_one_behind_http(bench):
    read = 0

    async def upstream(scope, receive, send):
        nonlocal read
        async for part in Request(scope, receive).stream():
            read += len(part)

    parts = iter([{"type": "http.request", "body": PART, "more_body": True}] * (2 * LARGE // len(PART)))

    async def receive():
        return next(parts)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    with pytest.raises(TooLarge):
        await Local("orders", upstream)(scope, receive, receive)
    assert read <= LARGE


@pytest.mark.parametrize(("trusted", "client"), [("127.0.0.1", "203.0.113.7"), ("10.0.0.1", "127.0.0.1")])
async def test_a_clients_address_is_believed_of_trusted_proxies_only(bench, monkeypatch, trusted, client):
    seen = []

    async def upstream(scope, receive, send):
        seen.append(dict(scope["headers"])[b"x-forwarded-for"].decode())
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    monkeypatch.setenv("FORWARDED_ALLOW_IPS", trusted)
    bench.running.runtime.apps["orders"] = upstream
    async with served(bench) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = "GET /api/orders/v1/orders HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 1.1.1.1, 203.0.113.7\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n".encode())
        await reader.read()
        writer.close()
    assert seen == [client]
