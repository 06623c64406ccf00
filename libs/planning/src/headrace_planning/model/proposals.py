"""What a plan proposes, what it warns of, and whom each supply serves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from headrace_contracts.messages import Said
from headrace_contracts.values import Quantity
from headrace_planning.model.consumption import Consumption
from headrace_planning.model.demand import Demand, DemandKind, OrderLine
from headrace_planning.model.items import Place, Source
from headrace_planning.model.supply import SupplyKind


@dataclass(frozen=True, slots=True)
class Peg:
    """So much of a supply, in its unit, serves this demand in the end; without a kind nobody needs it yet."""

    kind: DemandKind | None
    reference: str
    line: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    reference: str
    """Unique in the plan and the same whenever the same facts are planned."""
    item: str
    plant: str
    source: Source
    quantity: Quantity
    """To order or to start; `good` of it are expected to be usable."""
    good: Quantity
    release: date
    due: date
    wanted_release: date
    """When it should be released for the dates that were asked for; before the plan's start when past due."""
    pegs: tuple[Peg, ...]
    reserved_for: OrderLine | None = None
    """The order line for which alone it is made."""


@dataclass(frozen=True, slots=True)
class CarriedAlong:
    """A planned order that serves no part of the line, but without it a lot that does can't be made whole."""

    order: str
    line: OrderLine


@dataclass(frozen=True, slots=True)
class Requirement:
    """Material that a planned order needs when it is released."""

    order: str
    item: str
    plant: str
    quantity: Quantity
    needed: date


@dataclass(frozen=True, slots=True)
class SupplyPegs:
    """Whom stock on hand or a firm order serves."""

    kind: SupplyKind
    reference: str
    item: str
    plant: str
    quantity: Quantity
    expected: date
    pegs: tuple[Peg, ...]


@dataclass(frozen=True, slots=True)
class DemandAnswer:
    """The date on which a demand can be met, and the chain of items that sets it when that is later than promised."""

    demand: Demand
    earliest: date
    critical_path: tuple[str, ...]

    @property
    def late_days(self) -> int:
        return max((self.earliest - self.demand.due).days, 0)


class ExceptionKind(StrEnum):
    EXPEDITE = "expedite"
    DEFER = "defer"
    CANCEL = "cancel"
    PAST_DUE = "past_due"
    LATE_DEMAND = "late_demand"
    FORECAST_NOT_PLANNED = "forecast_not_planned"
    NOT_PLANNED = "not_planned"
    STOCK_ELSEWHERE = "stock_elsewhere"


@dataclass(frozen=True, slots=True)
class PlanException:
    """Something a planner has to see to."""

    kind: ExceptionKind
    reference: str
    item: str
    plant: str
    stands: date
    """The date as it is."""
    wanted: date | None
    """The date as it should be."""
    message: Said
    order: str | None = None
    """The customer order that it is about."""


@dataclass(frozen=True, slots=True)
class StockDay:
    """What moves on one day of the plan and what is then in stock."""

    item: str
    plant: str
    day: date
    receipts: Quantity
    issues: Quantity
    closing: Quantity


@dataclass(frozen=True, slots=True)
class SupplyUse:
    """A supply, how much of it is used here, and what was used to make that much."""

    kind: SupplyKind
    reference: str
    item: str
    plant: str
    quantity: Quantity
    expected: date
    components: tuple[SupplyUse, ...]


class WhyNotPlanned(StrEnum):
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_ITEM = "unknown_item"
    UNKNOWN_PLANT = "unknown_plant"
    WRONG_QUANTITY = "wrong_quantity"
    WRONG_FACT = "wrong_fact"
    BOM_CYCLE = "bom_cycle"
    QUANTITY_TOO_LARGE = "quantity_too_large"
    NEEDS_ANOTHER = "needs_another"
    """Its own facts are right, but something that it is made of is not planned."""


@dataclass(frozen=True, slots=True)
class NotPlanned:
    """An item that was set aside in a plant because of a fact that can't be planned; all others are planned."""

    item: str
    plant: str
    why: WhyNotPlanned
    message: Said
    """Which fact it is, and how to mend it."""


class SupplyTrace(Protocol):
    def supplies_of(self, order: OrderLine) -> tuple[SupplyUse, ...]:
        """The tree of supplies that serves an order line; raises UnknownItem if it isn't planned."""
        ...


@dataclass(frozen=True, slots=True)
class Plan:
    start: date
    planned_orders: tuple[PlannedOrder, ...]
    carried: tuple[CarriedAlong, ...]
    requirements: tuple[Requirement, ...]
    exceptions: tuple[PlanException, ...]
    answers: tuple[DemandAnswer, ...]
    supply_pegs: tuple[SupplyPegs, ...]
    consumed: tuple[Consumption, ...]
    projection: tuple[StockDay, ...]
    trace: SupplyTrace = field(compare=False, repr=False)
    not_planned: tuple[NotPlanned, ...] = ()

    def needs(self) -> dict[Place, list[Decimal]]:
        return served_by(self.planned_orders)

    def waited_for(self) -> set[Place]:
        return keeping_waiting(self.answers)


def served_by(orders: Iterable[PlannedOrder]) -> dict[Place, list[Decimal]]:
    """By item and plant what planned orders serve somebody with, in order of time."""
    found: dict[Place, list[Decimal]] = defaultdict(list)
    for order in sorted(orders, key=lambda o: o.due):
        served = sum((peg.quantity.value for peg in order.pegs if peg.kind), start=Decimal(0))
        found[order.item, order.plant].append(served)
    return found


def keeping_waiting(answers: Iterable[DemandAnswer]) -> set[Place]:
    """What customers wait for who are served later than they were told, or than they wish."""
    late = (a for a in answers if a.late_days and a.demand.kind is DemandKind.CUSTOMER_ORDER)
    return {(item, answer.demand.plant) for answer in late for item in answer.critical_path}
