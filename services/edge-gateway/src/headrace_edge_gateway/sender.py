"""Sends what the buffer keeps, in order, until the server has it all."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Coroutine
from typing import Any

from headrace_contracts.messages import say
from headrace_edge_gateway.alarms import Alarms, why
from headrace_edge_gateway.buffer.buffer import Buffer
from headrace_edge_gateway.buffer.store import BufferRefused, Fill, Kept, ServerAhead
from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.pauses import GrowingPause
from headrace_edge_gateway.telemetry import TelemetryBatch, decode
from headrace_edge_gateway.upload import Uploader, UploadFailed

BATCH_RECORDS = 500
SHORTEST_PAUSE = 0.2
ALARM = "upload"


class Sender:
    def __init__(
        self,
        gateway: str,
        buffer: Buffer,
        uploader: Uploader,
        alarms: Alarms,
        clock: Clock,
        *,
        longest_pause: float,
    ) -> None:
        self._gateway = gateway
        self._buffer = buffer
        self._uploader = uploader
        self._alarms = alarms
        self._clock = clock
        self._pause = GrowingPause(SHORTEST_PAUSE, longest_pause)

    async def run(self, stopping: asyncio.Event) -> None:
        """Send until stopped; then drain what is left, unless the server doesn't take it."""
        while True:
            self._buffer.arrived.clear()
            outcome = await self._send_next()
            if stopping.is_set() and outcome != "sent":
                return
            if outcome == "failed":
                await _first_of(stopping.wait(), seconds=self._pause.after_failure())
            elif outcome == "empty":
                await _first_of(stopping.wait(), self._buffer.arrived.wait())

    async def _send_next(self) -> str:
        try:
            fill = await self._buffer.fill()
            kept = await self._buffer.read(fill.acknowledged, BATCH_RECORDS)
            if not kept:
                return "empty"
            await self._send(fill, kept)
        except (UploadFailed, ServerAhead, BufferRefused, sqlite3.Error) as error:
            self._alarms.raise_(ALARM, why(error), self._clock.now())
            return "failed"
        self._pause.after_success()
        self._alarms.clear(ALARM)
        return "sent"

    async def _send(self, fill: Fill, kept: list[Kept]) -> None:
        records = [decode(each) for each in kept]
        ack = await self._uploader.send(
            TelemetryBatch(gateway=self._gateway, stream=fill.stream, oldest=fill.oldest, records=records)
        )
        if ack.last_sequence < kept[0].sequence:
            told = {"first": kept[0].sequence, "last": kept[-1].sequence, "stored": ack.last_sequence}
            raise UploadFailed(say("edge-gateway.stored-none", **told))
        await self._buffer.acknowledge(ack.last_sequence)


async def _first_of(*waits: Coroutine[Any, Any, bool], seconds: float | None = None) -> None:
    tasks = [asyncio.create_task(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
