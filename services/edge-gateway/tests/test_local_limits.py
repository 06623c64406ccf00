"""EDG-7, PLT-9: the page for the person on site can be asked by anybody there, and gives nobody more than a little."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager

from starlette.responses import Response

from headrace_edge_gateway.__main__ import CONNECTIONS, HEAD_BYTES, local_server
from headrace_testkit.listening import listening
from headrace_testkit.waiting import patience


def served() -> AbstractAsyncContextManager[int]:
    return listening(local_server(Response("ok"), "127.0.0.1", 0))


async def told(port: int, head: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + head)
    try:
        async with patience():
            return await reader.readline()
    finally:
        writer.close()


async def test_headers_have_an_end():
    async with served() as port:
        assert b" 200 " in await told(port, b"\r\n")
        assert b" 400 " in await told(port, b"X: " + b"x" * 2 * HEAD_BYTES)


async def test_connections_have_an_end():
    async with served() as port:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(CONNECTIONS)]
        assert b" 503 " in await told(port, b"\r\n")
        for _, writer in held:
            writer.close()
