"""A shipment of an order: picked, dispatched, delivered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.values import Quantity

from headrace_logistics.model.lots import LotInStock
from headrace_logistics.model.picking import Need, Pick, take_scanned
from headrace_logistics.model.refusal import Refused
from headrace_logistics.model.scanning import Reason, Scan, ScanRefused, is_repeat, refuse_impossible


class WrongShipment(Refused):
    """The shipment can't be made as it is asked for."""


class WrongStage(Refused):
    """The shipment is not at the stage for it."""


class ShipmentStatus(StrEnum):
    PICKING = "picking"
    DISPATCHED = "dispatched"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class ShipmentLine:
    order_line: int
    item: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Picked:
    order_line: int
    pick: Pick


@dataclass(slots=True)
class Shipment:
    number: str
    order: str
    customer: str
    company: str
    plant: str
    lines: tuple[ShipmentLine, ...]
    status: ShipmentStatus = ShipmentStatus.PICKING
    picked: list[Picked] = field(default_factory=list)
    scans: dict[str, Scan] = field(default_factory=dict)
    carrier: str = ""
    dispatched_at: datetime | None = None
    received_by: str = ""
    delivered_at: datetime | None = None

    @classmethod
    def prepare(
        cls,
        *,
        number: str,
        order: str,
        customer: str,
        company: str,
        plant: str,
        lines: Collection[ShipmentLine],
    ) -> "Shipment":
        if not lines or any(line.quantity.value <= 0 for line in lines):
            raise WrongShipment(f"shipment {number} of order {order} needs lines of more than 0 each")
        return cls(number, order, customer, company, plant, tuple(lines))

    def still_open(self, line: ShipmentLine) -> Quantity:
        taken = (p.pick.quantity for p in self.picked if p.order_line == line.order_line)
        return line.quantity - sum(taken, start=Quantity.zero(line.quantity.unit))

    def pick(self, scan: Scan, lots: Iterable[LotInStock], today: date) -> Picked | None:
        """Take scanned goods into the shipment; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        self._refuse_unless(ShipmentStatus.PICKING)
        refuse_impossible(self.scans, scan)
        line = self._line_for(scan)
        need = Need(line.item, self.still_open(line), self.company, self.plant, today)
        picked = Picked(line.order_line, take_scanned(lots, scan, need))
        self.scans[scan.client_id] = scan
        self.picked.append(picked)
        return picked

    def dispatch(self, carrier: str, at: datetime) -> None:
        """The goods leave the plant, all of them together."""
        self._refuse_unless(ShipmentStatus.PICKING)
        missing = [f"{self.still_open(line)} of {line.item}" for line in self.lines if self.still_open(line)]
        if missing:
            raise WrongStage(f"shipment {self.number} still lacks {', '.join(missing)}: pick them first")
        self.status = ShipmentStatus.DISPATCHED
        self.carrier = carrier
        self.dispatched_at = at

    def deliver(self, received_by: str, at: datetime) -> None:
        """The customer has the goods, signed for by a person."""
        self._refuse_unless(ShipmentStatus.DISPATCHED)
        if not received_by.strip():
            raise WrongShipment(f"shipment {self.number}: name the person who received it")
        if self.dispatched_at is not None and at < self.dispatched_at:
            raise WrongShipment(f"shipment {self.number} can't arrive before it left at {self.dispatched_at}")
        self.status = ShipmentStatus.DELIVERED
        self.received_by = received_by
        self.delivered_at = at

    def _line_for(self, scan: Scan) -> ShipmentLine:
        """The first line of the item that is still open, or its last line when none is."""
        lines = [line for line in self.lines if line.item == scan.goods.item]
        if not lines:
            raise ScanRefused(Reason.WRONG_ITEM, f"order {self.order} has no {scan.goods.item}: put it back")
        return next((line for line in lines if self.still_open(line)), lines[-1])

    def _refuse_unless(self, status: ShipmentStatus) -> None:
        if self.status is not status:
            raise WrongStage(f"shipment {self.number} is {self.status}, not {status}")
