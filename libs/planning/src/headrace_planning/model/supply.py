"""What is there or firmly on its way, and what is already spoken for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headrace_contracts.messages import Message, say
from headrace_contracts.values import Quantity
from headrace_planning.model.demand import OrderLine
from headrace_planning.model.refusal import WrongQuantity


class SupplyKind(StrEnum):
    ON_HAND = "on_hand"
    INSPECTION = "inspection"
    PURCHASE_ORDER = "purchase_order"
    WORK_ORDER = "work_order"
    TRANSFER = "transfer"
    """On its way from another plant, which the reference names."""
    PLANNED_ORDER = "planned_order"


@dataclass(frozen=True, slots=True)
class StockOnHand:
    """Usable stock; of an item made to order it may be reserved for the order it was made for."""

    item: str
    plant: str
    quantity: Quantity
    reserved_for: OrderLine | None = None

    def __post_init__(self) -> None:
        if self.quantity.value < 0:
            raise WrongQuantity(
                say("planning.negative-stock", item=self.item, plant=self.plant, quantity=self.quantity)
            )

    @property
    def said(self) -> Message:
        return say("planning.stock", item=self.item, plant=self.plant)


@dataclass(frozen=True, slots=True)
class OpenSupply:
    """What a firm purchase or work order, or a lot under inspection, is still to bring; good pieces only."""

    kind: SupplyKind
    reference: str
    item: str
    plant: str
    quantity: Quantity
    due: date
    reserved_for: OrderLine | None = None

    def __post_init__(self) -> None:
        if not self.quantity.value > 0:
            raise WrongQuantity(say("planning.nothing-to-bring", supply=self, quantity=self.quantity))

    @property
    def said(self) -> Message:
        return say("planning.supply", kind=self.kind, reference=self.reference, item=self.item, plant=self.plant)

    def __str__(self) -> str:
        return str(self.said)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Material that a firm work order still has to be issued."""

    work_order: str
    item: str
    plant: str
    quantity: Quantity
    needed: date

    def __post_init__(self) -> None:
        if self.quantity.value < 0:
            raise WrongQuantity(say("planning.negative-need", need=self, quantity=self.quantity))

    @property
    def said(self) -> Message:
        return say("planning.allocation", item=self.item, plant=self.plant, work_order=self.work_order)

    def __str__(self) -> str:
        return str(self.said)
