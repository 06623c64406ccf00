"""MRP-2: pegging from any supply up to the customer's order and back; quantities are conserved."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings

from headrace_planning.engine.border import facts_of
from headrace_planning.engine.plan import plan
from headrace_planning.engine.solve import solve
from headrace_planning.engine.tracing import UNUSED, Trace
from headrace_planning.model.demand import OrderLine
from headrace_planning.model.refusal import UnknownItem
from headrace_planning.model.supply import Allocation

from .planning_facts import (
    EVERY_DAY,
    bought,
    day,
    ea,
    facts,
    forecast,
    line,
    made,
    order,
    pegs,
    purchase,
    stock,
    work_order,
)
from .random_facts import random_facts


def chain():
    return plan(
        facts(
            made("BIKE"), made("FRAME"), bought("TUBE", lot_multiple=50),
            bom=[line("BIKE", "FRAME"), line("FRAME", "TUBE", 3)],
            demands=[order("BIKE", 4, 20, "ANN"), order("BIKE", 6, 20, "BEN"), forecast("BIKE", 15, 20)],
            stock=[stock("FRAME", 2)], open_supply=[purchase("TUBE", 7, 9)],
        )
    )  # fmt: skip


def test_every_planned_order_names_the_customer_orders_it_serves():
    served = {o.item: pegs(o) for o in chain().planned_orders}
    assert served["BIKE"] == [
        ("customer_order", "ANN", 4),
        ("customer_order", "BEN", 6),
        ("forecast", "F1", 5),
    ]
    assert served["FRAME"] == [
        ("customer_order", "ANN", 2),
        ("customer_order", "BEN", 6),
        ("forecast", "F1", 5),
    ]
    assert served["TUBE"] == [("customer_order", "BEN", 17), ("forecast", "F1", 15), (None, "", 18)]


def test_stock_and_firm_orders_name_the_customer_orders_they_serve():
    served = {s.item: pegs(s) for s in chain().supply_pegs}
    assert served["FRAME"] == [("customer_order", "ANN", 2)]
    assert served["TUBE"] == [("customer_order", "ANN", 6), ("customer_order", "BEN", 1)]


def test_an_order_line_shows_the_tree_of_its_supplies():
    (bike,) = chain().trace.supplies_of(OrderLine("ANN", "1"))
    on_hand, frame = bike.components
    assert (bike.reference, bike.quantity) == ("BIKE@P1#1", ea(4))
    assert (on_hand.kind.value, on_hand.quantity) == ("on_hand", ea(2))
    assert [(t.reference, t.quantity) for t in frame.components] == [("PO1", ea(6))]


def test_an_unknown_order_line_is_refused():
    with pytest.raises(UnknownItem, match="no customer order line CAT/1"):
        chain().trace.supplies_of(OrderLine("CAT", "1"))


def test_material_of_a_firm_work_order_is_pegged_through_it():
    made_plan = plan(
        facts(
            made("BIKE"), bought("NUT"), demands=[order("BIKE", 3, 9, "ANN")],
            open_supply=[work_order("BIKE", 4, 8)],
            allocations=[Allocation("WO1", "NUT", "P1", ea(8), day(6))],
        )
    )  # fmt: skip
    assert [pegs(o) for o in made_plan.planned_orders] == [[("customer_order", "ANN", 6), (None, "", 2)]]
    (bike,) = made_plan.trace.supplies_of(OrderLine("ANN", "1"))
    assert [(c.item, c.quantity) for c in bike.components] == [("NUT", ea(6))]


@settings(max_examples=100, deadline=None)
@given(random_facts())
def test_pegs_cover_every_need_and_never_give_more_than_a_supply_has(inputs):
    solution = solve(facts_of(inputs).network)
    given_out, covered = defaultdict(int), defaultdict(int)
    for supply, need, quantity in zip(*solution.pegs[:3], strict=True):
        assert quantity > 0
        assert solution.supplies.node[supply] == solution.needs.node[need]
        given_out[supply] += quantity
        covered[need] += quantity
    assert [covered[n] for n in range(len(solution.needs.day))] == list(solution.needs.quantity)
    assert all(given_out[s] <= has for s, has in enumerate(solution.supplies.quantity))


@settings(max_examples=100, deadline=None)
@given(random_facts())
def test_what_a_supply_serves_adds_up_to_the_supply(inputs):
    solution = solve(facts_of(inputs).network)
    trace = Trace(solution)
    for supply, has in enumerate(solution.supplies.quantity):
        parts = trace.peg_to_top(supply)
        assert sum(part.quantity for part in parts) == has
        assert all(part.quantity > 0 for part in parts)


@settings(max_examples=100, deadline=None)
@given(random_facts())
def test_going_down_from_the_demands_meets_what_going_up_from_the_supplies_met(inputs):
    solution = solve(facts_of(inputs).network)
    trace, down, up = Trace(solution), defaultdict(int), defaultdict(int)

    def walk(branches, demand):
        for branch in branches:
            down[branch.supply, demand] += branch.quantity
            walk(branch.components, demand)

    for demand in range(len(solution.network.demands.day)):
        walk(trace.tree(demand), demand)
    for supply in range(len(solution.supplies.quantity)):
        for part in trace.peg_to_top(supply):
            if part.demand != UNUSED:
                up[supply, part.demand] += part.quantity
    assert up == down


def test_codes_with_the_same_letters_between_them_are_told_apart():
    there, here = (replace(bought(item), plant=plant) for item, plant in (("A@B", "P"), ("A", "B@P")))
    wanted = [replace(order(item.item, 5, 9, f"SO-{item.item}"), plant=item.plant) for item in (there, here)]
    calendars = tuple(replace(EVERY_DAY, plant=item.plant) for item in (there, here))
    found = plan(replace(facts(there, here, demands=wanted), calendars=calendars))
    assert len({planned.reference for planned in found.planned_orders}) == 2
