"""What the factories can offer each line: stock and working time, brought to one shape.

Finished stock is a pool of one day whose ticks are the quanta themselves, so every solver treats both alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headrace_orders.engine.matching.capacity import Capacity, Window
from headrace_orders.engine.matching.problem import Factory, Line, Route, Stock

ANY_NUMBER = 2**62
"""Quanta that are made in no time, once set up."""


class Pool(NamedTuple):
    """A work centre, or the stock of an item that is there on a day, of one factory."""

    factory: str
    name: str
    is_stock: bool
    day: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """One way a factory can give an item."""

    pool: Pool
    ticks: int
    first_day: int
    unit_cost: int
    transit_days: int
    setup: int = 0
    ready_day: int = 0
    limit: int = ANY_NUMBER

    def last_day(self, line: Line, capacity: Capacity) -> int:
        """The last day of work that still reaches the customer when it is due."""
        return min(line.due_day - self.transit_days, capacity.last_day)

    def arrival(self, finish_day: int) -> int:
        return max(finish_day, self.ready_day) + self.transit_days

    def quanta_in(self, ticks: int) -> int:
        """What so much time makes, the set-up taken off, of what there is material for."""
        if not self.ticks:
            return self.limit if ticks >= self.setup else 0
        return min(self.limit, max(0, ticks - self.setup) // self.ticks)

    def work(self, quantity: int) -> int:
        return self.setup + self.ticks * quantity if quantity else 0


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that can give a line at least one quantum in time, were there no other lines."""

    line: Line
    source: Source
    last_day: int
    most: int

    @property
    def window(self) -> Window:
        return (self.source.first_day, self.last_day)


class Sources:
    """How each line can be had from each factory, stock first."""

    def __init__(self, factories: Sequence[Factory]) -> None:
        self._of_item: dict[tuple[str, str], list[Source]] = defaultdict(list)
        self._of_line: dict[tuple[str, str], list[Source]] = defaultdict(list)
        self.factories = factories
        self.items = {route.item for factory in factories for route in factory.routes}
        for factory in factories:
            for stock in factory.stock:
                self._of_item[factory.id, stock.item].append(_from_stock(factory, stock))
            for route in factory.routes:
                of = self._of_line if route.line else self._of_item
                of[factory.id, route.line or route.item].append(_from_work(factory, route))

    def at(self, factory: str, line: Line) -> list[Source]:
        return [*self._of_item.get((factory, line.item), ()), *self._of_line.get((factory, line.id), ())]

    def of(self, line: Line) -> list[Source]:
        """Of every open factory, in the factories' order."""
        return [source for factory in self.factories if factory.is_open for source in self.at(factory.id, line)]


def _from_stock(factory: Factory, stock: Stock) -> Source:
    pool = Pool(factory.id, stock.item, True, stock.day)
    return Source(pool, 1, stock.day, stock.unit_cost, factory.transit_days)


def _from_work(factory: Factory, route: Route) -> Source:
    pool = Pool(factory.id, route.work_centre, False)
    start = max(0, route.material_day)
    return Source(
        pool,
        route.ticks_per_quantum,
        start,
        route.unit_cost,
        factory.transit_days,
        route.setup_ticks,
        route.ready_day,
        ANY_NUMBER if route.most is None else route.most,
    )


def capacities(factories: Sequence[Factory]) -> dict[Pool, Capacity]:
    pools: dict[Pool, Capacity] = {}
    for factory in factories:
        for stock in factory.stock:
            pools[Pool(factory.id, stock.item, True, stock.day)] = Capacity((0,) * stock.day + (stock.quantity,))
        for work_centre, idle in factory.idle_ticks.items():
            pools[Pool(factory.id, work_centre, False)] = Capacity(idle)
    return pools


def offers_on_time(lines: Sequence[Line], sources: Sources, pools: Mapping[Pool, Capacity]) -> list[Offer]:
    offers = []
    for line in lines:
        for source in sources.of(line):
            capacity = pools[source.pool]
            last_day = source.last_day(line, capacity)
            room = source.quanta_in(capacity.between(source.first_day, last_day))
            if room > 0 and source.arrival(last_day) <= line.due_day:
                offers.append(Offer(line, source, last_day, min(line.quantity, room)))
    return offers
