"""What travels from the gateway to the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from headrace_edge_gateway.buffer.store import Kept
from headrace_edge_gateway.model.readings import Record


class TelemetryRecord(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One fact. `sequence` is the buffer's number for it within the stream; it is 0 until it is kept.

    `reason_said` is the code and the facts of which `reason` is the English text.
    """

    sequence: int = 0
    machine: str
    tag: str
    kind: str
    quality: str
    device_time: datetime
    gateway_time: datetime
    state: str | None = None
    delta: int | None = None
    total: int | None = None
    value: float | None = None
    unit: str | None = None
    reason: str | None = None
    reason_said: dict[str, Any] | None = None


class TelemetryBatch(msgspec.Struct, frozen=True, kw_only=True):
    """Consecutive records of one stream. Nothing below sequence `oldest` can be sent any more."""

    gateway: str
    stream: str
    oldest: int
    records: Sequence[TelemetryRecord]


class Ack(msgspec.Struct, frozen=True):
    """The highest sequence of the stream that the server has stored."""

    last_sequence: int


def encode(record: Record, gateway_time: datetime) -> bytes:
    """A record as the buffer keeps it."""
    return msgspec.json.encode(
        TelemetryRecord(
            machine=record.machine,
            tag=record.tag,
            kind=record.kind,
            quality=record.quality,
            device_time=record.device_time,
            gateway_time=gateway_time,
            state=record.state,
            delta=record.delta,
            total=record.total,
            value=record.value,
            unit=record.unit,
            reason=str(record.reason) if record.reason else None,
            reason_said=record.reason.form() if record.reason else None,
        )
    )


def decode(kept: Kept) -> TelemetryRecord:
    record = msgspec.json.decode(kept.body, type=TelemetryRecord)
    return msgspec.structs.replace(record, sequence=kept.sequence)
