"""MRP-5: stock that lies free in one plant is found for what another would buy or make, and never given twice."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_planning.engine.plan import plan
from headrace_planning.model.items import PlantCalendar
from headrace_planning.model.supply import Allocation, SupplyKind
from headrace_planning.model.transfers import found_in, moved

from .planning_facts import bought, day, ea, facts, line, made, order, stock, work_order

HERE, THERE = "P1", "P2"


def firm(*demands, lying):
    """A is made of two B in both plants."""
    items = [replace(item, plant=plant) for item in (made("A"), bought("B", 5)) for plant in (HERE, THERE)]
    calendars = tuple(PlantCalendar(plant, frozenset(range(7))) for plant in (HERE, THERE))
    stocked = [replace(stock(item, quantity), plant=plant) for item, plant, quantity in lying if quantity]
    return replace(facts(*items, bom=[line("A", "B", 2)], demands=list(demands), stock=stocked), calendars=calendars)


def moves(inputs):
    return [(t.item, t.origin, t.plant, int(t.quantity.value)) for t in found_in(plan(inputs), inputs)]


def test_only_what_serves_nobody_where_it_lies_is_moved():
    there = replace(order("A", 10, 20, "SO2"), plant=THERE)
    assert moves(firm(order("A", 10, 20), there, lying=[("B", THERE, 35)])) == [("B", THERE, HERE, 15)]
    assert moves(firm(order("A", 10, 20), lying=[("B", HERE, 35)])) == []


def test_what_is_finished_is_moved_before_its_parts():
    inputs = firm(order("A", 10, 20), lying=[("A", THERE, 4), ("B", THERE, 100)])
    assert moves(inputs) == [("A", THERE, HERE, 4)]
    after = moved(inputs, found_in(plan(inputs), inputs))
    assert moves(after) == [("B", THERE, HERE, 12)]


def test_what_work_or_safety_takes_where_it_lies_is_not_free_though_nobody_needs_the_work():
    inputs = firm(order("A", 10, 20), lying=[("B", THERE, 30)])
    work = replace(work_order("A", 8, 5), plant=THERE)
    taken = Allocation("WO1", "B", THERE, ea(16), day(1))
    assert moves(replace(inputs, open_supply=(work,), allocations=(taken,))) == [("B", THERE, HERE, 14)]
    guarded = (replace(i, safety_stock=Decimal(25)) if (i.item, i.plant) == ("B", THERE) else i for i in inputs.items)
    assert moves(replace(inputs, items=tuple(guarded))) == [("B", THERE, HERE, 5)]


stocks = st.tuples(*(st.integers(0, 40) for _ in range(4)))


@settings(max_examples=60, deadline=None)
@given(stocks, st.integers(0, 30), st.integers(0, 30))
def test_the_firm_buys_no_more_than_it_lacks_and_its_stock_is_the_same(quantities, here, there):
    places = [("A", HERE), ("A", THERE), ("B", HERE), ("B", THERE)]
    lying = [(item, plant, quantity) for (item, plant), quantity in zip(places, quantities, strict=True)]
    wanted = [order("A", here, 20)] * bool(here) + [replace(order("A", there, 20, "SO2"), plant=THERE)] * bool(there)
    inputs = firm(*wanted, lying=lying)
    made_plan = plan(inputs)
    while found := found_in(made_plan, inputs):
        inputs = moved(inputs, found)
        made_plan = plan(inputs)
    lacking = max(here + there - quantities[0] - quantities[1], 0) * 2
    bought_in_all = sum(int(o.quantity.value) for o in made_plan.planned_orders if o.item == "B")
    assert bought_in_all == max(lacking - quantities[2] - quantities[3], 0)
    sent = sum(int(s.quantity.value) for s in inputs.open_supply if s.kind is SupplyKind.TRANSFER)
    assert sum(int(s.quantity.value) for s in inputs.stock) + sent == sum(quantities)
