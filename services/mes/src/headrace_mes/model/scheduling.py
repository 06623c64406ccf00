"""Forward scheduling of a work order's operations, one after the other, on their work centres' calendars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import islice

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_mes.model.operation import DayLoad
from headrace_planning.model.items import PlantCalendar

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2200, 1, 1)
_HORIZON_DAYS = 10 * 366


class NoCapacity(RuleBroken):
    """A work centre has no room for the work within the horizon."""


class NoCalendar(RuleBroken):
    """Nothing is known of a work centre that the work needs."""


@dataclass(frozen=True, slots=True)
class Work:
    sequence: int
    work_centre: str
    minutes: Decimal


@dataclass(frozen=True, slots=True)
class Calendar:
    """Minutes a work centre works on each working day of its plant, what is booked, and the days it is down."""

    work_centre: str
    minutes_per_day: Decimal
    plant: PlantCalendar
    booked: Mapping[date, Decimal] = field(default_factory=dict)
    closed: frozenset[date] = frozenset()

    def minutes_on(self, day: date) -> Decimal:
        return Decimal(0) if day in self.closed else self.whole_day(day)

    def whole_day(self, day: date) -> Decimal:
        """As if it were not down."""
        return self.minutes_per_day if self.plant.works_on(day) else Decimal(0)

    def counted_on(self, day: date, today: date) -> date:
        """The day on which planned work is done: what is behind its plan, or planned on a day off, on the next one."""
        return working_day(self.plant, max(day, today))

    def booked_on(self, day: date) -> Decimal:
        return self.booked.get(day, Decimal(0))

    def booking(self, loads: Iterable[DayLoad]) -> Calendar:
        """The calendar with more work booked."""
        booked = dict(self.booked)
        for load in loads:
            booked[load.day] = booked.get(load.day, Decimal(0)) + load.minutes
        return replace(self, booked=booked)

    def without(self, loads: Iterable[DayLoad]) -> Calendar:
        """The calendar when work that is booked on it is taken off."""
        return self.booking(DayLoad(load.day, -load.minutes) for load in loads)

    def down(self, days: Iterable[date]) -> Calendar:
        return replace(self, closed=self.closed | set(days))


@dataclass(frozen=True, slots=True)
class ScheduledOperation:
    sequence: int
    work_centre: str
    loads: tuple[DayLoad, ...]

    @property
    def start(self) -> date:
        return self.loads[0].day

    @property
    def finish(self) -> date:
        return self.loads[-1].day


@dataclass(frozen=True, slots=True)
class Schedule:
    operations: tuple[ScheduledOperation, ...]

    @property
    def start(self) -> date:
        return self.operations[0].start

    @property
    def finish(self) -> date:
        return self.operations[-1].finish


@dataclass(frozen=True, slots=True)
class Delay:
    before: Schedule
    after: Schedule

    @property
    def days_later(self) -> int:
        return (self.after.finish - self.before.finish).days


def schedule(work: Sequence[Work], calendars: Mapping[str, Calendar], earliest: date) -> Schedule:
    """The first days on which the operations fit.

    Within a day booked work goes first, and an operation begins where the one before ended; both count
    minutes from the start of the working day.
    """
    if not work:
        raise NoCapacity(say("mes.nothing-to-schedule"))
    day, minute = earliest, Decimal(0)
    scheduled = []
    for each in sorted(work, key=lambda w: w.sequence):
        loads, minute = _place(each, _calendar_of(each, calendars), day, minute)
        day = loads[-1].day
        scheduled.append(ScheduledOperation(each.sequence, each.work_centre, loads))
    return Schedule(tuple(scheduled))


def working_day(plant: PlantCalendar, day: date) -> date:
    """The first one from the day on."""
    while not plant.works_on(day):
        day += timedelta(1)
    return day


def days_down(plant: PlantCalendar, since: date, days: int) -> frozenset[date]:
    """So many working days of the plant, at most as far as can be planned ahead."""
    ahead = (since + timedelta(n) for n in range(_HORIZON_DAYS))
    return frozenset(islice((day for day in ahead if plant.works_on(day)), days))


def _place(work: Work, calendar: Calendar, day: date, minute: Decimal) -> tuple[tuple[DayLoad, ...], Decimal]:
    """The loads of one operation, and the minute of the last day at which it ends."""
    first = working_day(calendar.plant, day)
    day, minute = first, minute if first == day else Decimal(0)
    if not work.minutes:
        return (DayLoad(day, Decimal(0)),), minute
    loads: list[DayLoad] = []
    left, last_day = work.minutes, day + min(timedelta(_HORIZON_DAYS), date.max - day)
    while left:
        begin = max(minute, calendar.booked_on(day))
        used = min(left, calendar.minutes_on(day) - begin)
        if used > 0:
            loads.append(DayLoad(day, used))
            left -= used
            minute = begin + used
        if left and day == last_day:
            raise NoCapacity(say("mes.no-room", work_centre=work.work_centre, minutes=work.minutes, last_day=last_day))
        if left:
            day, minute = day + timedelta(1), Decimal(0)
    return tuple(loads), minute


def _calendar_of(work: Work, calendars: Mapping[str, Calendar]) -> Calendar:
    if work.work_centre not in calendars:
        raise NoCalendar(say("mes.no-calendar", work_centre=work.work_centre, sequence=work.sequence))
    return calendars[work.work_centre]
