"""Hand-made stand-ins for the world around a gateway."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext
from datetime import UTC, datetime, timedelta

import msgspec
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from headrace_edge_gateway.telemetry import Ack, TelemetryBatch, TelemetryRecord
from headrace_edge_gateway.upload import UploadFailed
from headrace_testkit.waiting import patience


class HandClock:
    """Business time that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class ServerInMemory:
    """Stores each sequence of a stream once; `cut` and `lose_answers` disturb the link."""

    def __init__(self) -> None:
        self.stored: dict[str, list[TelemetryRecord]] = {}
        self.cut = False
        self.lose_answers = False
        self.batches = 0

    async def send(self, batch: TelemetryBatch) -> Ack:
        if self.cut:
            raise UploadFailed("the link is cut")
        self.batches += 1
        stored = self.stored.setdefault(batch.stream, [])
        last = stored[-1].sequence if stored else 0
        if batch.records[0].sequence <= last + 1:
            stored += [record for record in batch.records if record.sequence > last]
        if self.lose_answers:
            raise UploadFailed("the answer was lost")
        return Ack(stored[-1].sequence if stored else 0)

    @property
    def records(self) -> list[TelemetryRecord]:
        return [record for stored in self.stored.values() for record in stored]

    def pieces(self, machine: str) -> int:
        return sum(record.delta or 0 for record in self.records if record.machine == machine)


class TelemetryServer:
    """A server that stores each sequence once; it can be taken off the network, and lose its answers."""

    def __init__(self) -> None:
        self.stored: dict[str, list[TelemetryRecord]] = {}
        self.repeated = 0
        self.lose_answers = False
        self.tokens: set[str] = set()
        self.port = free_port()
        self.app = Starlette(routes=[Route("/v1/telemetry", self.receive, methods=["POST"])])

    async def receive(self, request: Request) -> JSONResponse:
        batch = msgspec.json.decode(await request.body(), type=TelemetryBatch)
        self.tokens.add(request.headers.get("authorization", "").removeprefix("Bearer "))
        stored = self.stored.setdefault(batch.stream, [])
        last = stored[-1].sequence if stored else 0
        if batch.records[0].sequence > last + 1:
            return JSONResponse({"last_sequence": last}, 409)
        self.repeated += sum(record.sequence <= last for record in batch.records)
        stored += [record for record in batch.records if record.sequence > last]
        if self.lose_answers:
            return JSONResponse({}, 503)
        return JSONResponse({"last_sequence": stored[-1].sequence})

    @asynccontextmanager
    async def on_the_network(self) -> AsyncIterator[None]:
        server = uvicorn.Server(uvicorn.Config(self.app, port=self.port, log_level="error"))
        server.capture_signals = nullcontext  # type: ignore[assignment]
        serving = asyncio.create_task(server.serve())
        await eventually(lambda: server.started)
        yield
        server.should_exit = True
        await serving

    @property
    def records(self) -> list[TelemetryRecord]:
        return [record for stored in self.stored.values() for record in stored]

    @property
    def counted(self) -> set[str]:
        """The machines whose counters were read."""
        return {record.machine for record in self.records if record.kind == "count"}

    def pieces(self, machine: str) -> int:
        return sum(record.delta or 0 for record in self.records if record.machine == machine)


class Line:
    """Units behind one Modbus TCP address; a register holds its unit until it is set. Some are silent or broken."""

    def __init__(self) -> None:
        self.registers: dict[tuple[int, int], int] = {}
        self.bits: dict[tuple[int, int], bool] = {}
        self.silent: set[tuple[int, int]] = set()
        self.broken: set[int] = set()
        self.asked: list[int] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readexactly(7)
                transaction, _, length, unit = struct.unpack(">HHHB", head)
                function, start, count = struct.unpack(">BHH", (await reader.readexactly(length - 1))[:5])
                self.asked.append(unit)
                if (unit, start) in self.silent:
                    continue
                held = [self.registers.get((unit, number), unit) for number in range(start, start + count)]
                answer = bytes([function, 2 * count]) + struct.pack(f">{count}H", *held)
                if function in (1, 2):
                    bits = sum(self.bits.get((unit, start + n), False) << n for n in range(count))
                    answer = bytes([function, 1, bits])
                if unit in self.broken:
                    answer = bytes([function | 0x80, 4])
                writer.write(struct.pack(">HHHB", transaction, 0, len(answer) + 1, unit) + answer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def eventually(holds: Callable[[], bool]) -> None:
    async with patience():
        while not holds():  # noqa: ASYNC110 - what is awaited lies in another process or thread
            await asyncio.sleep(0.02)
