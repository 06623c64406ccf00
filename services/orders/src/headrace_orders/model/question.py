"""All that a promise is reckoned from, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from headrace_contracts.values import Price, Quantity, plain
from headrace_orders.model.parts import Allocation, Refusal
from headrace_orders.model.work import Effort, Hold, WorkCentre
from headrace_planning.model.demand import Demand, DemandKind
from headrace_planning.model.inputs import PlanningInputs
from headrace_planning.model.network import Network

PartKey = tuple[int, str]
"""A line and the plant that gives it, or a part of it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A line of the order that asks for a promise; its item is made or bought, and counted to so many places."""

    line: int
    item: str
    quantity: Quantity
    due: date
    decimals: int
    made: bool

    def quanta(self, quantity: Decimal) -> int:
        return int(quantity.scaleb(self.decimals))

    def amount(self, quanta: int) -> Quantity:
        return Quantity(Decimal(plain(Decimal(quanta).scaleb(-self.decimals))), self.quantity.unit)


@dataclass(frozen=True)
class Question:
    """`inputs` are the facts of planning with the orders that have a promise; `efforts` what plants can make."""

    order: str
    number: str
    priority: int
    lines: Sequence[Wanted]
    inputs: PlanningInputs
    network: Network
    plants: Sequence[str]
    efforts: Mapping[tuple[str, str], Mapping[str, Effort]]
    """(plant, item) -> work centre -> what it takes there."""
    centres: Mapping[str, WorkCentre]
    prices: Mapping[str, Price]
    """What a bought item costs; without a price nobody sells it."""
    versions: Mapping[str, int]
    """Of all orders that have a promise."""

    @property
    def today(self) -> date:
        return self.inputs.start

    @cached_property
    def by_number(self) -> Mapping[int, Wanted]:
        return {line.line: line for line in self.lines}

    def is_outdated_by(self, versions: Mapping[str, int]) -> bool:
        """Whether an order has a promise since, or one that competes with this has changed."""
        met = {demand.reference for demand in self.inputs.demands}
        return not versions.keys() <= self.versions.keys() or any(
            versions.get(name) != self.versions[name] for name in met
        )

    @property
    def currency(self) -> str:
        """In which costs are compared: that of the work, else that of what is bought."""
        of_work = {centre.cost_per_hour.currency for centre in self.centres.values()}
        return min(of_work or {price.currency for price in self.prices.values()}, default="")

    def demand(self, wanted: Wanted, plant: str, quantity: Quantity, due: date, promised: date | None = None) -> Demand:
        return Demand(
            DemandKind.CUSTOMER_ORDER,
            self.order,
            str(wanted.line),
            wanted.item,
            plant,
            quantity,
            due,
            self.priority,
            promised,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """Who makes what by when and who doesn't, the working time that takes, and whose parts are moved by it.

    Without allocations nobody can.
    """

    method: str
    allocations: Sequence[Allocation]
    refusals: Sequence[Refusal]
    holds: Sequence[Hold]
    moved: Mapping[str, Mapping[PartKey, date]]
    """Order -> its parts that are with the customer later than was promised."""
