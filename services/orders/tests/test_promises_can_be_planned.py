"""ORD-2, MRP-1: in every world, whatever was promised can be planned by its day, all of it together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from headrace_orders.model.order import OrderState

from .promising_worlds import World
from .random_worlds import Wanted, orders, worlds

Orders = list[tuple[list[Wanted], int]]


@given(worlds(), orders())
@settings(max_examples=60, deadline=None)
def test_the_plan_keeps_every_promise(world: World, wanted: Orders) -> None:
    for lines, priority in wanted:
        world.order(*lines, priority=priority)
        assert world.late() == {}


@given(worlds(), orders())
@settings(max_examples=60, deadline=None)
def test_a_promise_is_moved_only_by_an_order_of_more_priority(world: World, wanted: Orders) -> None:
    for lines, priority in wanted:
        before = {order.id: order.promise for order in world.promised}
        new = world.order(*lines, priority=priority)
        for order in world.promised:
            if order is not new and order.promise != before[order.id]:
                assert order.priority < new.priority
                assert order.promise_changes[-1].reference == new.id


@given(worlds(), orders())
@settings(max_examples=40, deadline=None)
def test_all_of_an_order_is_given_to_the_last_fraction_and_no_work_centre_more_than_it_has(
    world: World, wanted: Orders
) -> None:
    for lines, priority in wanted:
        order = world.order(*lines, priority=priority)
        for line in order.lines if order.state is OrderState.MATCHED else ():
            parts = [part.quantity.value for part in order.allocations if part.line == line.line]
            assert sum(parts) == line.quantity.value
    most = world.question(world.orders[0]).centres["p1-wc"].minutes_per_day
    for days in world.booked.values():
        assert all(minutes <= most for minutes in days.values())
        assert all(day.weekday() < 5 for day in days)


@given(worlds(), orders())
@settings(max_examples=60, deadline=None)
def test_with_room_in_one_plant_a_promise_is_the_day_of_the_plan_or_the_day_that_was_wanted(
    world: World, wanted: Orders
) -> None:
    world = replace(world, plants=("p1",), minutes_per_day="100000", forecast=())
    for lines, priority in wanted[:1]:
        order = world.order(*lines, priority=priority)
        assert order.promise in {None, max(world.planned_alone(order).values())}
