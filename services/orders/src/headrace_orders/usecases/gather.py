"""The question that an order asks the matching engine, gathered from what is known of the factories.

Days are counted from today. The engine's tick is a tenth of a minute, its money a hundredth of a minor unit, its
quantum one unit of the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from headrace_chassis.tx import Tx
from headrace_orders.engine import Factory, Line, Route, Stock
from headrace_orders.model.material import Materials
from headrace_orders.model.order import Order, OrderLine
from headrace_orders.store import catalogue, factories
from headrace_orders.store.factories import WorkCentre

HORIZON_DAYS = 365
TICKS_PER_MINUTE = 10
COST_SCALE = 100


@dataclass(frozen=True, slots=True)
class Question:
    """An order and the factories, as the engine takes them."""

    today: date
    lines: list[Line]
    factories: list[Factory]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store knows of the factories that concerns one order."""

    routings: Mapping[tuple[str, str], Mapping[str, float]]
    centres: list[WorkCentre]
    free: Mapping[tuple[str, str], Decimal]


async def gather(tx: Tx, order: Order) -> Question:
    items = {line.item for line in order.lines}
    known = _Known(
        await factories.routings(tx, order.tenant, items),
        await factories.work_centres(tx, order.tenant),
        await factories.free_stock(tx, order.tenant, items),
    )
    sites = []
    for plant in await factories.plants(tx, order.tenant):
        materials = await catalogue.materials(tx, order.tenant, plant, tx.today)
        sites.append(_factory(plant, order, known, materials, tx.today))
    return Question(tx.today, [_line(line, order, tx.today) for line in order.lines], sites)


def _factory(plant: str, order: Order, known: _Known, materials: Materials, today: date) -> Factory:
    centres = {centre.name: centre for centre in known.centres if centre.plant == plant}
    wanted: dict[str, Decimal] = {}
    for line in order.lines:
        wanted[line.item] = wanted.get(line.item, Decimal(0)) + line.quantity.value
    routes, stock = [], []
    for item, quantity in wanted.items():
        minutes = known.routings.get((plant, item), {})
        if minutes and all(name in centres for name in minutes):
            routes.append(_route(item, minutes, centres, materials.ready_in(item, quantity)))
        if known.free.get((plant, item), Decimal(0)) >= 1:
            stock.append(Stock(item, int(known.free[plant, item]), 0))
    idle = {name: _idle(centre, today) for name, centre in centres.items()}
    return Factory(plant, tuple(routes), tuple(stock), idle)


def _line(line: OrderLine, order: Order, today: date) -> Line:
    return Line(str(line.line), line.item, int(line.quantity.value), (line.due - today).days, order.priority)


def bottleneck(minutes: Mapping[str, float], centres: Mapping[str, WorkCentre]) -> str:
    """The work centre where a piece takes the largest share of a day."""
    return max(minutes, key=lambda name: minutes[name] / centres[name].minutes_per_day)


def _route(item: str, minutes: Mapping[str, float], centres: Mapping[str, WorkCentre], material_day: int) -> Route:
    tightest = bottleneck(minutes, centres)
    cost = sum(m / 60 * centres[name].cost_per_hour_minor for name, m in minutes.items())
    ticks = max(1, round(minutes[tightest] * TICKS_PER_MINUTE))
    return Route(item, tightest, ticks, round(cost * COST_SCALE), material_day)


def _idle(centre: WorkCentre, today: date) -> list[int]:
    days = (today + timedelta(days=n) for n in range(HORIZON_DAYS))
    return [max(0, round((centre.minutes_per_day - centre.booked.get(d, 0.0)) * TICKS_PER_MINUTE)) for d in days]
