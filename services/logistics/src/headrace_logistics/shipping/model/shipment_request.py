"""What a plant has to send for a customer's order, asked for when the order is matched."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.shipping.model.shipment import ShipmentLine


class RequestClosed(WrongState):
    """Nothing more is shipped for this order from this plant."""


class RequestState(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class RequestedLine:
    order_line: int
    item: str
    quantity: Quantity
    shipped: Quantity

    @property
    def rest(self) -> Quantity:
        return self.quantity - self.shipped


@dataclass(kw_only=True)
class ShipmentRequest(Aggregate):
    order: str
    customer: str
    plant: str
    lines: list[RequestedLine]
    state: RequestState = RequestState.OPEN

    @classmethod
    def of(
        cls, request: str, tenant: str, *, order: str, customer: str, plant: str, lines: Iterable[ShipmentLine]
    ) -> ShipmentRequest:
        wanted = [
            RequestedLine(line.order_line, line.item, line.quantity, Quantity.zero(line.quantity.unit))
            for line in lines
        ]
        return cls(id=request, tenant=tenant, order=order, customer=customer, plant=plant, lines=wanted)

    def open_lines(self) -> list[ShipmentLine]:
        """What is still to be sent. Raises RequestClosed when nothing is."""
        if self.state is not RequestState.OPEN:
            raise RequestClosed(
                say("logistics.nothing-more-shipped", order=self.order, plant=self.plant, state=self.state)
            )
        return [ShipmentLine(line.order_line, line.item, line.rest) for line in self.lines if line.rest]

    def ship(self, lines: Sequence[ShipmentLine]) -> None:
        sent = {line.order_line: line.quantity for line in lines}
        self.lines = [
            replace(line, shipped=line.shipped + sent[line.order_line]) if line.order_line in sent else line
            for line in self.lines
        ]
        if not any(line.rest for line in self.lines):
            self.state = RequestState.COMPLETE

    def cancel(self) -> None:
        """The order is cancelled; what was sent before stays sent."""
        if self.state is RequestState.OPEN:
            self.state = RequestState.CANCELLED
