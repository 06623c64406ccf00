"""The door of the engine: facts in, a plan with its pegs, dates and warnings out."""

from __future__ import annotations

from headrace_planning.engine.along import carried_along
from headrace_planning.engine.border import facts_of
from headrace_planning.engine.explosion import QuantityOverflow
from headrace_planning.engine.levels import CycleFound
from headrace_planning.engine.readback import Reading
from headrace_planning.engine.solve import solve
from headrace_planning.engine.warnings import (
    firm_orders_to_move,
    forecast_not_planned,
    late_orders,
    past_due_releases,
)
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.proposals import Plan
from headrace_planning.model.refusal import BomCycle, QuantityTooLarge


def plan(inputs: PlanningInputs) -> Plan:
    """Merge demand, net every level, propose orders, peg them to the demands they serve.

    The same facts in any order give the same plan. Raises PlanningRefused when a fact can't be planned.
    """
    facts = facts_of(inputs)
    try:
        solution = solve(facts.network)
    except CycleFound as found:
        raise BomCycle(tuple(facts.nodes[node].item for node in found.path)) from found
    except QuantityOverflow as found:
        item = facts.item(found.node)
        raise QuantityTooLarge(f"what is required of {item} can't be held exactly; see its bills") from found
    reading = Reading(facts, solution)
    answers = tuple(reading.answers())
    return Plan(
        start=inputs.start,
        planned_orders=tuple(reading.planned_orders()),
        carried=tuple(carried_along(reading)),
        requirements=tuple(reading.requirements()),
        exceptions=(
            *late_orders(answers),
            *past_due_releases(reading),
            *firm_orders_to_move(reading),
            *forecast_not_planned(facts.unplanned),
        ),
        answers=answers,
        supply_pegs=tuple(reading.supply_pegs()),
        consumed=facts.merged.consumed,
        projection=tuple(reading.projection()),
        trace=reading,
    )
