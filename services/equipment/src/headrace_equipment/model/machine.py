"""A machine in the ledger: where it stands, what it does now, what it has made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.equipment import v1 as events
from headrace_contracts.equipment.v1 import CountQuality, MachineState, PlannedTimeBasis
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.zones import is_zone
from headrace_equipment.model.points import Count, Point, State
from headrace_equipment.model.timeline import NoInterval, StateInterval, StateReading, Timeline

PLANNED_TIME_BASIS = PlannedTimeBasis.CALENDAR_DAY


class MachineRefused(RuleBroken):
    """The machine can't be entered in the ledger."""


class ZoneUnknown(RuleBroken):
    """The plant's zone is none that clocks know."""


def check_zone(zone: str) -> None:
    """Raises ZoneUnknown: days of a plant without a midnight can't be closed, nor those of the plants after it."""
    if not is_zone(zone):
        raise ZoneUnknown(say("equipment.no-zone", zone=zone))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of a machine. `ideal_cycle` is the planned run time of a piece, None if nobody gave it.

    It holds from `ideal_since`, or, where another was given before, from now on.
    """

    machine: str
    name: str
    plant: str
    work_centre: str
    ideal_cycle: timedelta | None = None
    ideal_since: datetime | None = None

    def __post_init__(self) -> None:
        if not self.machine.strip():
            raise MachineRefused(say("equipment.machine-needs-a-code"))
        if self.ideal_cycle is not None and self.ideal_cycle <= timedelta(0):
            raise MachineRefused(say("equipment.cycle-above-zero", machine=self.machine))


@dataclass(frozen=True, slots=True)
class CycleChange:
    """Another ideal cycle holds `since` then; the former one held since `former_since`, or ever."""

    machine: str
    since: datetime
    former: timedelta | None
    former_since: datetime | None


@dataclass(frozen=True, slots=True)
class DayFigures:
    """Key figures of a closed day; None where there is nothing to divide by."""

    day: date
    availability: float | None
    performance: float | None
    quality: float | None
    oee: float | None
    planned_time_basis: PlannedTimeBasis = PLANNED_TIME_BASIS


@dataclass(kw_only=True)
class Machine(Aggregate):
    """`running_total` counts all pieces ever told; `last_day` is the latest day of the plant that was closed.

    States were told until `seen_until`, other signs of life until `heard_until`. Of a silence after them the state
    knows once it `falls_silent`; what it is at a moment says `standing`.
    """

    name: str
    plant: str
    work_centre: str
    ideal_cycle: timedelta | None = None
    ideal_since: datetime | None = None
    state: MachineState | None = None
    since: datetime | None = None
    reason: str = ""
    running_total: int = 0
    seen_until: datetime | None = field(default=None)
    heard_until: datetime | None = None
    last_day: DayFigures | None = None

    @classmethod
    def enter(cls, entry: Entry, tenant: str) -> Machine:
        machine = cls(
            id=entry.machine,
            tenant=tenant,
            name=entry.name,
            plant=entry.plant,
            work_centre=entry.work_centre,
            ideal_cycle=entry.ideal_cycle,
        )
        machine._tell_registered()
        return machine

    def amend(self, entry: Entry) -> bool:
        """Take over what the ledger says of it now, but for its cycle; False if it says what it said before."""
        told = (entry.name, entry.plant, entry.work_centre)
        if (self.name, self.plant, self.work_centre) == told:
            return False
        self.name, self.plant, self.work_centre = told
        self._tell_registered()
        return True

    def take_cycle(self, entry: Entry, now: datetime) -> list[CycleChange]:
        """Take over the ideal cycle. Past pieces keep the one that was valid, unless the entry says since when.

        The first that is given holds for all of the past. Raises MachineRefused when it is said to begin later.
        """
        if entry.ideal_since and entry.ideal_since > now:
            raise MachineRefused(say("equipment.machine-cycle-in-the-future", machine=self.id))
        if self.ideal_cycle == entry.ideal_cycle and entry.ideal_since in (None, self.ideal_since):
            return []
        since = entry.ideal_since or (now if self.ideal_cycle else None)
        changes = [CycleChange(self.id, since, self.ideal_cycle, self.ideal_since)] if since else []
        self.ideal_cycle, self.ideal_since = entry.ideal_cycle, since
        return changes

    def stand_in(self, plant: str, work_centre: str) -> bool:
        """Move to a work centre; False if it stands there already."""
        return self.amend(Entry(self.id, self.name, plant, work_centre))

    def timeline(self, intervals: Sequence[StateInterval]) -> Timeline:
        return Timeline(intervals, seen_until=self.seen_until, heard_until=self.heard_until)

    def lived(self, intervals: Sequence[StateInterval], now: datetime) -> Sequence[StateInterval]:
        """The intervals, which are stored as they were told, with the silence that lasts now."""
        timeline = self.timeline(intervals)
        timeline.rest(now)
        return timeline.intervals

    def standing(self, now: datetime) -> StateInterval | None:
        """The state it is in now, with the silence that lasts; None when it never told one."""
        if self.state is None or self.since is None:
            return None
        return self.lived([StateInterval(self.state, self.since, reason=self.reason)], now)[-1]

    def falls_silent(self, now: datetime) -> bool:
        """Whether it turns out to be off, which is told, for want of a signal. What comes late can say otherwise."""
        standing = self.standing(now)
        if standing is None or standing.state is self.state:
            return False
        self._enter_state(standing)
        return True

    def follow(self, points: Sequence[Point], recent: Sequence[StateInterval]) -> list[StateInterval]:
        """Live through what the machine told, in the order it told it; the intervals that are to be stored.

        `recent` are the current interval and those in which late counts lie, in order.
        """
        timeline = self.timeline(recent)
        counted: list[Count] = []
        for point in points:
            if isinstance(point, State):
                self._follow_state(point, timeline)
            elif point.tells_of_life:
                timeline.hear(point.device_time)
            if isinstance(point, Count) and point.is_certain:
                counted.append(point)
                self._count(point.delta, point.device_time, timeline)
        self.seen_until, self.heard_until = timeline.seen_until, timeline.heard_until
        if counted:
            last = max(point.device_time for point in counted)
            self._tell_counted(sum(point.delta for point in counted), last, CountQuality.CERTAIN)
        return list(timeline.changed.values())

    def book_settled(self, pieces: int, at: datetime, recent: Sequence[StateInterval]) -> list[StateInterval]:
        """Count pieces that were in doubt until a person settled it; the intervals that are to be stored."""
        timeline = self.timeline(recent)
        self._count(pieces, at, timeline)
        self._tell_counted(pieces, at, CountQuality.SETTLED)
        return list(timeline.changed.values())

    def close_day(self, figures: DayFigures) -> None:
        """Ratios that nothing can be said of are told as zero."""
        self.last_day = figures
        self.tell(
            events.MachineDayClosed(
                machine=self.id,
                plant=self.plant,
                day=figures.day,
                availability=figures.availability or 0.0,
                performance=figures.performance or 0.0,
                quality=figures.quality or 0.0,
                oee=figures.oee or 0.0,
                planned_time_basis=figures.planned_time_basis,
            )
        )

    def _follow_state(self, point: State, timeline: Timeline) -> None:
        known = len(timeline.intervals)
        timeline.tell(StateReading(point.state, point.device_time))
        for interval in timeline.intervals[known:]:
            self._enter_state(interval)
        current = timeline.current
        if current and current.state is not self.state:
            self._enter_state(current)

    def _enter_state(self, interval: StateInterval) -> None:
        if interval.state is not self.state:
            self.tell(
                events.MachineStateChanged(
                    machine=self.id,
                    plant=self.plant,
                    work_centre=self.work_centre,
                    previous=self.state or MachineState.OFF,
                    state=interval.state,
                    reason=interval.reason,
                    since=interval.start,
                )
            )
        self.state, self.since, self.reason = interval.state, interval.start, interval.reason

    def _count(self, pieces: int, at: datetime, timeline: Timeline) -> None:
        self.running_total += pieces
        try:
            timeline.count(pieces, at)
        except NoInterval:
            return  # pieces count for the machine though no state was told for their time

    def _tell_counted(self, pieces: int, at: datetime, quality: CountQuality) -> None:
        if pieces:
            self.tell(
                events.PiecesCounted(
                    machine=self.id,
                    plant=self.plant,
                    work_centre=self.work_centre,
                    pieces=pieces,
                    running_total=self.running_total,
                    counted_at=at,
                    quality=quality,
                )
            )

    def _tell_registered(self) -> None:
        self.tell(
            events.MachineRegistered(machine=self.id, plant=self.plant, work_centre=self.work_centre, name=self.name)
        )
