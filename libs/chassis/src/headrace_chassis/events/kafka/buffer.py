"""What was fetched of one stream and not taken yet. Offsets here are Kafka's: that of the next record."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from headrace_chassis.events.kafka.packing import Record

FULL = 4000


class Buffer:
    """Holds what Kafka has from `begin` up to `next`; `next` is None until somebody asks for the stream."""

    def __init__(self) -> None:
        self.begin = 0
        self.next: int | None = None
        self.wrong: Exception | None = None
        self.arrived = asyncio.Event()
        self._records: list[Record] = []
        self._start = 0

    def __len__(self) -> int:
        return len(self._records) - self._start

    @property
    def has_room(self) -> bool:
        return len(self) < FULL

    def ask(self, offset: int) -> bool:
        """Let go of what comes before `offset`. True when it has to be fetched from there, all else being useless."""
        if self.next is None or not self.begin <= offset <= self.next:
            self._records, self._start = [], 0
            self.begin = self.next = offset
            return True
        while self._start < len(self._records) and self._records[self._start].offset < offset:
            self._start += 1
        self.begin = offset
        if self._start > FULL:
            del self._records[: self._start]
            self._start = 0
        return False

    def put(self, records: Sequence[Record]) -> None:
        if self.next is None:
            return
        fresh = records if records[0].offset >= self.next else [one for one in records if one.offset >= self.next]
        if fresh:
            self._records += fresh
            self.next = fresh[-1].offset + 1
            self.arrived.set()

    def check(self) -> None:
        """Raises what is wrong with the stream, once; then it may be asked for again."""
        wrong, self.wrong = self.wrong, None
        if wrong:
            self._records, self._start, self.next = [], 0, None
            raise wrong

    def fail(self, error: Exception) -> None:
        self.wrong = error
        self.arrived.set()

    def view(self, limit: int) -> Sequence[Record]:
        return self._records[self._start : self._start + limit]
