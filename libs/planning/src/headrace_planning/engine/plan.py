"""The door of the engine: facts in, a plan with its pegs, dates and warnings out."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.messages import say
from headrace_planning.engine.admission import admitted
from headrace_planning.engine.along import carried_along
from headrace_planning.engine.border import Facts, facts_of
from headrace_planning.engine.explosion import QuantityOverflow
from headrace_planning.engine.levels import CycleFound
from headrace_planning.engine.outgrown import who_asks_too_much
from headrace_planning.engine.readback import Reading
from headrace_planning.engine.solve import parents_first, solve
from headrace_planning.engine.warnings import (
    firm_orders_to_move,
    forecast_not_planned,
    late_orders,
    past_due_releases,
)
from headrace_planning.model.aside import Aside
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import Place
from headrace_planning.model.proposals import DemandAnswer, NotPlanned, Plan, keeping_waiting, served_by
from headrace_planning.model.refusal import BomCycle, QuantityTooLarge


@dataclass(frozen=True, slots=True)
class Answers:
    """When each demand can be met, without the rest of a plan; what a promise asks."""

    answers: tuple[DemandAnswer, ...]
    trace: Reading
    not_planned: tuple[NotPlanned, ...]

    def needs(self) -> dict[Place, list[Decimal]]:
        return served_by(self.trace.planned_orders())

    def waited_for(self) -> set[Place]:
        return keeping_waiting(self.answers)


def answered(inputs: PlanningInputs) -> Answers:
    aside = Aside()
    reading = _solved(inputs, aside)
    return Answers(tuple(reading.answers()), reading, _found(aside, inputs))


def plan(inputs: PlanningInputs) -> Plan:
    """Merge demand, net every level, propose orders, peg them to the demands they serve.

    The same facts in any order give the same plan. What can't be planned is named in `not_planned`.
    """
    aside = Aside()
    reading = _solved(inputs, aside)
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
            *forecast_not_planned(reading.facts.unplanned),
        ),
        answers=answers,
        supply_pegs=tuple(reading.supply_pegs()),
        consumed=reading.facts.merged.consumed,
        projection=tuple(reading.projection()),
        trace=reading,
        not_planned=_found(aside, inputs),
    )


def _found(aside: Aside, inputs: PlanningInputs) -> tuple[NotPlanned, ...]:
    return tuple(one for _, one in sorted(aside.found.items()) if one not in inputs.not_planned)


def _solved(inputs: PlanningInputs, aside: Aside) -> Reading:
    """Each time something turns out not to be plannable it is set aside, and the rest planned."""
    while True:
        facts = facts_of(admitted(inputs, aside))
        try:
            return Reading(facts, solve(facts.network))
        except CycleFound as found:
            _set_circles_aside(found, facts, aside)
        except QuantityOverflow as found:
            _set_too_much_aside(found, facts, aside)


def _set_circles_aside(found: CycleFound, facts: Facts, aside: Aside) -> None:
    for path in found.paths:
        for node in path:
            with aside.unless_planned(facts.nodes[node].item, facts.nodes[node].plant):
                raise BomCycle(tuple(facts.nodes[around].item for around in path))


def _set_too_much_aside(found: QuantityOverflow, facts: Facts, aside: Aside) -> None:
    taken = facts.item(found.node)
    for node in who_asks_too_much(facts.network, parents_first(facts.network), found.node):
        item = facts.item(int(node))
        with aside.unless_planned(item.item, item.plant):
            raise QuantityTooLarge(say("planning.asks-too-much", item=item, taken=taken))
