"""Counts that survive reset, wrap, midnight, a changed sensor, clock jumps, duplicates and late uploads.

A counter that is zeroed at the plant's midnight is followed day by day: each day of the plant has a mark of
its own, so a late upload finds the day it belongs to, and the value a device kept of the day it closed is
simply the last value of that day. A counter that runs on has one mark for all time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

ALWAYS = date.min
DAYS_KEPT = 8
ONE_DAY = timedelta(days=1)
ONE_TICK = timedelta(microseconds=1)


class CounterEvent(StrEnum):
    FIRST = "first"
    SAME = "same"
    FORWARD = "forward"
    WRAP = "wrap"
    RESET = "reset"
    REPLACED = "replaced"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class CounterRule:
    """How a counter behaves: `modulus` is 2**16 or 2**32, `fastest_cycle` the least time a piece takes."""

    modulus: int
    fastest_cycle: timedelta
    zone: tzinfo
    zeroed_at_midnight: bool = False
    midnight_grace: timedelta = timedelta(minutes=2)

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def midnight(self, day: date) -> datetime:
        """The instant, in UTC, at which a day of the plant begins."""
        return datetime.combine(day, time(), self.zone).astimezone(UTC)

    def most_pieces(self, elapsed: timedelta) -> int:
        """The most pieces the machine can have made in a time; a quarter of the range when it is unknown.

        It is unknown (negative) when our clock was set back between two samples.
        """
        return elapsed // self.fastest_cycle + 1 if elapsed >= timedelta(0) else self.modulus // 4


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """The last value a device held before it zeroed its counter, and the day that ended with it."""

    day: date
    raw: int


@dataclass(frozen=True, slots=True)
class CounterSample:
    """A raw value; the device held it at some instant between `asked` and `at`.

    `order` is the device's own number of the upload; None means "just read", the newest by construction.
    """

    raw: int
    asked: datetime
    at: datetime
    order: int | None = None
    closed: ClosedDay | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest sample followed within one period."""

    raw: int
    asked: datetime
    at: datetime
    order: int = -1


@dataclass(frozen=True, slots=True)
class CounterState:
    """What must be remembered of a counter, stored together with the counts that came of it."""

    total: int = 0
    marks: Mapping[date, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """Pieces told by one sample; `certain` is False when pieces may be missing or may not be pieces."""

    event: CounterEvent
    delta: int
    total: int
    at: datetime
    certain: bool = True


def count(rule: CounterRule, state: CounterState, sample: CounterSample) -> tuple[CounterState, list[Count]]:
    """Follow a counter by one sample: no delta is negative, the total never falls."""
    period = _period(rule, state, sample) if rule.zeroed_at_midnight else ALWAYS
    counts = []
    if rule.zeroed_at_midnight and sample.closed and state.marks:
        last = rule.midnight(sample.closed.day + ONE_DAY) - ONE_TICK
        closing = CounterSample(sample.closed.raw, last, last, sample.order, sample.closed)
        state, closed = _follow(rule, state, closing, sample.closed.day)
        counts.append(closed)
    state, counted = _follow(rule, state, sample, period)
    return state, [*counts, counted]


def _follow(rule: CounterRule, state: CounterState, sample: CounterSample, period: date) -> tuple[CounterState, Count]:
    if not 0 <= sample.raw < rule.modulus:
        raise ValueError(f"counter value {sample.raw} is outside 0..{rule.modulus - 1}: check the tag's type")
    if state.marks and period < min(state.marks):
        return state, Count(CounterEvent.LATE, 0, state.total, sample.at, certain=False)
    mark, seen = state.marks.get(period), True
    if mark is None and state.marks:
        start, seen = rule.midnight(period), _end_seen(rule, state.marks, sample.closed)
        mark = Mark(0, start, start)
    event, delta, certain = _step(rule, mark, sample) if mark else (CounterEvent.FIRST, 0, True)
    marks = state.marks if event is CounterEvent.LATE else _marked(state.marks, period, mark, sample)
    total = state.total + delta
    return CounterState(total, marks), Count(event, delta, total, sample.at, certain and seen)


def _end_seen(rule: CounterRule, marks: Mapping[date, Mark], closed: ClosedDay | None) -> bool:
    """Whether the last value of the latest day is known, now that another begins."""
    latest = max(marks)
    if closed:
        return latest >= closed.day
    return rule.midnight(latest + ONE_DAY) - marks[latest].at <= rule.fastest_cycle


def _step(rule: CounterRule, mark: Mark, sample: CounterSample) -> tuple[CounterEvent, int, bool]:
    if sample.order is not None and sample.order <= mark.order:
        return CounterEvent.LATE, 0, sample.raw <= mark.raw
    delta = sample.raw - mark.raw
    if delta == 0:
        return CounterEvent.SAME, 0, True
    most = rule.most_pieces(sample.at - mark.asked)
    if 0 < delta <= most:
        return CounterEvent.FORWARD, delta, most < rule.modulus
    if delta < 0 and delta + rule.modulus <= most:
        return CounterEvent.WRAP, delta + rule.modulus, most < rule.modulus
    if delta < 0 and sample.raw <= most:
        return CounterEvent.RESET, sample.raw, False
    return CounterEvent.REPLACED, 0, False


def _marked(marks: Mapping[date, Mark], period: date, mark: Mark | None, sample: CounterSample) -> dict[date, Mark]:
    order = sample.order if sample.order is not None else (mark.order + 1 if mark else 0)
    moved = {**marks, period: Mark(sample.raw, sample.asked, sample.at, order)}
    return dict(sorted(moved.items())[-DAYS_KEPT:])


def _period(rule: CounterRule, state: CounterState, sample: CounterSample) -> date:
    """The day a sample counts for; a device's midnight may lie a little before or after ours."""
    today = rule.day(sample.at)
    if sample.closed and sample.closed.day >= today - ONE_DAY:
        return max(today, sample.closed.day + ONE_DAY)
    if _not_yet_zeroed(rule, state.marks, sample, today):
        return today - ONE_DAY
    mark = state.marks.get(today)
    tomorrow = today + ONE_DAY
    nearly_midnight = rule.midnight(tomorrow) - sample.at <= rule.midnight_grace
    zeroed_early = mark is not None and sample.raw < mark.raw and nearly_midnight
    return tomorrow if zeroed_early else today


def _not_yet_zeroed(rule: CounterRule, marks: Mapping[date, Mark], sample: CounterSample, today: date) -> bool:
    yesterday = marks.get(today - ONE_DAY)
    since_midnight = sample.at - rule.midnight(today)
    if today in marks or yesterday is None or since_midnight > rule.midnight_grace:
        return False
    if not 0 < yesterday.raw <= sample.raw:
        return False
    too_many_for_today = sample.raw > rule.most_pieces(since_midnight)
    return sample.closed is not None or sample.raw == yesterday.raw or too_many_for_today
