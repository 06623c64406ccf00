"""What matching is asked: order lines, and the factories that might make them.

Days are whole numbers from today, which is day 0. Quantity is whole quanta of the item's unit, working time
whole ticks and cost whole money units per quantum, each of a size the caller chooses: quanta and costs once for the
whole call, ticks once for each work centre.
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
    """How a factory makes an item: its load on the bottleneck, from the day the material is there.

    `setup_ticks` are spent once for each line. Whatever the work takes, nothing leaves before the `ready_day`. A route
    for one `line` only knows the material that this line can have, and for the `most` of it there is any.
    """

    item: str
    work_centre: str
    ticks_per_quantum: int
    unit_cost: int
    material_day: int = 0
    ready_day: int = 0
    setup_ticks: int = 0
    line: str | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Stock:
    """Finished goods that can leave on a day: they are there, on their way, or can be bought by then."""

    item: str
    quantity: int
    unit_cost: int
    day: int = 0


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
    _unique(f"{name}: route for", ((r.line or "", r.item, str(r.ready_day)) for r in factory.routes))
    _unique(f"{name}: stock of", ((stock.item, stock.day) for stock in factory.stock))
    _demand(factory.transit_days >= 0, f"{name}: the transit days are negative")
    for route in factory.routes:
        _check_route(name, route, factory)
    for stock in factory.stock:
        _demand(stock.quantity >= 0, f"{name}: the stock of {stock.item} is negative")
        _demand(stock.unit_cost >= 0, f"{name}: the stock of {stock.item} has a negative cost")
        _demand(stock.day >= 0, f"{name}: the stock of {stock.item} is of a day in the past")
    for work_centre, ticks in factory.idle_ticks.items():
        _demand(min(ticks, default=0) >= 0, f"{name}: {work_centre} has negative idle ticks on some day")


def _check_route(name: str, route: Route, factory: Factory) -> None:
    _demand(min(route.ticks_per_quantum, route.setup_ticks) >= 0, f"{name}: {route.item} takes a negative time")
    _demand(route.ticks_per_quantum + route.setup_ticks > 0, f"{name}: {route.item} takes no time; give it as stock")
    _demand(route.unit_cost >= 0, f"{name}: {route.item} has a negative cost")
    _demand(
        route.work_centre in factory.idle_ticks,
        f"{name}: {route.item} runs on {route.work_centre}, whose idle ticks are not given",
    )


def _unique(what: str, names: Iterable[object]) -> None:
    twice = sorted(_name(name) for name, count in Counter(names).items() if count > 1)
    _demand(not twice, f"{what} {', '.join(twice)} is given twice; give it once")


def _name(parts: object) -> str:
    return " ".join(str(part) for part in parts if part) if isinstance(parts, tuple) else str(parts)


def _demand(holds: bool, message: str) -> None:
    if not holds:
        raise BadMatchInput(message)
