"""MRP-2, ORD-2: nobody waits longer than need be, and what was promised by a plan can be planned."""

from dataclasses import replace

import pytest

from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import DemandKind

from .planning_facts import day
from .random_worlds import random_world
from .reference_planner import Reference


def days(made_plan):
    return {a.demand.order_line: (a.earliest - day(0)).days for a in made_plan.answers}


@pytest.mark.parametrize("lumpy", [False, True])
def test_no_world_is_later_than_where_all_is_planned_anew_for_every_order_and_day(lumpy):
    for seed in range(150):
        inputs = random_world(seed, lumpy=lumpy)
        reference = Reference(inputs)
        expected, found = reference.days(), days(plan(inputs))
        assert found == expected or reference.late(found) < reference.late(expected), f"world {seed}"


@pytest.mark.parametrize("lumpy", [False, True])
def test_what_was_promised_one_after_the_other_holds_when_all_are_planned_together(lumpy):
    for seed in range(100):
        inputs = random_world(seed, lumpy=lumpy)
        orders = [replace(d, priority=0) for d in inputs.demands if d.kind is DemandKind.CUSTOMER_ORDER]
        forecast = [d for d in inputs.demands if d.kind is DemandKind.FORECAST]
        told = []
        for asked in orders:
            answers = plan(replace(inputs, demands=(*told, asked, *forecast))).answers
            told.append(replace(asked, promised=next(a.earliest for a in answers if a.demand == asked)))
        for answer in plan(replace(inputs, demands=(*told, *forecast))).answers:
            assert answer.earliest <= (answer.demand.promised or answer.earliest), f"world {seed}"
