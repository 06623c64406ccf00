"""Order lines to factories: the most urgent first, as cheap as can be proven, late if nothing else helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headrace_orders.engine.capacity import Capacity
from headrace_orders.engine.flow import assign_by_flow, counts_in_quanta
from headrace_orders.engine.greedy import assign_greedily
from headrace_orders.engine.late import place_late
from headrace_orders.engine.offers import Offer, Pool, Source, capacities, offers_on_time, sources_by_item
from headrace_orders.engine.problem import Factory, Line, check
from headrace_orders.engine.program import assign_by_program
from headrace_orders.engine.schedule import Part, schedule

MIN_COST_FLOW = "min_cost_flow"
INTEGER_PROGRAM = "integer_program"


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a line at one factory; a late part arrives after the line is due."""

    line: str
    factory: str
    from_stock: bool
    quantity: int
    start_day: int
    finish_day: int
    arrival_day: int
    unit_cost: int
    is_late: bool

    @property
    def cost(self) -> int:
        return self.quantity * self.unit_cost


@dataclass(frozen=True, slots=True)
class LineOutcome:
    """What became of a line. `promise_day` is when the last of it arrives; None if some can't be placed."""

    line: str
    on_time: int
    late: int
    unplaced: int
    promise_day: int | None

    @property
    def unmet_when_due(self) -> int:
        return self.late + self.unplaced


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


@dataclass(frozen=True, slots=True)
class Match:
    allocations: tuple[Allocation, ...]
    outcomes: tuple[LineOutcome, ...]
    optimality: Optimality

    @property
    def cost(self) -> int:
        return sum(part.cost for part in self.allocations)


def match(lines: Sequence[Line], factories: Sequence[Factory], branches: int = 1000) -> Match:
    """Split the lines over the factories.

    `branches` limits each search of the integer program, which is used where a flow isn't exact.
    """
    check(lines, factories)
    pools = capacities(factories)
    sources = sources_by_item(factories)
    offers = offers_on_time(lines, sources, pools)
    quantities, optimality = _assign(lines, offers, pools, branches)
    plan = schedule(offers, quantities, pools)
    on_time = list(plan.parts(offers, quantities))
    late = _late_parts(lines, on_time, sources, plan.left)
    parts = [_allocation(part) for part in (*on_time, *late)]
    return Match(tuple(parts), _outcomes(lines, parts), optimality)


def _assign(
    lines: Sequence[Line], offers: Sequence[Offer], pools: Mapping[Pool, Capacity], branches: int
) -> tuple[list[int], Optimality]:
    if not offers:
        return [], Optimality(MIN_COST_FLOW, True, 0, 0)
    if counts_in_quanta(offers, pools):
        quantities = assign_by_flow(lines, offers, pools)
        cost = _cost(offers, quantities)
        return quantities, Optimality(MIN_COST_FLOW, True, cost, cost)
    answer = assign_by_program(lines, offers, pools, assign_greedily(offers, pools), branches)
    cost = _cost(offers, answer.quantities)
    return answer.quantities, Optimality(INTEGER_PROGRAM, answer.shortage_proven, cost, answer.cost_bound)


def _cost(offers: Sequence[Offer], quantities: Sequence[int]) -> int:
    return sum(o.source.unit_cost * quantity for o, quantity in zip(offers, quantities, strict=True))


def _late_parts(
    lines: Sequence[Line],
    on_time: Sequence[Part],
    sources: Mapping[str, Sequence[Source]],
    left: dict[Pool, list[int]],
) -> Iterator[Part]:
    missing = {line.id: line.quantity for line in lines}
    for part in on_time:
        missing[part.line.id] -= part.quantity
    for line in sorted(lines, key=lambda line: (line.rank, line.id)):
        if missing[line.id]:
            yield from place_late(line, missing[line.id], sources.get(line.item, ()), left)


def _allocation(part: Part) -> Allocation:
    source = part.source
    arrival_day = part.finish_day + source.transit_days
    return Allocation(
        line=part.line.id,
        factory=source.pool.factory,
        from_stock=source.pool.is_stock,
        quantity=part.quantity,
        start_day=part.start_day,
        finish_day=part.finish_day,
        arrival_day=arrival_day,
        unit_cost=source.unit_cost,
        is_late=arrival_day > part.line.due_day,
    )


def _outcomes(lines: Sequence[Line], parts: Sequence[Allocation]) -> tuple[LineOutcome, ...]:
    by_line: dict[str, list[Allocation]] = defaultdict(list)
    for part in parts:
        by_line[part.line].append(part)
    return tuple(_outcome(line, by_line[line.id]) for line in lines)


def _outcome(line: Line, parts: Sequence[Allocation]) -> LineOutcome:
    late = sum(part.quantity for part in parts if part.is_late)
    on_time = sum(part.quantity for part in parts if not part.is_late)
    unplaced = line.quantity - on_time - late
    promise = max((part.arrival_day for part in parts), default=None) if unplaced == 0 else None
    return LineOutcome(line.id, on_time, late, unplaced, promise)
