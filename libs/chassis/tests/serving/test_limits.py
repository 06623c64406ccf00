"""PLT-9: what a client may have of a server ends: headers, bodies, connections and patience; answers say which end."""

from __future__ import annotations

import asyncio
import json
import resource
import time
from asyncio import selector_events
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request

from headrace_chassis.serving import Server
from headrace_chassis.serving.limits import Limits
from headrace_testkit.listening import listening
from headrace_testkit.waiting import patience

QUICK = Limits(head_seconds=0.2, pause_seconds=0.2, request_seconds=0.6, unread_seconds=0.2, peer_connections=5)
GET = b"GET /x HTTP/1.1\r\nHost: a\r\n"
POST = b"POST /read HTTP/1.1\r\nHost: a\r\n"
LAST = b"Connection: close\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Reads what is sent to /read, sends 64 MB at /long, and answers at once elsewhere."""
    if scope["path"] == "/read":
        try:
            async for _ in Request(scope, receive).stream():
                pass
        except ClientDisconnect:
            return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    for _ in range(64 if scope["path"] == "/long" else 0):
        await send({"type": "http.response.body", "body": bytes(1 << 20), "more_body": True})
    await send({"type": "http.response.body", "body": b"ok"})


@dataclass
class Served:
    port: int
    server: Server

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def told(self, *parts: bytes, pause: float = 0.0) -> bytes:
        """All that comes back until the server closes."""
        reader, writer = await self.open()
        sending = asyncio.create_task(_sent(writer, parts, pause))
        try:
            async with patience():
                return await reader.read()
        except ConnectionError:
            return b"reset"
        finally:
            sending.cancel()
            writer.close()


async def _sent(writer: asyncio.StreamWriter, parts: tuple[bytes, ...], pause: float) -> None:
    for part in parts:
        writer.write(part)
        await writer.drain()
        await asyncio.sleep(pause)


@asynccontextmanager
async def served(limits: Limits) -> AsyncIterator[Served]:
    server = Server(application, "127.0.0.1", 0, lambda: None, limits=limits)
    async with listening(server) as port:
        yield Served(port, server)


