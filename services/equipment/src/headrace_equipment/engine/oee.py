"""Key figures of a machine over a day of its plant, after the definitions of ISO 22400-2.

Planned busy time is the shifts less the planned stops. Outside the shifts a stop is "no shift", whatever the
machine told; a run there is overtime: it is added to the planned time, so that pieces and time stay together.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from headrace_contracts.messages import say
from headrace_equipment.engine.spans import Span, covers, joined


class Use(StrEnum):
    """What a stretch of calendar time was spent on."""

    RUN = "run"
    IDLE = "idle"
    ABNORMAL = "abnormal"
    OFF = "off"
    UNKNOWN = "unknown"
    PLANNED_STOP = "planned stop"
    NO_SHIFT = "no shift"


STOPPED = (Use.IDLE, Use.ABNORMAL, Use.OFF, Use.UNKNOWN)
ZERO = timedelta(0)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class StateSpan:
    """A machine's state over a span; `use` is one of run, idle, abnormal, off."""

    use: Use
    span: Span


@dataclass(frozen=True, slots=True)
class Made:
    """Pieces that were made at one ideal cycle, the planned run time of one, if it is known."""

    pieces: int
    ideal_cycle: timedelta | None


@dataclass(frozen=True, slots=True)
class OwnCycle:
    """Pieces of an item that has an ideal cycle of its own on the machine, and the machine's cycle at that time."""

    pieces: int
    ideal_cycle: timedelta
    machine_s: timedelta | None


def at_own_cycles(made: Sequence[Made], own: Sequence[OwnCycle]) -> list[Made]:
    """The machine's pieces, those of such items at their own cycle; no more of them than the machine made."""
    left = {part.ideal_cycle: part.pieces for part in made}
    at_own = []
    for part in own:
        pieces = min(part.pieces, left.get(part.machine_s, 0))
        if pieces > 0:
            left[part.machine_s] -= pieces
            at_own.append(Made(pieces, part.ideal_cycle))
    return [Made(pieces, cycle) for cycle, pieces in left.items() if pieces or not at_own] + at_own


@dataclass(frozen=True, slots=True)
class Production:
    """Pieces of the day by the ideal cycle that was valid for them, and those of all that are good."""

    made: Sequence[Made]
    good: Decimal

    @property
    def produced(self) -> int:
        return sum(part.pieces for part in self.made)

    def __post_init__(self) -> None:
        if not 0 <= self.good <= self.produced:
            raise ValueError(say("equipment.good-out-of-range", good=self.good, produced=self.produced))


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Ratios are None where their divisor is zero: no planned time, no run, no piece, no failure.

    `too_fast` flags a performance above 1: the ideal cycle is wrong, or pieces were counted that were none.
    """

    durations: Mapping[Use, timedelta]
    planned: timedelta
    failures: int
    availability: float | None
    performance: float | None
    quality: float | None
    oee: float | None
    utilisation: float | None
    mtbf: timedelta | None
    mttr: timedelta | None
    too_fast: bool


def key_figures(
    day: Span,
    states: Sequence[StateSpan],
    shifts: Sequence[Span],
    planned_stops: Sequence[Span],
    production: Production,
) -> KeyFigures:
    """The figures of one day. Where states overlap the one that began later holds."""
    uses = day_uses(day, states, shifts, planned_stops)
    durations = _durations(uses)
    run, failed = durations[Use.RUN], durations[Use.ABNORMAL]
    planned = run + sum((durations[use] for use in STOPPED), ZERO)
    failures = _failures(uses)
    availability = _ratio(run, planned)
    performance = _performance(production.made, run)
    quality = float(production.good / production.produced) if production.produced else None
    return KeyFigures(
        durations,
        planned,
        failures,
        availability,
        performance,
        quality,
        _product(availability, performance, quality, nothing_ran=bool(planned) and not run),
        _ratio(run, day.duration),
        run / failures if failures else None,
        failed / failures if failures else None,
        performance is not None and performance > 1,
    )


def day_uses(
    day: Span, states: Sequence[StateSpan], shifts: Sequence[Span], planned_stops: Sequence[Span]
) -> list[StateSpan]:
    """The day cut into uses without overlap or hole; a planned stop yields to a run, as overtime does."""
    shifts, planned_stops = joined(shifts), joined(planned_stops)
    ordered = sorted(states, key=lambda each: each.span.start)
    spans = [*(each.span for each in ordered), *shifts, *planned_stops]
    edges = {edge for span in spans for edge in (span.start, span.end) if day.start < edge < day.end}
    cuts = sorted({day.start, day.end} | edges)
    held = _states_at(ordered, cuts[:-1])
    return [
        StateSpan(_use(state, start, shifts, planned_stops), Span(start, end))
        for state, (start, end) in zip(held, pairwise(cuts), strict=True)
    ]


def _use(state: Use, at: datetime, shifts: Sequence[Span], planned_stops: Sequence[Span]) -> Use:
    if state is Use.RUN:
        return Use.RUN
    if not covers(shifts, at):
        return Use.NO_SHIFT
    return Use.PLANNED_STOP if covers(planned_stops, at) else state


def _states_at(ordered: Sequence[StateSpan], moments: Sequence[datetime]) -> Iterator[Use]:
    """The state at each of the moments, which are in order too."""
    began: list[StateSpan] = []
    coming = deque(ordered)
    for at in moments:
        while coming and coming[0].span.start <= at:
            began.append(coming.popleft())
        while began and began[-1].span.end <= at:
            began.pop()
        yield began[-1].use if began else Use.UNKNOWN


def _durations(uses: Sequence[StateSpan]) -> dict[Use, timedelta]:
    spent = dict.fromkeys(Use, ZERO)
    for part in uses:
        spent[part.use] += part.span.duration
    return spent


def _failures(uses: Sequence[StateSpan]) -> int:
    """Failures that were felt within planned time; one that lasts over a break is one."""
    failures, failing = 0, False
    for part in uses:
        if part.use is Use.ABNORMAL and not failing:
            failures, failing = failures + 1, True
        elif part.use not in (Use.ABNORMAL, Use.PLANNED_STOP, Use.NO_SHIFT):
            failing = False
    return failures


def _performance(made: Sequence[Made], run: timedelta) -> float | None:
    """In whole microseconds, so that neither many pieces nor long cycles are too much."""
    cycles = [part.ideal_cycle for part in made]
    if not run or not made or None in cycles:
        return None
    ideal = sum(part.pieces * ((part.ideal_cycle or ZERO) // MICROSECOND) for part in made)
    return ideal / (run // MICROSECOND)


def _ratio(part: timedelta, whole: timedelta) -> float | None:
    return part / whole if whole else None


def _product(
    availability: float | None, performance: float | None, quality: float | None, *, nothing_ran: bool
) -> float | None:
    if nothing_ran:
        return 0.0
    if availability is None or performance is None or quality is None:
        return None
    return availability * performance * quality
