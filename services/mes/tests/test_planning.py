"""MES-1, MES-2: orders are placed around each other, and move when a work centre is down."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from headrace_mes.model.planning import Breakdown, plan_new, replan
from headrace_mes.model.scheduling import Calendar, days_down
from headrace_mes.model.work_order import OrderState, WorkOrder

from .shop import EVERY_DAY, MONDAY, STEPS, make_order

TUESDAY, WEDNESDAY = MONDAY + timedelta(1), MONDAY + timedelta(2)
ROUTING = {("PUMP", "P1"): STEPS}


def calendars(*names: str) -> dict[str, Calendar]:
    return {name: Calendar(name, Decimal(480), EVERY_DAY) for name in names or ("SAW", "WELD", "PAINT")}


def new(number: str, quantity: int, **how) -> WorkOrder:
    order = make_order(quantity, number=number, **how)
    order.wait_for_routing("just made")
    order.collect_events()
    return order


def booked(*orders: WorkOrder) -> dict[str, Calendar]:
    known = calendars()
    for order in orders:
        for operation in order.operations:
            centre = operation.step.work_centre
            known[centre] = known[centre].booking(operation.planned)
    return known


def down(centre: str, days: int) -> Breakdown:
    return Breakdown(centre, days_down(EVERY_DAY, MONDAY, days), "spindle broken", "exc_1")


def test_the_second_order_gets_what_the_first_leaves():
    first, second = new("W-1", 40), new("W-2", 40)
    plan_new([first, second], ROUTING, calendars(), MONDAY)
    assert (first.planned_finish, second.planned_finish) == (TUESDAY, WEDNESDAY)
    assert {first.state, second.state} == {OrderState.CREATED}


def test_an_order_is_not_planned_before_its_start():
    order = new("W-1", 4, start=WEDNESDAY)
    plan_new([order], ROUTING, calendars(), MONDAY)
    assert order.planned_start == WEDNESDAY


def test_an_order_that_can_not_be_made_waits_and_says_why():
    orders = [new("W-1", 4), new("W-2", 4)]
    plan_new(orders[:1], {}, calendars(), MONDAY)
    plan_new(orders[1:], ROUTING, calendars("SAW", "WELD"), MONDAY)
    assert [order.state for order in orders] == [OrderState.NEEDS_ROUTING] * 2
    assert "no routing in plant P1" in orders[0].problem
    assert "PAINT of operation 30 has no calendar" in orders[1].problem
    assert orders[1].operations == []


def test_an_order_that_finds_no_room_can_still_be_made():
    order = new("W-1", 4)
    plan_new([order], ROUTING, {**calendars(), "WELD": Calendar("WELD", Decimal(0), EVERY_DAY)}, MONDAY)
    assert (order.state, order.planned_finish) == (OrderState.CREATED, None)
    assert "WELD has no room for 48 minutes" in order.problem


def test_a_breakdown_moves_what_is_due_by_as_many_days_as_the_work():
    order = new("W-1", 4)
    plan_new([order], ROUTING, calendars(), MONDAY)
    due = order.due
    replan([order], booked(order), down("WELD", 2), MONDAY)
    assert (order.planned_finish, order.due) == (WEDNESDAY, due + timedelta(2))
    (told,) = order.collect_events()
    assert (told.previous, told.due, told.cause, told.reference) == (due, order.due, "spindle broken", "exc_1")
    assert told.pegs == order.pegs


def test_an_order_s_own_bookings_do_not_stand_in_its_way():
    order = new("W-1", 40)
    plan_new([order], ROUTING, calendars(), MONDAY)
    finish = order.planned_finish
    replan([order], booked(order), down("ELSEWHERE", 2), MONDAY)
    assert order.planned_finish == finish
    assert order.collect_events() == []


def test_a_breakdown_before_the_work_delays_nothing():
    order = new("W-1", 4, start=WEDNESDAY)
    plan_new([order], ROUTING, calendars(), MONDAY)
    replan([order], booked(order), down("WELD", 2), MONDAY)
    assert order.planned_finish == WEDNESDAY
    assert order.collect_events() == []


def test_orders_that_move_keep_their_order_and_share_no_minute():
    orders = [new("W-1", 40), new("W-2", 40)]
    plan_new(orders, ROUTING, calendars(), MONDAY)
    replan(orders, booked(*orders), down("SAW", 3), MONDAY)
    assert [order.planned_finish for order in orders] == [MONDAY + timedelta(4), MONDAY + timedelta(5)]
    assert [len(order.collect_events()) for order in orders] == [1, 1]
    assert all(minutes <= 480 for centre in booked(*orders).values() for minutes in centre.booked.values())


def test_an_order_for_which_there_is_no_room_any_more_stays_and_says_so():
    order = new("W-1", 4)
    plan_new([order], ROUTING, calendars(), MONDAY)
    replan([order], {**booked(order), "PAINT": Calendar("PAINT", Decimal(0), EVERY_DAY)}, down("SAW", 2), MONDAY)
    assert order.planned_finish == MONDAY
    assert "PAINT has no room" in order.problem
    assert order.collect_events() == []
