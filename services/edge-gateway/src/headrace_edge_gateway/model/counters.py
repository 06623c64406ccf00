"""Counts that survive reset, wrap, midnight, a changed sensor, a misread, clock jumps, duplicates and late uploads.

What a counter can't have done by making pieces is no count: it waits for the next reading. If that follows from what
was read before, it was a misread; else it is told as uncertain, with what may have been made, and counts for nothing.

A counter that is zeroed at the plant's midnight is followed day by day: each day of the plant has a mark of
its own, so a late upload finds the day it belongs to, and the value a device kept of the day it closed is
simply the last value of that day. A counter that runs on has one mark for all time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from headrace_contracts.messages import Message, say

ALWAYS = date.min
DAYS_KEPT = 8
ONE_DAY = timedelta(days=1)
ONE_TICK = timedelta(microseconds=1)
SHORTEST_CYCLE = timedelta(milliseconds=10)  # of any machine, where nobody said how fast it is
USUAL_CYCLE = timedelta(seconds=1)


class CounterEvent(StrEnum):
    FIRST = "first"
    SAME = "same"
    FORWARD = "forward"
    WRAP = "wrap"
    RESET = "reset"
    BACK = "back"
    JUMP = "jump"
    SUSPECT = "suspect"
    UNREAD = "unread"
    LATE = "late"


DOUBTFUL = (CounterEvent.RESET, CounterEvent.BACK, CounterEvent.JUMP)


@dataclass(frozen=True, slots=True)
class CounterRule:
    """How a counter behaves: `modulus` is one more than it can hold, `fastest_cycle` the least time a piece takes."""

    modulus: int
    fastest_cycle: timedelta | None
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
        if elapsed < timedelta(0):
            return self.modulus // 4
        return elapsed // (self.fastest_cycle or SHORTEST_CYCLE) + 1

    @property
    def usual_cycle(self) -> timedelta:
        return self.fastest_cycle or USUAL_CYCLE


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
class Suspect:
    """A sample that can't have come of pieces made; what it was the next one says."""

    raw: int
    asked: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """The newest sample followed within one period."""

    raw: int
    asked: datetime
    at: datetime
    order: int = -1
    suspect: Suspect | None = None


