"""A TCP proxy that can stand between any two parts and be a bad network."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

CHUNK = 1 << 16
Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
Connect = Callable[[], Awaitable[Streams]]


@dataclass(frozen=True, slots=True)
class Slow:
    """Seconds that each piece takes, give or take the jitter, and bytes that go through in a second."""

    latency: float
    jitter: float = 0.0
    bandwidth: float = float("inf")

    def pause(self, size: int, chance: random.Random) -> float:
        return max(0.0, self.latency + chance.uniform(-self.jitter, self.jitter)) + size / self.bandwidth


def to_port(host: str, port: int) -> Connect:
    return lambda: asyncio.open_connection(host, port)


def to_socket(path: str) -> Connect:
    return lambda: asyncio.open_unix_connection(path)


class Link:
    """Listens on a port of this machine and passes everything on.

    What a black hole or half-open direction swallows is only held, as TCP would send it again once the net is back.
    """

    def __init__(self, name: str, connect: Connect, chance: random.Random | None = None) -> None:
        self.name = name
        self.port = 0
        self._connect = connect
        self._chance = chance or random.Random(0)
        self._slow = Slow(0.0)
        self._is_cut = False
        self._there, self._back = asyncio.Event(), asyncio.Event()
        self._there.set()
        self._back.set()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        self._drop_all()

    def lead_to(self, connect: Connect) -> None:
        """Another target from now on; connections to the old one are dropped."""
        self._connect = connect
        self._drop_all()

    def mend(self) -> None:
        self._slow, self._is_cut = Slow(0.0), False
        self._there.set()
        self._back.set()

    def slow_down(self, slow: Slow) -> None:
        self._slow = slow

    def cut(self) -> None:
        """Connections end with a reset, and new ones are reset as soon as they are made."""
        self._is_cut = True
        self._drop_all()

    def swallow(self, *, there: bool = True, back: bool = True) -> None:
        """Both: a black hole. One: a half-open line, on which one side is heard and hears nothing."""
        if there:
            self._there.clear()
        if back:
            self._back.clear()

    def _drop_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if self._is_cut:
                writer.transport.abort()
                return
            await self._there.wait()
            await self._pass(reader, writer)
        except OSError:
            writer.transport.abort()
        finally:
            self._open.discard(writer)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await self._connect()
        self._open.add(far_writer)
        try:
            await asyncio.gather(
                self._pump(reader, far_writer, self._there), self._pump(far_reader, writer, self._back)
            )
        finally:
            self._open.discard(far_writer)
            far_writer.transport.abort()
            writer.transport.abort()

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, gate: asyncio.Event) -> None:
        while piece := await source.read(CHUNK):
            await gate.wait()
            if pause := self._slow.pause(len(piece), self._chance):
                await asyncio.sleep(pause)
            sink.write(piece)
            await sink.drain()
        with suppress(OSError):
            if sink.can_write_eof():
                sink.write_eof()
