"""Hand-made stand-ins for the world around a gateway."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from headrace_edge_gateway.telemetry import Ack, TelemetryBatch, TelemetryRecord
from headrace_edge_gateway.upload import UploadFailed


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


MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)


async def eventually(holds: Callable[[], bool], seconds: float = 20) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - what is awaited lies in another process or thread
            await asyncio.sleep(0.02)