@dataclass(frozen=True, slots=True)
class CounterState:
    """What must be remembered of a counter, stored together with the counts that came of it. `total` is certain."""

    total: int = 0
    marks: Mapping[date, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Count:
    """Pieces told by one sample. One that isn't certain tells why, and how many pieces it may have been.

    Pieces that aren't certain are not in the total.
    """

    event: CounterEvent
    delta: int
    total: int
    at: datetime
    certain: bool = True
    why: Message | None = None


def count(rule: CounterRule, state: CounterState, sample: CounterSample) -> tuple[CounterState, list[Count]]:
    """Follow a counter by one sample: no delta is negative, the total never falls."""
    period = _period(rule, state, sample) if rule.zeroed_at_midnight else ALWAYS
    counts = []
    if rule.zeroed_at_midnight and sample.closed and state.marks:
        last = rule.midnight(sample.closed.day + ONE_DAY) - ONE_TICK
        closing = CounterSample(sample.closed.raw, last, last, sample.order, sample.closed)
        state, closed = _follow(rule, state, closing, sample.closed.day)
        counts += closed
    state, counted = _follow(rule, state, sample, period)
    return state, [*counts, *counted]


def _follow(
    rule: CounterRule, state: CounterState, sample: CounterSample, period: date
) -> tuple[CounterState, list[Count]]:
    if not 0 <= sample.raw < rule.modulus:
        raise ValueError(say("edge-gateway.counter-outside", value=sample.raw, last=rule.modulus - 1))
    if state.marks and period < min(state.marks):
        return state, [Count(CounterEvent.LATE, 0, state.total, sample.at, certain=False)]
    mark, counts = state.marks.get(period), []
    if mark is None and state.marks:
        start = rule.midnight(period)
        if unread := _unread(rule, state, sample):
            counts.append(unread)
        mark = Mark(0, start, start)
    mark, steps = _stepped(rule, mark, sample)
    total = state.total
    for step in steps:
        total += step.delta if step.certain else 0
        counts.append(Count(step.event, step.delta, total, step.at, step.certain, step.why))
    return CounterState(total, _marked(state.marks, period, mark)), counts


def _unread(rule: CounterRule, state: CounterState, sample: CounterSample) -> Count | None:
    """That the last value of the latest day isn't known, now that another begins."""
    latest = max(state.marks)
    if sample.closed:
        seen = latest >= sample.closed.day
    else:
        seen = rule.midnight(latest + ONE_DAY) - state.marks[latest].at <= rule.usual_cycle
    if seen:
        return None
    last = state.marks[latest].at
    why = say("edge-gateway.not-read", day=latest, after=f"{last.astimezone(rule.zone):%H:%M:%S}")
    return Count(CounterEvent.UNREAD, 0, state.total, last, certain=False, why=why)


@dataclass(frozen=True, slots=True)
class _Step:
    event: CounterEvent
    delta: int
    at: datetime
    certain: bool = True
    why: Message | None = None


def _stepped(rule: CounterRule, mark: Mark | None, sample: CounterSample) -> tuple[Mark, list[_Step]]:
    """Go on from a mark, or from the suspect that came after it."""
    if mark is None:
        return _mark(None, sample), [_Step(CounterEvent.FIRST, 0, sample.at)]
    step, suspect = _step(rule, mark, sample), mark.suspect
    if step.event is CounterEvent.LATE:
        return mark, [step]
    if step.event not in DOUBTFUL:
        return _mark(mark, sample), [_weighed(rule, step, suspect, sample)]
    if suspect is None:
        pending = replace(mark, suspect=Suspect(sample.raw, sample.asked, sample.at))
        return pending, [_Step(CounterEvent.SUSPECT, 0, sample.at)]
    seen = CounterSample(suspect.raw, suspect.asked, suspect.at)
    marked, steps = _stepped(rule, _mark(mark, seen), sample)
    return marked, [_step(rule, mark, seen), *steps]


def _weighed(rule: CounterRule, step: _Step, suspect: Suspect | None, sample: CounterSample) -> _Step:
    """A step over a suspect is certain only if the sample can't have come of the suspect."""
    if suspect is None or suspect.raw == sample.raw:
        return step
    other = _step(rule, Mark(suspect.raw, suspect.asked, suspect.at), sample)
    if other.event in DOUBTFUL:
        return step
    why = say("edge-gateway.read-in-between", read=suspect.raw, pieces=step.delta, other=other.delta)
    return replace(step, certain=False, why=why)


def _step(rule: CounterRule, mark: Mark, sample: CounterSample) -> _Step:
    if sample.order is not None and sample.order <= mark.order:
        return _Step(CounterEvent.LATE, 0, sample.at, certain=sample.raw <= mark.raw)
    delta = sample.raw - mark.raw
    if delta == 0:
        return _Step(CounterEvent.SAME, 0, sample.at)
    elapsed = sample.at - mark.asked
    most = rule.most_pieces(elapsed)
    event, pieces = _meaning(rule.modulus, mark.raw, sample.raw, most)
    if event not in DOUBTFUL and most < rule.modulus:
        return _Step(event, pieces, sample.at)
    why = say(
        _DOUBT.get(event, _ROUND),
        before=mark.raw,
        now=sample.raw,
        seconds=f"{elapsed.total_seconds():.1f}",
        most=most,
        round=rule.modulus,
    )
    return _Step(event, pieces, sample.at, certain=False, why=why)


def _meaning(modulus: int, before: int, now: int, most: int) -> tuple[CounterEvent, int]:
    """What moved a counter, and the pieces it may have been."""
    if now > before:
        return (CounterEvent.FORWARD if now - before <= most else CounterEvent.JUMP), now - before
    round_ = now - before + modulus
    if round_ <= min(most, modulus // 2):
        return CounterEvent.WRAP, round_
    if now <= min(most, before // 2):
        return CounterEvent.RESET, now
    return CounterEvent.BACK, 0


_DOUBT = {
    CounterEvent.RESET: "edge-gateway.begun-anew",
    CounterEvent.BACK: "edge-gateway.step-back",
    CounterEvent.JUMP: "edge-gateway.jump",
}
_ROUND = "edge-gateway.gone-round"


def _mark(mark: Mark | None, sample: CounterSample) -> Mark:
    order = sample.order if sample.order is not None else (mark.order + 1 if mark else 0)
    return Mark(sample.raw, sample.asked, sample.at, order)


def _marked(marks: Mapping[date, Mark], period: date, mark: Mark) -> dict[date, Mark]:
    return dict(sorted({**marks, period: mark}.items())[-DAYS_KEPT:])


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
    too_many_for_today = sample.raw > since_midnight // rule.usual_cycle + 1
    return sample.closed is not None or sample.raw == yesterday.raw or too_many_for_today
