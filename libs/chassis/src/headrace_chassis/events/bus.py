"""The seam between the event log and those who hear: how settled events travel from one service to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from headrace_chassis.events.envelope import Envelope


class Stream(NamedTuple):
    """A topic's partition: the unit in which order is kept and progress is counted."""

    topic: str
    partition: int


class Delivered(NamedTuple):
    """An event at its offset in the stream. The same event may be delivered at two offsets; never out of order."""

    offset: int
    event: Envelope


class Bus(Protocol):
    """A driver. Offsets grow along a stream; `fetch` never skips an event and may deliver one again."""

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def streams(self, group: str, topics: Sequence[str]) -> list[Stream]:
        """The streams that this member of the group should follow."""

    async def fetch(
        self, stream: Stream, after: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        """Up to `limit` events with offset > after, and the offset up to which the stream was looked through."""

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        """Wait for anything after `offset`; False when `patience` seconds pass without."""

    async def high_water(self, stream: Stream) -> int:
        """The newest offset that can be fetched."""

    def poke(self, source: str) -> None:
        """The service `source` has just committed events in this process."""


def service_of(topic: str) -> str:
    """The service that sends a topic: `headrace.control_tower.v1` is control-tower's."""
    return topic.split(".")[1].replace("_", "-")


def topic_of(service: str) -> str:
    return f"headrace.{service.replace('-', '_')}.v1"
