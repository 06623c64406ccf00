"""Short ways to write planning facts in tests. It starts on Monday 2026-11-23; all days are worked."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.items import BomLine, PlanningItem, PlantCalendar, Source
from headrace_planning.model.supply import OpenSupply, StockOnHand, SupplyKind

START = date(2026, 11, 23)
EVERY_DAY = PlantCalendar("P1", frozenset(range(7)))
WEEKDAYS = PlantCalendar("P1")


def day(number):
    return START + timedelta(days=number)


def ea(number):
    return Quantity(Decimal(number), "EA")


def made(item, lead=1, **more):
    return PlanningItem(item, "P1", more.pop("unit", "EA"), Source.MAKE, lead, **more)


def bought(item, lead=1, **more):
    return PlanningItem(item, "P1", more.pop("unit", "EA"), Source.BUY, lead, **more)


def line(parent, component, per=1, **more):
    return BomLine(parent, component, Decimal(str(per)), **more)


def order(item, quantity, due, reference="SO1", line_="1", **more):
    return Demand(DemandKind.CUSTOMER_ORDER, reference, line_, item, "P1", ea(quantity), day(due), **more)


def forecast(item, quantity, due, release="F1"):
    return Demand(DemandKind.FORECAST, release, day(due).isoformat(), item, "P1", ea(quantity), day(due))


def stock(item, quantity, **more):
    return StockOnHand(item, "P1", ea(quantity), **more)


def purchase(item, quantity, due, reference="PO1", **more):
    return OpenSupply(SupplyKind.PURCHASE_ORDER, reference, item, "P1", ea(quantity), day(due), **more)


def work_order(item, quantity, due, reference="WO1", **more):
    return OpenSupply(SupplyKind.WORK_ORDER, reference, item, "P1", ea(quantity), day(due), **more)


def facts(*items, calendar=EVERY_DAY, **more):
    return PlanningInputs(
        START,
        items,
        calendars=(calendar,),
        **{k: tuple(v) if isinstance(v, list) else v for k, v in more.items()},
    )


def rows(plan):
    """Planned orders as (item, quantity, release, due) in day numbers, by item and release."""
    return sorted(
        (o.item, int(o.quantity.value), (o.release - START).days, (o.due - START).days) for o in plan.planned_orders
    )


def pegs(supply):
    return [(p.kind and p.kind.value, p.reference, int(p.quantity.value)) for p in supply.pegs]
