"""Small worlds to promise in, without a database: a seller as heard, and orders that come one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from headrace_contracts.values import Price, Quantity
from headrace_orders.engine.promising import promise
from headrace_orders.model.order import Order, OrderState
from headrace_orders.model.question import Answer, Question, Wanted
from headrace_orders.model.rivals import met_by, still_asked
from headrace_orders.model.taking import CatalogueItem, WantedLine
from headrace_orders.model.work import Effort, WorkCentre
from headrace_planning.engine.offering import on_best_offers
from headrace_planning.engine.plan import plan
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.facts import Positions, laid_out
from headrace_planning.model.firm import FirmOrder
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.proposals import Plan
from headrace_planning.model.sourcing import Lots, SupplierOffer
from headrace_planning.model.supply import StockOnHand, SupplyKind

TODAY = date(2026, 3, 2)
"""A Monday."""


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def item(name: str, *, made: bool = False, lead: int = 0, decimals: int = 0, safety: str = "0", **lots: str) -> Item:
    unit = "KG" if decimals else "EA"
    return Item(name, unit, decimals, made, lead, Decimal(safety), Lots(**{k: Decimal(v) for k, v in lots.items()}))


def part(name: str, per: str = "1", scrap: str = "0", unit: str = "EA") -> Component:
    return Component(name, Quantity(Decimal(per), unit), Decimal(scrap), date(2020, 1, 1), None)


def offer(
    lead: int, price: str = "1", unit: str = "EA", minimum: str = "0", supplier: str = "s1", rank: int = 0
) -> SupplierOffer:
    return SupplierOffer(supplier, rank, Price(Decimal(price), "EUR"), lead, Quantity(Decimal(minimum), unit))


@dataclass
class World:
    """A seller. `order` places an order and promises it as the service would, beside all orders before it."""

    items: Sequence[Item]
    bills: Mapping[str, Sequence[Component]] = field(default_factory=dict)
    offers: Mapping[str, Sequence[SupplierOffer]] = field(default_factory=dict)
    plants: Sequence[str] = ("p1",)
    stock: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(item, plant) -> what is free."""
    coming: Sequence[FirmOrder] = ()
    inspected: Mapping[tuple[str, str], str] = field(default_factory=dict)
    run: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(plant, item) -> minutes of the plant's one work centre; what is made and not named takes a hundredth."""
    setup: Mapping[tuple[str, str], str] = field(default_factory=dict)
    minutes_per_day: str = "100000"
    hourly: Mapping[str, str] = field(default_factory=dict)
    forecast: Sequence[tuple[str, str, str, int]] = ()
    """Item, plant, quantity and day: the planners have it, a promise goes before it."""
    orders: list[Order] = field(default_factory=list)
    booked: dict[str, dict[date, Decimal]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Decimal)))

    @property
    def network(self) -> Network:
        made = {(known.item, plant) for known in self.items if known.made for plant in self.plants}
        return Network({i.item: i for i in self.items}, self.bills, self.offers, made, list(self.plants))

    @property
    def there(self) -> Positions:
        unit = {known.item: known.unit for known in self.items}
        stock = [StockOnHand(i, p, Quantity(Decimal(q), unit[i])) for (i, p), q in self.stock.items()]
        return Positions(stock, list(self.coming), {k: Decimal(q) for k, q in self.inspected.items()}, {})

    def order(self, *wanted: tuple[str, str, int], priority: int = 0) -> Order:
        """Lines of (item, quantity, day on which it is wanted)."""
        known = {i.item: i for i in self.items}
        catalogue = {
            i.item: CatalogueItem(i.item, i.item, i.unit, i.decimals, Price(Decimal(1), "EUR"), True, True)
            for i in self.items
        }
        number = len(self.orders) + 1
        placed = Order.wanted(
            f"ord_{number:03}",
            f"SO-{number:06}",
            seller="acme",
            customer="velo",
            wanted=[WantedLine(i, Quantity(Decimal(q), known[i].unit), day(due)) for i, q, due in wanted],
            catalogue=catalogue,
            today=TODAY,
            priority=priority,
        )
        self._keep(placed, promise(self.question(placed)))
        self.orders.append(placed)
        return placed

    def question(self, order: Order) -> Question:
        network = self.network
        places = [(line.item, plant) for line in order.lines for plant in self.plants]
        asked = [demand for other in self.promised for demand in still_asked(other, {})]
        lines = [
            Wanted(w.line, w.item, w.quantity, w.due, network.items[w.item].decimals, network.items[w.item].made)
            for w in order.lines
        ]
        return Question(
            order.id,
            order.number,
            order.priority,
            lines,
            laid_out(TODAY, network, met_by(places, asked, network), self.there, places),
            network,
            list(self.plants),
            {
                (plant, i.item): {f"{plant}-wc": self._effort(plant, i.item)}
                for i in self.items
                if i.made
                for plant in self.plants
            },
            {f"{plant}-wc": self._centre(plant) for plant in self.plants},
            {name: offers[0].price for name, offers in self.offers.items()},
            {},
        )

    @property
    def promised(self) -> list[Order]:
        return [order for order in self.orders if order.state is OrderState.MATCHED]

    def plan(self) -> Plan:
        """As the planners make it: of all orders, whatever they have in common, and of what is forecast."""
        asked = [demand for other in self.promised for demand in still_asked(other, {})]
        asked += [self._foreseen(*bucket) for bucket in self.forecast]
        return on_best_offers(plan, laid_out(TODAY, self.network, asked, self.there), self.network)[0]

    def planned_alone(self, order: Order) -> dict[str, date]:
        """Line -> the day that planning finds for it when it is asked for as it was wanted, and nothing else is."""
        asked = [
            Demand(DemandKind.CUSTOMER_ORDER, order.id, str(w.line), w.item, self.plants[0], w.quantity, w.due)
            for w in order.lines
        ]
        inputs = laid_out(TODAY, self.network, asked, self.there)
        answers = on_best_offers(plan, inputs, self.network)[0].answers
        return {answer.demand.line: max(answer.earliest, answer.demand.due) for answer in answers}

    def late(self) -> dict[tuple[str, str, str], int]:
        """Order, line and plant -> days by which the plan is later than was promised; the promise is to hold."""
        found = {
            (a.demand.reference, a.demand.line, a.demand.plant): (a.earliest - a.demand.due).days
            for a in self.plan().answers
            if a.demand.kind is DemandKind.CUSTOMER_ORDER
        }
        return {key: days for key, days in found.items() if days > 0}

    def _foreseen(self, name: str, plant: str, quantity: str, due: int) -> Demand:
        unit = self.network.unit_of(name)
        amount = Quantity(Decimal(quantity), unit)
        return Demand(DemandKind.FORECAST, "fc_1", day(due).isoformat(), name, plant, amount, day(due))

    def _effort(self, plant: str, name: str) -> Effort:
        return Effort(Decimal(self.setup.get((plant, name), "0")), Decimal(self.run.get((plant, name), "0.01")))

    def _centre(self, plant: str) -> WorkCentre:
        name = f"{plant}-wc"
        price = Price(Decimal(self.hourly.get(plant, "10")), "EUR")
        return WorkCentre(name, plant, Decimal(self.minutes_per_day), price, dict(self.booked[name]))

    def _keep(self, order: Order, answer: Answer) -> None:
        if not answer.allocations:
            order.refuse(answer.refusals)
            return
        order.match(answer.allocations, answer.refusals)
        for hold in answer.holds:
            self.booked[hold.work_centre][hold.day] += hold.minutes
        for other in self.orders:
            if other.id in answer.moved:
                other.move_parts(answer.moved[other.id], cause="goes first", reference=order.id)


def purchase(name: str, quantity: str, due: int, plant: str = "p1", unit: str = "EA") -> FirmOrder:
    amount = Quantity(Decimal(quantity), unit)
    return FirmOrder(SupplyKind.PURCHASE_ORDER, f"po {name} {due}", name, plant, amount, amount, day(due), day(due))


def work(name: str, quantity: str, start: int, due: int, plant: str = "p1", unit: str = "EA") -> FirmOrder:
    amount = Quantity(Decimal(quantity), unit)
    return FirmOrder(SupplyKind.WORK_ORDER, f"wo {name} {due}", name, plant, amount, amount, day(start), day(due))


def with_reference(orders: Sequence[FirmOrder]) -> list[FirmOrder]:
    return [replace(order, reference=f"{order.reference} #{n}") for n, order in enumerate(orders)]
