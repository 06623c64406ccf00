"""Which records of a telemetry batch are new: each takes effect once, in order, and a gap is told.

A gateway numbers its records from 1 in each of its streams and says which is the oldest it can still send.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import say


class BatchRefused(RuleBroken):
    """The batch can't be taken as it is."""


class BatchTooLate(WrongState):
    """Records before this batch are missing."""

    def __init__(self, progress: StreamProgress, first: int) -> None:
        self.expected = progress.expected
        super().__init__(
            say(
                "equipment.batch-too-late",
                stream=progress.stream,
                gateway=progress.gateway,
                first=first,
                expected=progress.expected,
            )
        )

    @property
    def members(self) -> dict[str, Any]:
        return {"last_sequence": self.expected - 1}


@dataclass(frozen=True, slots=True)
class Gap:
    """Sequences that will never come: the gateway has lost them."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class StreamProgress:
    """How far the server has stored one stream of one gateway."""

    gateway: str
    stream: str
    last_sequence: int = 0

    @property
    def expected(self) -> int:
        return self.last_sequence + 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """What to do with a batch: store the records from index `fresh_from` on; those before are duplicates."""

    progress: StreamProgress
    fresh_from: int
    duplicates: int
    gap: Gap | None = None


def accept(progress: StreamProgress, sequences: Sequence[int], oldest: int) -> Accepted:
    """Decide on a batch by its sequences. The same batch again is all duplicates and changes nothing.

    Raises BatchTooLate when earlier records must come first, BatchRefused when the batch has a hole.
    """
    if not sequences:
        return Accepted(progress, 0, 0)
    first, last = sequences[0], sequences[-1]
    if first < 1:
        raise BatchRefused(say("equipment.sequences-from-one", stream=progress.stream, first=first))
    for place, (earlier, later) in enumerate(pairwise(sequences), start=1):
        if later != earlier + 1:
            raise BatchRefused(
                say("equipment.sequences-follow", stream=progress.stream, place=place, later=later, earlier=earlier)
            )
    gap = None
    if first > progress.expected:
        if oldest <= progress.expected or first != oldest:
            raise BatchTooLate(progress, first)
        gap = Gap(progress.expected, first - 1)
    duplicates = min(max(progress.expected - first, 0), len(sequences))
    reached = StreamProgress(progress.gateway, progress.stream, max(progress.last_sequence, last))
    return Accepted(reached, duplicates, duplicates, gap)
