"""What is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from headrace_contracts.messages import Message, say
from headrace_contracts.values import Quantity
from headrace_planning.model.refusal import WrongQuantity


class DemandKind(StrEnum):
    CUSTOMER_ORDER = "customer_order"
    FORECAST = "forecast"
    SAFETY_STOCK = "safety_stock"


@dataclass(frozen=True, slots=True, order=True)
class OrderLine:
    reference: str
    line: str

    def __str__(self) -> str:
        return f"{self.reference}/{self.line}"


@dataclass(frozen=True, slots=True)
class Demand:
    """A customer's order line, or one bucket of a forecast release (`line` names the bucket)."""

    kind: DemandKind
    reference: str
    line: str
    item: str
    plant: str
    quantity: Quantity
    due: date
    priority: int = 0
    """Of a customer's order; the higher is served first when there is not enough for all."""
    promised: date | None = None
    """The day that the customer was told; None until then."""
    foreseen: Quantity | None = None
    """What of an order takes forecast: all that was ordered, also what has been shipped. None for `quantity`."""
    days: int = 1
    """A forecast is of so many days from `due` on."""

    def __post_init__(self) -> None:
        if self.quantity.value < 0:
            raise WrongQuantity(say("planning.negative-demand", demand=self, quantity=self.quantity))
        if self.days < 1:
            raise WrongQuantity(say("planning.demand-days", demand=self, days=self.days))

    @property
    def said(self) -> Message:
        return say(
            "planning.demand",
            kind=self.kind,
            reference=self.reference,
            line=self.line,
            item=self.item,
            plant=self.plant,
        )

    def __str__(self) -> str:
        return str(self.said)

    @property
    def planned_for(self) -> date:
        """No earlier than the customer was told, so that what was promised can always be planned."""
        return max(self.due, self.promised) if self.promised else self.due

    @property
    def order_line(self) -> OrderLine:
        return OrderLine(self.reference, self.line)


@dataclass(frozen=True, slots=True)
class ConsumptionWindow:
    """An order consumes forecast of up to so many days before its due date, then so many after."""

    backward_days: int = 30
    forward_days: int = 30
