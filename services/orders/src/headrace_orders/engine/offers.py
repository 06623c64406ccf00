"""What the factories can offer each line: stock and working time, brought to one shape.

Finished stock is a pool of one day whose ticks are the quanta themselves, so every solver treats both alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from headrace_orders.engine.capacity import Capacity, Window
from headrace_orders.engine.problem import Factory, Line


class Pool(NamedTuple):
    """A work centre, or the stock of an item, of one factory."""

    factory: str
    name: str
    is_stock: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One way a factory can give an item."""

    pool: Pool
    ticks: int
    first_day: int
    unit_cost: int
    transit_days: int

    def last_day(self, line: Line, capacity: Capacity) -> int:
        """The last day of work that still reaches the customer when it is due."""
        return min(line.due_day - self.transit_days, capacity.last_day)


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


def capacities(factories: Sequence[Factory]) -> dict[Pool, Capacity]:
    pools: dict[Pool, Capacity] = {}
    for factory in factories:
        for stock in factory.stock:
            pools[Pool(factory.id, stock.item, True)] = Capacity((stock.quantity,))
        for work_centre, idle in factory.idle_ticks.items():
            pools[Pool(factory.id, work_centre, False)] = Capacity(idle)
    return pools


def sources_of(factory: Factory) -> dict[str, list[Source]]:
    """Item -> sources of this factory, stock first."""
    sources: dict[str, list[Source]] = defaultdict(list)
    for stock in factory.stock:
        pool = Pool(factory.id, stock.item, True)
        sources[stock.item].append(Source(pool, 1, 0, stock.unit_cost, factory.transit_days))
    for route in factory.routes:
        pool = Pool(factory.id, route.work_centre, False)
        start = max(0, route.material_day)
        ticks = route.ticks_per_quantum
        sources[route.item].append(Source(pool, ticks, start, route.unit_cost, factory.transit_days))
    return sources


def sources_by_item(factories: Sequence[Factory]) -> dict[str, list[Source]]:
    """Item -> sources of every open factory, in the factories' order."""
    merged: dict[str, list[Source]] = defaultdict(list)
    for factory in factories:
        if factory.is_open:
            for item, sources in sources_of(factory).items():
                merged[item].extend(sources)
    return merged


def offers_on_time(
    lines: Sequence[Line], sources: Mapping[str, Sequence[Source]], pools: Mapping[Pool, Capacity]
) -> list[Offer]:
    offers = []
    for line in lines:
        for source in sources.get(line.item, ()):
            capacity = pools[source.pool]
            last_day = source.last_day(line, capacity)
            room = capacity.between(source.first_day, last_day) // source.ticks
            if room > 0:
                offers.append(Offer(line, source, last_day, min(line.quantity, room)))
    return offers
