"""Orders that have a promise: what of them is still asked for, and which of them a new order can meet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_orders.model.order import Order
from headrace_orders.model.question import PartKey
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.items import Place
from headrace_planning.model.network import Network


def still_asked(order: Order, sent: Mapping[PartKey, Decimal]) -> Iterator[Demand]:
    """What was not sent yet, each part for the day that the customer was told."""
    for part in order.allocations:
        left = part.quantity.value - sent.get(part.key, Decimal(0))
        if left > 0:
            quantity = Quantity(left, part.quantity.unit)
            kind, line = DemandKind.CUSTOMER_ORDER, str(part.line)
            yield Demand(
                kind, order.id, line, part.item, part.plant, quantity, part.finish, order.priority, part.finish
            )


def met_by(places: Iterable[Place], asked: Sequence[Demand], network: Network) -> list[Demand]:
    """Those that need anything that is needed there, or that is needed by one of them, and so on."""
    touched = network.reached(places)
    waiting = [(demand, network.reached([(demand.item, demand.plant)])) for demand in asked]
    met: list[Demand] = []
    while True:
        near = [(demand, needed) for demand, needed in waiting if needed & touched]
        if not near:
            return met
        met += (demand for demand, _ in near)
        touched = touched.union(*(needed for _, needed in near))
        waiting = [(demand, needed) for demand, needed in waiting if not needed & touched]
