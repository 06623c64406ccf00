"""Work orders placed on the calendars of their work centres, and placed anew when one is down."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from headrace_mes.model.capacity import bookings_of
from headrace_mes.model.operation import DayLoad, Step
from headrace_mes.model.scheduling import Calendar, Delay, NoCalendar, NoCapacity, Schedule, schedule
from headrace_mes.model.work_order import WorkOrder, WrongOrder


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A work centre that is down on some days, why, and the exception that says so."""

    work_centre: str
    days: frozenset[date]
    cause: str
    reference: str


def plan_new(
    orders: Iterable[WorkOrder],
    routings: Mapping[tuple[str, str], Sequence[Step]],
    calendars: Mapping[str, Calendar],
    today: date,
) -> None:
    """Give each order its routing and its days, one after the other.

    What has no routing that can be run waits for one and says why; what only finds no room can still be made.
    """
    free = dict(calendars)
    for order in orders:
        try:
            order.route(routings.get((order.item, order.plant), ()))
            plan = schedule(order.remaining_work(), free, max(order.start, today))
        except (WrongOrder, NoCalendar) as problem:
            order.wait_for_routing(str(problem.detail))
        except NoCapacity as full:
            order.stay(str(full.detail))
        else:
            order.plan(plan)
            free = _booked(free, plan)


def replan(orders: Sequence[WorkOrder], calendars: Mapping[str, Calendar], breakdown: Breakdown, today: date) -> None:
    """Move the orders that have work on a broken-down work centre, in the order in which they were planned.

    An order is as much later as its work ends later than it would have ended with the work centre up.
    """
    free, before = dict(calendars), {}
    for order in orders:
        before[order.id] = _placed(order, _without(calendars, order, today), today)
        free = _without(free, order, today)
    if breakdown.work_centre in free:
        free[breakdown.work_centre] = free[breakdown.work_centre].down(breakdown.days)
    for order in sorted(orders, key=lambda o: (o.planned_start or o.start, o.number)):
        earlier, plan = before[order.id], _placed(order, free, today)
        if isinstance(earlier, Schedule) and isinstance(plan, Schedule):
            order.move(Delay(earlier, plan), cause=breakdown.cause, reference=breakdown.reference)
            free = _booked(free, plan)
        else:
            order.stay(next(found.detail for found in (plan, earlier) if isinstance(found, NoCapacity)))


def _placed(order: WorkOrder, calendars: Mapping[str, Calendar], today: date) -> Schedule | NoCapacity:
    try:
        return schedule(order.remaining_work(), calendars, max(order.start, today))
    except NoCapacity as full:
        return full


def _booked(calendars: Mapping[str, Calendar], plan: Schedule) -> dict[str, Calendar]:
    booked = dict(calendars)
    for operation in plan.operations:
        booked[operation.work_centre] = booked[operation.work_centre].booking(operation.loads)
    return booked


def _without(calendars: Mapping[str, Calendar], order: WorkOrder, today: date) -> dict[str, Calendar]:
    free = dict(calendars)
    for booked in bookings_of(order):
        if calendar := free.get(booked.work_centre):
            load = DayLoad(calendar.counted_on(booked.load.day, today), booked.load.minutes)
            free[booked.work_centre] = calendar.without([load])
    return free
