"""MES-2: the minutes open operations have booked, day by day."""

from datetime import timedelta
from decimal import Decimal

from headrace_mes.model.capacity import booked_minutes, still_to_run
from headrace_mes.model.operation import DayLoad
from headrace_mes.model.scheduling import Calendar, schedule
from headrace_mes.model.work_order import WorkOrder

from .shop import MONDAY, make_all, make_order, released, report, start

TUESDAY = MONDAY + timedelta(1)
HOURS = {centre: Calendar(centre, (Decimal(480),) * 7) for centre in ("SAW", "WELD", "PAINT")}


def planned(order: WorkOrder) -> WorkOrder:
    order.plan(schedule(order.remaining_work(), HOURS, MONDAY))
    return order


def test_open_orders_book_their_planned_minutes():
    orders = [planned(make_order()), planned(released(40))]
    booked = booked_minutes(orders, MONDAY)
    assert booked["SAW"] == {MONDAY: 50 + 230}
    assert sum(booked["WELD"].values()) == 48 + 480


def test_work_done_is_no_longer_booked():
    order = planned(released(40))
    start(order, 10)
    report(order, 10, 30)
    assert booked_minutes([order], MONDAY)["SAW"] == {MONDAY: 50}


def test_finished_and_cancelled_orders_book_nothing():
    cancelled = planned(released())
    cancelled.cancel("customer")
    assert booked_minutes([cancelled, make_all(planned(released()))], MONDAY) == {}


def test_work_that_is_behind_its_plan_is_booked_today():
    order = planned(released())
    assert booked_minutes([order], TUESDAY)["SAW"] == {TUESDAY: 50}


def test_what_is_left_of_a_plan_is_its_last_part():
    plan = (DayLoad(MONDAY, Decimal(100)), DayLoad(TUESDAY, Decimal(50)))
    assert still_to_run(plan, Decimal(70)) == (DayLoad(MONDAY, Decimal(20)), DayLoad(TUESDAY, Decimal(50)))
    assert still_to_run(plan, Decimal(30)) == (DayLoad(TUESDAY, Decimal(30)),)
    assert still_to_run(plan, Decimal(0)) == ()
    assert still_to_run(plan, Decimal(999)) == plan
