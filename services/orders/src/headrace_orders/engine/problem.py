"""What matching is asked: order lines, and the factories that might make them.

Days are whole numbers from today, which is day 0. Quantity is whole quanta of the item's unit, working time
whole ticks and cost whole money units per quantum, each of a size the caller chooses once for the whole call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


class BadMatchInput(ValueError):
    """The lines or factories contradict themselves; the message names the record and the remedy."""


@dataclass(frozen=True, slots=True)
class Line:
    """A demand. A larger priority is served first; among equals the earlier due day (inclusive)."""

    id: str
    item: str
    quantity: int
    due_day: int
    priority: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        return (-self.priority, self.due_day)


@dataclass(frozen=True, slots=True)
class Route:
    """How a factory makes an item: its load on the bottleneck, from the day the material is there."""

    item: str
    work_centre: str
    ticks_per_quantum: int
    unit_cost: int
    material_day: int = 0


@dataclass(frozen=True, slots=True)
class Stock:
    """Finished goods that can leave on day 0."""

    item: str
    quantity: int
    unit_cost: int


@dataclass(frozen=True, slots=True)
class Factory:
    """A plant with its idle ticks per work centre and day; goods arrive `transit_days` after the work."""

    id: str
    routes: tuple[Route, ...] = ()
    stock: tuple[Stock, ...] = ()
    idle_ticks: Mapping[str, Sequence[int]] = field(default_factory=dict)
    transit_days: int = 0
    is_open: bool = True


def check(lines: Sequence[Line], factories: Sequence[Factory]) -> None:
    _unique("line", (line.id for line in lines))
    _unique("factory", (factory.id for factory in factories))
    for line in lines:
        _demand(line.quantity > 0, f"line {line.id}: the quantity is {line.quantity}; it must be above zero")
    for factory in factories:
        _check_factory(factory)


def _check_factory(factory: Factory) -> None:
    name = f"factory {factory.id}"
    _unique(f"{name}: route for", (route.item for route in factory.routes))
    _unique(f"{name}: stock of", (stock.item for stock in factory.stock))
    _demand(factory.transit_days >= 0, f"{name}: the transit days are negative")
    for route in factory.routes:
        _demand(route.ticks_per_quantum > 0, f"{name}: {route.item} takes no time; give its ticks per quantum")
        _demand(route.unit_cost >= 0, f"{name}: {route.item} has a negative cost")
        _demand(
            route.work_centre in factory.idle_ticks,
            f"{name}: {route.item} runs on {route.work_centre}, whose idle ticks are not given",
        )
    for stock in factory.stock:
        _demand(stock.quantity >= 0, f"{name}: the stock of {stock.item} is negative")
        _demand(stock.unit_cost >= 0, f"{name}: the stock of {stock.item} has a negative cost")
    for work_centre, ticks in factory.idle_ticks.items():
        _demand(min(ticks, default=0) >= 0, f"{name}: {work_centre} has negative idle ticks on some day")


def _unique(what: str, names: Iterable[str]) -> None:
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    _demand(not twice, f"{what} {', '.join(twice)} is given twice; give it once")


def _demand(holds: bool, message: str) -> None:
    if not holds:
        raise BadMatchInput(message)
