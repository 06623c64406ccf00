"""An event as a record: CloudEvents in binary mode, the aggregate's key as Kafka's key."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from headrace_chassis.events.bus import Delivered
from headrace_chassis.events.envelope import Envelope

POSITION, TYPE = "ce_logposition", "ce_type"


class Record(Protocol):
    topic: str
    partition: int
    offset: int
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]


class NotAnEvent(ValueError):
    """A record that none of our relays can have sent."""


def unpacked(record: Record, heard: int, types: Collection[bytes] | None) -> Delivered | None:
    """None when it was heard before or is of another type: such records are not decoded."""
    headers = dict(record.headers)
    try:
        if int(headers[POSITION]) <= heard or (types is not None and headers[TYPE] not in types):
            return None
        return Delivered(record.offset + 1, Envelope.from_binary(headers, record.value or b""))
    except (KeyError, ValueError) as error:
        raise NotAnEvent(
            f"offset {record.offset} of {record.topic} {record.partition} is no event of ours ({error!r})"
        ) from error
