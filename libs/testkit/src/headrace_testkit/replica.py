"""A server that behaves as it is told, and notes what it was asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

Answer = Callable[["Asked", asyncio.StreamWriter], Coroutine[None, None, None]]


@dataclass
class Asked:
    line: str
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.headers]


@dataclass
class Replica:
    answer: Answer
    asked: list[Asked] = field(default_factory=list)
    port: int = 0
    connections: int = 0
    left: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while request := await _read(reader):
                self.asked.append(request)
                answering = asyncio.create_task(self.answer(request, writer))
                gone = asyncio.create_task(_closed(reader))
                await asyncio.wait({answering, gone}, return_when=asyncio.FIRST_COMPLETED)
                if not answering.done():
                    self.left.set()
                    answering.cancel()
                    break
                gone.cancel()
                await answering
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


async def _closed(reader: asyncio.StreamReader) -> None:
    while not reader.at_eof():  # noqa: ASYNC110 - reading would take the next request
        await asyncio.sleep(0.02)


async def _read(reader: asyncio.StreamReader) -> Asked | None:
    head = await reader.readuntil(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").strip().split("\r\n")
    headers = [(name.lower(), value.strip()) for name, _, value in (one.partition(":") for one in rest)]
    known = dict(headers)
    if known.get("transfer-encoding") == "chunked":
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    else:
        body = await reader.readexactly(int(known.get("content-length", "0")))
    return Asked(line, headers, body)


def says(text: str, *headers: str, status: str = "200 OK") -> Answer:
    async def answer(_: Asked, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"content-length: {len(text)}", *headers, "", text]
        writer.write("\r\n".join(lines).encode())
        await writer.drain()

    return answer


def says_half(text: str) -> Answer:
    async def answer(_: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\ncontent-length: {len(text)}\r\n\r\n{text[: len(text) // 2]}".encode())
        await writer.drain()
        writer.close()

    return answer


async def breaks_off(_: Asked, writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


async def is_silent(_: Asked, writer: asyncio.StreamWriter) -> None:  # noqa: ARG001 - an Answer's signature
    await asyncio.sleep(60)


@asynccontextmanager
async def replica(answer: Answer) -> AsyncIterator[Replica]:
    one = Replica(answer)
    server = await asyncio.start_server(one.serve, "127.0.0.1", 0)
    one.port = server.sockets[0].getsockname()[1]
    try:
        yield one
    finally:
        server.close()


async def closed_port() -> str:
    """Where nobody listens."""
    async with replica(is_silent) as one:
        return one.address
