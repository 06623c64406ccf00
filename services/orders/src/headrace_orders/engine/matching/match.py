"""Order lines to factories: the most urgent first, as cheap as can be proven, late if nothing else helps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from headrace_orders.engine.matching.assigning import Optimality, assign
from headrace_orders.engine.matching.late import place_late
from headrace_orders.engine.matching.offers import Source, Sources, capacities, offers_on_time
from headrace_orders.engine.matching.problem import Factory, Line, check
from headrace_orders.engine.matching.schedule import Days, Left, Part, free_days, schedule


@dataclass(frozen=True, slots=True)
class Allocation:
    """A part of a line at one factory; a late part arrives after the line is due.

    `days` are the days worked on it, each with its ticks, on `work_centre`; of stock the day on which it is there.
    """

    line: str
    factory: str
    work_centre: str
    from_stock: bool
    quantity: int
    days: tuple[tuple[int, int], ...]
    arrival_day: int
    unit_cost: int
    is_late: bool

    @property
    def start_day(self) -> int:
        return self.days[0][0]

    @property
    def finish_day(self) -> int:
        return self.days[-1][0]

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
    sources = Sources(factories)
    offers = offers_on_time(lines, sources, pools)
    quantities, optimality = assign(lines, offers, pools, branches)
    on_time = [
        Part(offer.line, offer.source, quantity, offer.last_day, offer.source.work(quantity))
        for offer, quantity in zip(offers, quantities, strict=True)
        if quantity
    ]
    left = free_days(pools)
    schedule(on_time, left)
    parts = [*on_time, *_late_parts(lines, on_time, sources, left)]
    days = schedule(parts, free_days(pools))
    allocations = list(map(_allocation, parts, days))
    return Match(tuple(allocations), _outcomes(lines, allocations), optimality)


def _late_parts(lines: Sequence[Line], on_time: Sequence[Part], sources: Sources, left: Left) -> Iterator[Part]:
    missing = {line.id: line.quantity for line in lines}
    begun: dict[str, dict[Source, int]] = defaultdict(dict)
    for part in on_time:
        missing[part.line.id] -= part.quantity
        begun[part.line.id][part.source] = part.quantity
    for line in sorted(lines, key=lambda line: (line.rank, line.id)):
        if missing[line.id]:
            yield from place_late(line, missing[line.id], sources.of(line), left, begun[line.id])


def _allocation(part: Part, days: Days) -> Allocation:
    pool = part.source.pool
    arrival = part.source.arrival(max(days))
    return Allocation(
        line=part.line.id,
        factory=pool.factory,
        work_centre="" if pool.is_stock else pool.name,
        from_stock=pool.is_stock,
        quantity=part.quantity,
        days=tuple(sorted(days.items())),
        arrival_day=arrival,
        unit_cost=part.source.unit_cost,
        is_late=arrival > part.line.due_day,
    )


def _outcomes(lines: Sequence[Line], parts: Sequence[Allocation]) -> tuple[LineOutcome, ...]:
    by_line: Mapping[str, list[Allocation]] = defaultdict(list)
    for part in parts:
        by_line[part.line].append(part)
    return tuple(_outcome(line, by_line[line.id]) for line in lines)


def _outcome(line: Line, parts: Sequence[Allocation]) -> LineOutcome:
    late = sum(part.quantity for part in parts if part.is_late)
    on_time = sum(part.quantity for part in parts if not part.is_late)
    unplaced = line.quantity - on_time - late
    promise = max((part.arrival_day for part in parts), default=None) if unplaced == 0 else None
    return LineOutcome(line.id, on_time, late, unplaced, promise)
