"""The cheapest split where items take different times on a work centre, or are set up: an integer program for SCIP.

Ranks are served one after the other, then cost is minimised. The limit counts branches instead of seconds, so
the answer is the same on every machine. SCIP computes in floating point: each of its answers is rounded and
checked exactly here, and one that doesn't hold is not used.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.linear_solver import pywraplp

from headrace_orders.engine.matching.capacity import Capacity, spans
from headrace_orders.engine.matching.offers import Offer, Pool
from headrace_orders.engine.matching.problem import Line


@dataclass(frozen=True, slots=True)
class ProgramAnswer:
    quantities: list[int]
    shortage_proven: bool
    cost_bound: int


def assign_by_program(
    lines: Sequence[Line],
    offers: Sequence[Offer],
    pools: Mapping[Pool, Capacity],
    start: Sequence[int],
    branches: int,
) -> ProgramAnswer:
    """Improve on `start`, which must be a possible assignment."""
    program = _Program(lines, offers, pools, start, branches)
    proven = [program.serve(rank) for rank in sorted({line.rank for line in lines})]
    bound = program.cheapen()
    return ProgramAnswer(program.quantities, all(proven), bound)


class _Program:
    """Its variables are the quantity of each offer, then a yes or no for each offer that has to be set up."""

    def __init__(
        self,
        lines: Sequence[Line],
        offers: Sequence[Offer],
        pools: Mapping[Pool, Capacity],
        start: Sequence[int],
        branches: int,
    ) -> None:
        set_up = [i for i, offer in enumerate(offers) if offer.source.setup]
        flag = {i: len(offers) + n for n, i in enumerate(set_up)}
        self.found = [*start, *(min(1, start[i]) for i in set_up)]
        self._lines = lines
        self._offers = offers
        self._limits = [
            *_demand_limits(lines, offers),
            *_set_up_limits(offers, flag),
            *_capacity_limits(offers, pools, flag),
        ]
        self._solver = pywraplp.Solver.CreateSolver("SCIP")
        self._solver.SetSolverSpecificParametersAsString(f"limits/nodes = {branches}\n")
        self._to_the_end = pywraplp.MPSolverParameters()
        self._to_the_end.SetDoubleParam(pywraplp.MPSolverParameters.RELATIVE_MIP_GAP, 0.0)
        self._give = [self._solver.IntVar(0, most, "") for most in (*(o.most for o in offers), *(1 for _ in set_up))]
        for weights, most in self._limits:
            self._solver.Add(self._sum(weights) <= most)

    @property
    def quantities(self) -> list[int]:
        return self.found[: len(self._offers)]

    def serve(self, rank: tuple[int, int]) -> bool:
        """Serve this rank as far as those before it allow; true if no more is proven possible."""
        weights = {i: -1 for i, offer in enumerate(self._offers) if offer.line.rank == rank}
        if not weights or self._served(weights) == sum(x.quantity for x in self._lines if x.rank == rank):
            proven = True
        else:
            proven = self._improve(weights)
        limit = (weights, -self._served(weights))
        self._limits.append(limit)
        self._solver.Add(self._sum(weights) <= limit[1])
        return proven

    def cheapen(self) -> int:
        """Find the cheapest assignment; returns the proven lower bound of its cost."""
        costs = {i: offer.source.unit_cost for i, offer in enumerate(self._offers)}
        proven = self._improve(costs)
        cost = _total(costs, self.found)
        return cost if proven else min(cost, self._bound())

    def _served(self, weights: Mapping[int, int]) -> int:
        return sum(self.found[i] for i in weights)

    def _sum(self, weights: Mapping[int, int]) -> Any:
        return self._solver.Sum([weight * self._give[i] for i, weight in weights.items()])

    def _improve(self, weights: Mapping[int, int]) -> bool:
        self._solver.SetHint(self._give, self.found)
        self._solver.Minimize(self._sum(weights))
        status = self._solver.Solve(self._to_the_end)
        if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE):
            return False
        found = [round(give.solution_value()) for give in self._give]
        if not _holds(found, self._limits) or _total(weights, found) > _total(weights, self.found):
            return False
        self.found = found
        return bool(status == pywraplp.Solver.OPTIMAL)

    def _bound(self) -> int:
        bound = self._solver.Objective().BestBound()
        return max(0, math.ceil(bound - 1e-6 * max(1.0, abs(bound)))) if math.isfinite(bound) else 0


Limit = tuple[dict[int, int], int]


def _total(weights: Mapping[int, int], quantities: Sequence[int]) -> int:
    return sum(weight * quantities[i] for i, weight in weights.items())


def _holds(quantities: Sequence[int], limits: Sequence[Limit]) -> bool:
    return min(quantities) >= 0 and all(_total(weights, quantities) <= most for weights, most in limits)


def _demand_limits(lines: Sequence[Line], offers: Sequence[Offer]) -> Iterator[Limit]:
    mine: dict[str, dict[int, int]] = defaultdict(dict)
    for i, offer in enumerate(offers):
        mine[offer.line.id][i] = 1
    for line in lines:
        if line.id in mine:
            yield mine[line.id], line.quantity


def _set_up_limits(offers: Sequence[Offer], flag: Mapping[int, int]) -> Iterator[Limit]:
    """Nothing is made that was not set up."""
    for i, begun in flag.items():
        yield {i: 1, begun: -offers[i].most}, 0


def _capacity_limits(
    offers: Sequence[Offer], pools: Mapping[Pool, Capacity], flag: Mapping[int, int]
) -> Iterator[Limit]:
    mine: dict[Pool, list[int]] = defaultdict(list)
    for i, offer in enumerate(offers):
        mine[offer.source.pool].append(i)
    for pool, indices in mine.items():
        for a, b in spans([offers[i].window for i in indices]):
            inside = [i for i in indices if a <= offers[i].source.first_day and offers[i].last_day <= b]
            set_ups = {flag[i]: offers[i].source.setup for i in inside if i in flag}
            yield {i: offers[i].source.ticks for i in inside} | set_ups, pools[pool].between(a, b)
