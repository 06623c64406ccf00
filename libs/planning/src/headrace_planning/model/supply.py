"""What is there or firmly on its way, and what is already spoken for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

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
            raise WrongQuantity(f"stock of {self.item} in {self.plant} is {self.quantity}; count it again")


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
            raise WrongQuantity(f"{self} is still to bring {self.quantity}; leave closed orders out")

    def __str__(self) -> str:
        return f"{self.kind} {self.reference} of {self.item} in {self.plant}"


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
            raise WrongQuantity(f"{self} is {self.quantity}; a need can't be negative")

    def __str__(self) -> str:
        return f"allocation of {self.item} in {self.plant} to work order {self.work_order}"
