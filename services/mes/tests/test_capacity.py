"""MES-2: the minutes open operations have booked, day by day."""

from datetime import date, timedelta
from decimal import Decimal

from headrace_mes.model.capacity import bookings_of, still_to_run
from headrace_mes.model.operation import DayLoad
from headrace_mes.model.scheduling import Calendar, schedule
from headrace_mes.model.work_order import WorkOrder

from .shop import EVERY_DAY, MONDAY, make_all, released, report, start

TUESDAY = MONDAY + timedelta(1)
HOURS = {centre: Calendar(centre, Decimal(480), EVERY_DAY) for centre in ("SAW", "WELD", "PAINT")}


def planned(order: WorkOrder) -> WorkOrder:
    order.plan(schedule(order.remaining_work(), HOURS, MONDAY))
    return order


def booked(order: WorkOrder, centre: str) -> dict[date, Decimal]:
    return {b.load.day: b.load.minutes for b in bookings_of(order) if b.work_centre == centre}


def test_open_orders_book_their_planned_minutes():
    order = planned(released(40))
    assert booked(order, "SAW") == {MONDAY: 230}
    assert booked(order, "WELD") == {MONDAY: 250, TUESDAY: 230}


def test_work_done_is_no_longer_booked():
    order = planned(released(40))
    start(order, 10)
    report(order, 10, 30)
    assert booked(order, "SAW") == {MONDAY: 50}


def test_finished_and_cancelled_orders_book_nothing():
    cancelled = planned(released())
    cancelled.cancel("customer")
    assert bookings_of(cancelled) == ()
    assert bookings_of(make_all(planned(released()))) == ()


def test_what_is_left_of_a_plan_is_its_last_part():
    plan = (DayLoad(MONDAY, Decimal(100)), DayLoad(TUESDAY, Decimal(50)))
    assert still_to_run(plan, Decimal(70)) == (DayLoad(MONDAY, Decimal(20)), DayLoad(TUESDAY, Decimal(50)))
    assert still_to_run(plan, Decimal(30)) == (DayLoad(TUESDAY, Decimal(30)),)
    assert still_to_run(plan, Decimal(0)) == ()
    assert still_to_run(plan, Decimal(999)) == plan