def problem(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"content-type: application/problem+json" in head, answer[:200]
    assert b"connection: close" in head
    told = json.loads(body)
    assert told["status"] == int(head.split()[1])
    return told["status"], told["type"].removeprefix("/problems/")


@pytest.mark.parametrize(
    "parts",
    [
        (GET + b"X: " + b"x" * 40_000 + b"\r\n\r\n",),
        (GET + b"X: ", *[b"x" * 60_000] * 350),
        (b"GET /" + b"x" * 40_000 + b" HTTP/1.1\r\n\r\n",),
        (GET + b"".join(b"X-%d: 1\r\n" % n for n in range(101)) + b"\r\n",),
        (CHUNKED + b"1;", *[b"x" * 40_000] * 20),
        (CHUNKED + b"1\r\na\r\n0\r\n" + b"X: ", *[b"x" * 40_000] * 20),
    ],
    ids=["one field", "20 MB", "address", "many fields", "a chunk's line", "trailers"],
)
async def test_an_address_and_headers_have_an_end(parts):
    async with served(Limits()) as here:
        assert problem(await here.told(*parts)) == (431, "long-head")
        assert (await here.told(GET + b"Connection: close\r\n\r\n")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("parts", "language", "title"),
    [
        ((GET + b"Accept-Language: zh\r\nX: " + b"x" * 40_000 + b"\r\n\r\n",), b"zh", "地址和请求头过大"),
        ((GET + b"X: " + b"x" * 40_000 + b"\r\n\r\n",), b"en", "The address and headers are too large"),
        ((b"nonsense\r\n\r\n",), b"en, zh", "This is no HTTP request / 不是有效的 HTTP 请求"),
    ],
    ids=["who asks in Chinese", "who asks in no language", "who has not said it yet"],
)
async def test_a_refusal_is_in_the_language_of_who_asks_as_far_as_it_is_known(parts, language, title):
    async with served(Limits()) as here:
        head, _, body = (await here.told(*parts)).partition(b"\r\n\r\n")
    assert b"content-language: " + language + b"\r\n" in head
    assert json.loads(body)["title"] == title


async def test_what_fits_is_answered():
    async with served(Limits()) as here:
        fields = b"".join(b"X-%d: %s\r\n" % (n, b"x" * 300) for n in range(90))
        assert (await here.told(GET + fields + b"Connection: close\r\n\r\n")).endswith(b"ok\r\n0\r\n\r\n")


@pytest.mark.parametrize(
    ("parts", "pause"),
    [
        ((b"",), 0),
        ((b"G",), 0),
        (tuple(bytes([one]) for one in GET), 0.1),
        ((POST + b"Content-Length: 10\r\n\r\nabc",), 0),
        ((CHUNKED + b"3\r\nabc\r\n",), 0),
        ((CHUNKED, *[b"1\r\na\r\n"] * 60), 0.05),
        ((GET + b"\r\n", GET), 0.1),
    ],
    ids=["nothing", "a byte", "byte by byte", "half a body", "half of the chunks", "chunks for ever", "a second one"],
)
async def test_who_sends_slowly_is_not_waited_for(parts, pause):
    async with served(QUICK) as here:
        began = time.monotonic()
        answer = await here.told(*parts, pause=pause)
        assert time.monotonic() - began < 5
    assert problem(answer[answer.rindex(b"HTTP/1.1") :]) == (408, "late")


async def test_a_client_that_left_unnoticed_ends_its_own_connection_only(monkeypatch):
    def not_connected(_: object) -> None:
        raise OSError(107, "Transport endpoint is not connected")

    async with served(QUICK) as here:
        with monkeypatch.context() as gone:
            gone.setattr(selector_events._SelectorSocketTransport, "write_eof", not_connected)
            assert problem(await here.told(GET, pause=1)) == (408, "late")
        assert (await here.told(GET + LAST + b"\r\n")).startswith(b"HTTP/1.1 200")


async def test_a_body_is_waited_for_while_it_comes():
    async with served(Limits(pause_seconds=0.5)) as here:
        head = POST + LAST + b"Transfer-Encoding: chunked\r\n\r\n"
        answer = await here.told(head, *[b"1\r\na\r\n"] * 8, b"0\r\n\r\n", pause=0.1)
        assert answer.startswith(b"HTTP/1.1 200")


async def test_a_kept_connection_may_rest_between_requests():
    async with served(QUICK) as here:
        reader, writer = await here.open()
        for _ in range(2):
            writer.write(GET + b"\r\n")
            async with patience():
                assert (await reader.readuntil(b"0\r\n\r\n")).startswith(b"HTTP/1.1 200")
            await asyncio.sleep(0.6)
        writer.close()


async def test_who_does_not_read_the_answer_is_left():
    async with served(QUICK) as here:
        _, writer = await here.open()
        writer.write(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n")
        async with patience():
            while not here.server.server_state.connections:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            while here.server.server_state.connections:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        writer.close()


async def test_an_answer_given_before_the_body_does_not_buy_a_reader_for_it():
    async with served(Limits()) as here:
        reader, writer = await here.open()
        writer.write(b"POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n")
        async with patience():
            assert (await reader.read()).startswith(b"HTTP/1.1 200")
        writer.close()


async def test_all_connections_together_and_those_of_one_address_have_an_end(monkeypatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.1")
    async with served(Limits(peer_connections=3)) as here:
        mine = [await here.open() for _ in range(3)]
        assert problem(await here.told(GET)) == (503, "crowded")
        mine.pop()[1].close()
        await asyncio.sleep(0.1)
        assert (await here.told(GET + b"Connection: close\r\n\r\n")).startswith(b"HTTP/1.1 200")


async def test_a_trusted_proxy_speaks_for_many(monkeypatch):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "127.0.0.1")
    async with served(Limits(peer_connections=1, connections=3)) as here:
        mine = [await here.open() for _ in range(3)]
        assert problem(await here.told(GET)) == (503, "crowded")
        assert len(mine) == 3


async def test_what_is_no_http_is_told_so_and_never_in_the_middle_of_an_answer():
    async with served(Limits()) as here:
        assert problem(await here.told(b"\x16\x03\x01\x02\x00")) == (400, "garbled")
        assert b"garbled" not in await here.told(b"GET /long HTTP/1.1\r\nHost: a\r\n\r\n\x00\x00")


async def test_requests_ahead_of_their_answers_have_an_end():
    async with served(Limits()) as here:
        assert (await here.told(POST + b"Content-Length: 1\r\n\r\n" + b"a" + (GET + b"\r\n") * 500))[:6] in {
            b"",
            b"HTTP/1",
        }


async def test_three_hundred_slow_connections_are_closed_and_cost_little():
    async with served(QUICK) as here:
        before = _peak()
        opened = [await here.open() for _ in range(300)]
        for _, writer in opened:
            writer.write(b"GET /x HT")
        async with patience():
            answers = await asyncio.gather(*(reader.read() for reader, _ in opened))
        for _, writer in opened:
            writer.close()
    assert {problem(answer) for answer in answers} == {(408, "late")}
    assert _peak() - before < 30 << 10


def _peak() -> int:
    """In KiB, the client's side included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
