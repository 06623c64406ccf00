"""Planning as promising asks it: the same engine, and what is bought is bought on the offer that planning would choose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from headrace_orders.model.question import Question
from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import Demand
from headrace_planning.model.proposals import Plan

PASSES = 10
"""A better offer may bring other lots, and these another offer."""


def planned(question: Question, demands: Iterable[Demand]) -> Plan:
    """Raises PlanningRefused when a fact can't be planned."""
    inputs = replace(question.inputs, demands=tuple(demands))
    made = plan(inputs)
    if not question.network.has_a_choice:
        return made
    for _ in range(PASSES):
        _, items = question.network.bought_for(made.needs(), inputs.items)
        if items == inputs.items:
            break
        inputs = replace(inputs, items=items)
        made = plan(inputs)
    return made
