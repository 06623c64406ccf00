"""MRP-2, MRP-10: what is released for an order can be made: lots are whole, and so is their material."""

from collections import defaultdict
from decimal import Decimal

from hypothesis import given, settings

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import DemandKind, OrderLine
from headrace_planning.model.supply import Allocation

from .planning_facts import bought, day, ea, facts, line, made, order, stock, work_order
from .random_facts import random_facts


def serving(made_plan, line):
    """The planned orders that a release for the order line lets go."""
    pegged = {
        o.reference
        for o in made_plan.planned_orders
        for p in o.pegs
        if p.kind is DemandKind.CUSTOMER_ORDER and OrderLine(p.reference, p.line) == line
    }
    return pegged | {c.order for c in made_plan.carried if c.line == line}


def carried(made_plan):
    return [(c.order, str(c.line)) for c in made_plan.carried]


def test_material_for_the_rest_of_a_lot_is_carried_along():
    found = plan(
        facts(
            made("BIKE"),
            made("FRAME", lot_minimum=Decimal(10)),
            bought("TUBE"),
            bom=[line("BIKE", "FRAME"), line("FRAME", "TUBE", 3)],
            demands=[order("BIKE", 4, 20)],
            stock=[stock("TUBE", 12)],
        )
    )
    assert carried(found) == [("TUBE@P1#3", "SO1/1")]


def test_what_a_work_order_at_hand_still_lacks_is_carried_along():
    """Of 10 frames at work the order needs 4, and the tubes in stock are enough for those."""
    found = plan(
        facts(
            made("FRAME"),
            bought("TUBE"),
            demands=[order("FRAME", 4, 20)],
            stock=[stock("TUBE", 12)],
            open_supply=[work_order("FRAME", 10, 15)],
            allocations=[Allocation("WO1", "TUBE", "P1", ea(30), day(10))],
        )
    )
    assert carried(found) == [("TUBE@P1#1", "SO1/1")]


def test_what_serves_only_others_stays():
    found = plan(facts(bought("TUBE"), demands=[order("TUBE", 4, 20), order("TUBE", 4, 25, "SO2")]))
    assert carried(found) == []
    assert serving(found, OrderLine("SO1", "1")) == {"TUBE@P1#1"}


def supplied_by(made_plan):
    """Planned order -> the planned orders that bring its material."""
    reading, pegs = made_plan.trace, made_plan.trace.solution.pegs
    brings = defaultdict(set)
    for need in range(len(reading.solution.needs.order)):
        by = reading.solution.needs.order[need]
        for supply in pegs.supply[slice(*pegs.by_need[need])]:
            if by >= 0 and supply >= reading.first_planned:
                brings[reading.order_reference(by)].add(reading.order_reference(supply - reading.first_planned))
    return brings


@given(random_facts())
@settings(max_examples=150, deadline=None)
def test_what_an_order_lets_go_has_its_material_at_every_level(inputs):
    found = plan(inputs)
    brings = supplied_by(found)
    for demand in (d for d in inputs.demands if d.kind is DemandKind.CUSTOMER_ORDER):
        released = serving(found, demand.order_line)
        assert all(brings[name] <= released for name in released)
