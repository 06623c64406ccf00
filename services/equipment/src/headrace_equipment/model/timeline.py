"""The timeline of a machine's states."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import Missing
from headrace_contracts.messages import Said, say


class NoInterval(Missing):
    """A time lies outside the timeline."""


@dataclass(frozen=True, slots=True)
class StateReading:
    """A state the gateway told, in the order it was told; `at` is the machine's time."""

    state: MachineState
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StateInterval:
    """One state from `start` up to, but not including, `end`; `end` is None while it lasts."""

    state: MachineState
    start: datetime
    end: datetime | None = None
    reason: str = ""
    pieces: int = 0

    def holds(self, at: datetime) -> bool:
        return self.start <= at and (self.end is None or at < self.end)


NO_SIGNAL = "no signal"
"""The reason of a silence that nobody has explained; it is stored, so it stays as it is."""
MAX_SILENCE = timedelta(minutes=30)


def said(reason: str) -> Said:
    """A person's reason, or ours."""
    return say("equipment.no-signal") if reason == NO_SIGNAL else reason


def silent_from(
    current: StateInterval, heard: datetime, at: datetime, most: timedelta = MAX_SILENCE
) -> datetime | None:
    """Since when a machine is off for want of a signal at a moment, if nothing came after what was `heard` last.

    It is so from the last sign of life on. A state that had only just begun then is believed for as long as a silence
    may last. What is off already stays as it is.
    """
    if current.state is MachineState.OFF or at - heard <= most:
        return None
    return heard + most if current.start == heard else heard


class Timeline:
    """The states of one machine: intervals without overlap or hole from the first reading to the last.

    `intervals` may be some of them only, in order, the current one among them; `changed` holds those to store, by
    their start.
    """

    def __init__(
        self,
        intervals: Sequence[StateInterval] = (),
        *,
        seen_until: datetime | None = None,
        heard_until: datetime | None = None,
        max_silence: timedelta = MAX_SILENCE,
    ) -> None:
        self._intervals = list(intervals)
        self._max_silence = max_silence
        self.seen_until = seen_until
        self.heard_until = heard_until
        self.changed: dict[datetime, StateInterval] = {}

    @property
    def intervals(self) -> tuple[StateInterval, ...]:
        return tuple(self._intervals)

    @property
    def current(self) -> StateInterval | None:
        return self._intervals[-1] if self._intervals else None

    def tell(self, reading: StateReading) -> None:
        """Follow a state reading; one earlier than the last (a clock set back) counts from the last.

        After a longer silence than `max_silence` the machine was off in between, for want of a signal.
        """
        if self.seen_until is None:
            self._begin(reading.state, reading.at, reading.reason)
            self.seen_until = reading.at
            return
        at = max(reading.at, self.seen_until)
        self.rest(at)
        self._change(reading.state, at, reading.reason)
        self.seen_until = at

    def hear(self, at: datetime) -> None:
        """A sign of life that says nothing of the state, such as a count."""
        self.heard_until = max(at, self.heard_until or at)

    def rest(self, at: datetime) -> None:
        """Nothing was told until `at`: what lasts too long without a sign of life ends."""
        if self.seen_until is None or not self._intervals or self._intervals[-1].end is not None:
            return
        heard = max(self.seen_until, self.heard_until or self.seen_until)
        if since := silent_from(self._intervals[-1], heard, at, self._max_silence):
            self._change(MachineState.OFF, since, NO_SIGNAL)

    def count(self, pieces: int, at: datetime) -> StateInterval:
        """Add pieces to the interval they were made in; raises NoInterval before the timeline's start."""
        index = bisect_right(self._intervals, at, key=lambda interval: interval.start) - 1
        if index >= 0 and self._intervals[index].holds(at):
            counted = replace(self._intervals[index], pieces=self._intervals[index].pieces + pieces)
            self._put(index, counted)
            return counted
        raise NoInterval(say("equipment.before-the-first-state", pieces=pieces, at=at.isoformat()))

    def explain(self, start: datetime, reason: str) -> StateInterval:
        """Give the interval that began at `start` its reason."""
        for index, interval in enumerate(self._intervals):
            if interval.start == start:
                self._put(index, replace(interval, reason=reason))
                return self._intervals[index]
        raise NoInterval(say("equipment.no-state-began", at=start.isoformat()))

    def _change(self, state: MachineState, at: datetime, reason: str) -> None:
        current = self._intervals[-1]
        if (state, reason or current.reason) == (current.state, current.reason):
            return
        if current.start == at:
            self._put(-1, replace(current, state=state, reason=reason))
            return
        self._put(-1, replace(current, end=at))
        self._begin(state, at, reason)

    def _begin(self, state: MachineState, at: datetime, reason: str) -> None:
        self._intervals.append(StateInterval(state, at, reason=reason))
        self._put(-1, self._intervals[-1])

    def _put(self, index: int, interval: StateInterval) -> None:
        self._intervals[index] = interval
        self.changed[interval.start] = interval
