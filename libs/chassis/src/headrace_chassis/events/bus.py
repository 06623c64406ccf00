"""The seam between the event log and those who hear: how settled events travel from one service to others.

A group's members divide the streams among themselves; a reader looks at any stream and belongs to no group.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
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


LOG = "log"


class StreamStartsOver(Exception):
    """The stream is not the one that was heard: it ends before the asked offset. It is heard again from its first
    event; what was heard before is told by its position."""

    def __init__(self, stream: Stream, why: str) -> None:
        super().__init__(f"{stream.topic} {stream.partition} starts over: {why}")


class Reader(Protocol):
    """Offsets count from 1 and grow along a stream; 0 is before its first event."""

    async def fetch(
        self, stream: Stream, after: int, heard: int, limit: int, types: Sequence[str] | None
    ) -> tuple[list[Delivered], int]:
        """Up to `limit` events with offset > after, and the offset up to which the stream was looked through.

        No event is skipped but those of other types and those whose position is not beyond `heard`, and not even
        these need be: an event may be delivered again.
        """

    async def beyond(self, stream: Stream, offset: int, patience: float) -> bool:
        """Wait for anything after `offset`; False when `patience` seconds pass without."""

    async def high_water(self, stream: Stream) -> int:
        """The newest offset that can be fetched."""


class Follower(Protocol):
    """A member of a group, as the bus sees it. The bus calls one of these at a time."""

    async def given(self, streams: Sequence[Stream]) -> None:
        """Follow these from now on. Returns at once."""

    async def taken(self, streams: Sequence[Stream]) -> None:
        """Follow these no longer. Returns when their batches under way are committed or given up."""


class Membership(Reader, Protocol):
    """A follower's place in its group; reads the streams it was given."""

    async def join(self) -> None:
        """Begin to be given streams: at once or whenever the bus can be reached."""

    async def origin(self, topic: str) -> str:
        """Of which log the offsets are: LOG when it is the sender's own, else one that no other topic ever has."""

    async def leave(self) -> None:
        """Everything given is taken first."""

    def note(self, stream: Stream, offset: int) -> None:
        """The group has committed what it heard up to `offset`; for whoever asks the bus how far a group is."""


class Bus(Protocol):
    """`name` is postgres, kafka or memory."""

    name: str

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def all_streams(self, topics: Sequence[str]) -> list[Stream]: ...

    def stream_of(self, topic: str, key: str) -> Stream:
        """Where the events of a key are."""

    def membership(self, group: str, topics: Sequence[str], follower: Follower) -> Membership: ...

    def reader(self) -> AbstractAsyncContextManager[Reader]:
        """One for each place in a stream: two readers do not disturb each other."""

    async def high_water(self, stream: Stream) -> int: ...

    async def high_waters(self, streams: Sequence[Stream]) -> dict[Stream, int]: ...

    def poke(self, source: str) -> None:
        """The service `source` has just committed events in this process."""


def service_of(topic: str) -> str:
    """The service that sends a topic: `headrace.control_tower.v1` is control-tower's."""
    return topic.split(".")[1].replace("_", "-")


def topic_of(service: str) -> str:
    return f"headrace.{service.replace('-', '_')}.v1"
