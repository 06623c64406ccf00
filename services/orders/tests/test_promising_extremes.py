"""ORD-2: whatever the numbers in an order or a fact, a promise is given or refused, in a time that the order bounds."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_orders.model.order import OrderState
from headrace_orders.model.taking import FARTHEST_DAYS, MOST_QUANTA
from headrace_planning.model.refusal import PlanningRefused

from .promising_worlds import World, item, offer, part

minutes = st.sampled_from(("0", "1E-300", "0.000001", "0.02", "1", "1440", "1E+15", "1E+300"))
hours = st.sampled_from(("1E-300", "0.5", "960", "100000", "1E+300"))
prices = st.sampled_from(("0", "0.000000001", "1", "1E+12"))
quantities = st.sampled_from(("1", "7", "1000000", str(MOST_QUANTA)))
leads = st.sampled_from((0, 1, 365, 2**31 - 1))


@st.composite
def extreme_worlds(draw: st.DrawFn) -> World:
    plants = ("p1", "p2")
    return World(
        [item("A", made=True, lead=draw(leads)), item("B", lead=draw(leads)), item("T", lead=draw(leads))],
        {"A": [part("B", draw(st.sampled_from(("0.000001", "1", "1E+9"))), draw(st.sampled_from(("0", "0.999999"))))]},
        {"B": [offer(draw(leads), draw(prices))], "T": [offer(draw(leads), draw(prices))]},
        plants,
        {("B", "p1"): draw(quantities), ("T", "p2"): draw(quantities)},
        run={(plant, "A"): draw(minutes) for plant in plants},
        setup={(plant, "A"): draw(minutes) for plant in plants},
        minutes_per_day=draw(hours),
        hourly={plant: draw(prices) for plant in plants},
    )


@given(extreme_worlds(), st.lists(st.tuples(st.sampled_from("AT"), quantities, st.sampled_from((0, FARTHEST_DAYS)))))
@settings(max_examples=40, deadline=None)
def test_an_order_is_promised_or_refused_or_told_what_can_not_be_planned(
    world: World, wanted: list[tuple[str, str, int]]
) -> None:
    for line in wanted[:3]:
        with suppress(PlanningRefused):
            order = world.order(line)
            assert order.state in {OrderState.MATCHED, OrderState.REFUSED}
            assert sum(part.quantity.value for part in order.allocations) in {0, order.lines[0].quantity.value}


def test_five_hundred_lines_of_the_most_there_is_get_an_answer():
    world = World(
        [item("A", made=True, lead=1), item("B", lead=3)],
        {"A": [part("B")]},
        {"B": [offer(3)]},
        ("p1", "p2"),
        setup={("p1", "A"): "10", ("p2", "A"): "20"},
    )
    order = world.order(*(("A", str(MOST_QUANTA - n), n) for n in range(500)))
    assert order.state is OrderState.REFUSED
    order = world.order(*(("A", str(1 + n), n) for n in range(500)))
    assert order.state is OrderState.MATCHED
    assert world.late() == {}


def test_work_that_takes_next_to_no_time_is_promised():
    world = World(
        [item("A", made=True), item("B"), item("T")],
        {"A": [part("B", "0.000001", "0.999999")]},
        {"B": [offer(1, "0")], "T": [offer(0, "0")]},
        ("p1", "p2"),
        {("B", "p1"): "1", ("T", "p2"): "1"},
        run={("p1", "A"): "0", ("p2", "A"): "0"},
        setup={("p1", "A"): "1E-300", ("p2", "A"): "0"},
        minutes_per_day="0.5",
        hourly={"p1": "0", "p2": "0"},
    )
    order = world.order(("A", "7", 0))
    assert sum(part.quantity.value for part in order.allocations) == 7
