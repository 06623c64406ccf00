"""Which solver decides what is delivered in time, and how good its answer is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headrace_orders.engine.matching.capacity import Capacity
from headrace_orders.engine.matching.flow import assign_by_flow, counts_in_quanta
from headrace_orders.engine.matching.greedy import assign_greedily
from headrace_orders.engine.matching.offers import Offer, Pool
from headrace_orders.engine.matching.problem import Line
from headrace_orders.engine.matching.program import assign_by_program
from headrace_orders.engine.matching.size import branches_for, fits_a_flow, fits_a_program

MIN_COST_FLOW = "min_cost_flow"
INTEGER_PROGRAM = "integer_program"
GREEDY = "greedy"


@dataclass(frozen=True, slots=True)
class Optimality:
    """How good the on-time part is: the shortage comes first, then its cost against a proven lower bound."""

    method: str
    shortage_proven: bool
    cost: int
    cost_bound: int

    @property
    def is_proven(self) -> bool:
        return self.shortage_proven and self.cost == self.cost_bound

    @property
    def cost_gap(self) -> float:
        return (self.cost - self.cost_bound) / self.cost if self.cost else 0.0


def assign(
    lines: Sequence[Line], offers: Sequence[Offer], pools: Mapping[Pool, Capacity], branches: int
) -> tuple[list[int], Optimality]:
    """Quantity per offer. A question too large to prove anything about in a stated time gets the plain answer."""
    if not offers:
        return [], Optimality(MIN_COST_FLOW, True, 0, 0)
    if counts_in_quanta(offers, pools) and fits_a_flow(lines, offers):
        quantities = assign_by_flow(lines, offers, pools)
        cost = _cost(offers, quantities)
        return quantities, Optimality(MIN_COST_FLOW, True, cost, cost)
    plain = assign_greedily(offers, pools)
    if not fits_a_program(lines, offers):
        return plain, Optimality(GREEDY, False, _cost(offers, plain), 0)
    answer = assign_by_program(lines, offers, pools, plain, branches_for(offers, branches))
    cost = _cost(offers, answer.quantities)
    return answer.quantities, Optimality(INTEGER_PROGRAM, answer.shortage_proven, cost, answer.cost_bound)


def _cost(offers: Sequence[Offer], quantities: Sequence[int]) -> int:
    return sum(o.source.unit_cost * quantity for o, quantity in zip(offers, quantities, strict=True))
