"""Stretches of time: cut, joined and measured exactly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `start` up to, but not including, `end`; both UTC."""

    start: datetime
    end: datetime

    @property
    def duration(self) -> timedelta:
        return max(self.end - self.start, timedelta(0))

    def cut(self, other: Span) -> Span:
        """The part of this span within another; empty when they don't meet."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))


def day_span(day: date, zone: tzinfo) -> Span:
    """A day of the plant: 23 to 25 hours long where clocks change."""
    start, end = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
    return Span(start.astimezone(UTC), end.astimezone(UTC))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in order."""
    merged: list[Span] = []
    for span in sorted(each for each in spans if each.duration):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def covers(spans: Sequence[Span], at: datetime) -> bool:
    return any(span.start <= at < span.end for span in spans)
