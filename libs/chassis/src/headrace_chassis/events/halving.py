"""Hears a batch in one transaction; when it fails, halves it until the bad event stands alone, and parks that one."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Sequence

from headrace_chassis import logs
from headrace_chassis.events import spans
from headrace_chassis.events.bus import Delivered, Stream
from headrace_chassis.events.progress import Place
from headrace_chassis.faults import is_passing
from headrace_chassis.meters import ConsumerMeter

logger = logging.getLogger(__name__)


class Halving(ABC):
    def __init__(self, group: str, meter: ConsumerMeter) -> None:
        self.group = group
        self.meter = meter

    async def hear(self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int) -> Place:
        """Hear what was fetched after `after`. Returns the place from which to go on.

        That is beyond `through` when another replica was faster, before it when the stream was rewound meanwhile.
        """
        try:
            events = [one.event for one in delivered]
            with self.meter.batch_seconds.time(), spans.together("hear", "consumer", stream.topic, events):
                return await self._hear_at_once(stream, after, delivered, through)
        except Exception as error:
            if is_passing(error) or not delivered:
                raise
            if len(delivered) == 1:
                self._tell(delivered[0], error)
                return await self._park(stream, after, delivered[0], through, error)
        half = len(delivered) // 2
        middle = delivered[half - 1].offset
        reached = await self.hear(stream, after, delivered[:half], middle)
        return reached if reached.offset < middle else await self.hear(stream, middle, delivered[half:], through)

    def _tell(self, bad: Delivered, error: Exception) -> None:
        self.meter.failures.inc()
        words, facts = "%s can't hear %s of %s", logs.facts_of(bad.event)
        logger.error(words, self.group, bad.event.type, bad.event.key, exc_info=error, extra=facts)

    @abstractmethod
    async def _hear_at_once(
        self, stream: Stream, after: int, delivered: Sequence[Delivered], through: int
    ) -> Place: ...

    @abstractmethod
    async def _park(self, stream: Stream, after: int, bad: Delivered, through: int, error: Exception) -> Place: ...


def unheard(delivered: Sequence[Delivered], heard: int) -> list[Delivered]:
    """What comes after position `heard`. Positions rise in a stream: one that doesn't was sent again."""
    fresh = []
    for one in delivered:
        if one.event.position > heard:
            fresh.append(one)
            heard = one.event.position
    return fresh
