"""A shipment of an order: picked, dispatched, delivered."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.logistics.v1 import ShipmentDelivered, ShipmentDispatched, ShippedLine, ShippedLot
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import (
    Goods,
    LotInStock,
    Need,
    Pick,
    PickRule,
    Reason,
    Scan,
    ScanRefused,
    is_repeat,
    propose,
    refuse_impossible,
    take_scanned,
)


class WrongShipment(RuleBroken):
    """The shipment can't be made as it is asked for."""


class WrongStage(WrongState):
    """The shipment is not at the stage for it."""


class ShipmentState(StrEnum):
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


@dataclass(kw_only=True)
class Shipment(Aggregate):
    number: str
    order: str
    customer: str
    plant: str
    lines: list[ShipmentLine]
    state: ShipmentState = ShipmentState.PICKING
    picked: list[Picked] = field(default_factory=list)
    scans: dict[str, Scan] = field(default_factory=dict)
    carrier: str = ""
    dispatched_at: datetime | None = None
    received_by: str = ""
    delivered_at: datetime | None = None

    @classmethod
    def prepare(
        cls,
        shipment: str,
        number: str,
        *,
        tenant: str,
        order: str,
        customer: str,
        plant: str,
        lines: Collection[ShipmentLine],
    ) -> Shipment:
        if not lines or any(line.quantity.value <= 0 for line in lines):
            raise WrongShipment(say("logistics.shipment-lines", number=number, order=order))
        return cls(
            id=shipment,
            tenant=tenant,
            number=number,
            order=order,
            customer=customer,
            plant=plant,
            lines=list(lines),
        )

    def still_open(self, line: ShipmentLine) -> Quantity:
        taken = (p.pick.quantity for p in self.picked if p.order_line == line.order_line)
        return line.quantity - sum(taken, start=Quantity.zero(line.quantity.unit))

    def pick(self, scan: Scan, lots: Iterable[LotInStock], today: date) -> Picked | None:
        """Take scanned goods into the shipment; none when the same scan came before."""
        if is_repeat(self.scans, scan):
            return None
        self._refuse_unless(ShipmentState.PICKING)
        refuse_impossible(self.scans, scan)
        line = self._line_for(scan)
        picked = Picked(line.order_line, take_scanned(lots, scan, self._need(line, today)))
        self.scans[scan.client_id] = scan
        self.picked.append(picked)
        return picked

    def pick_by_rule(
        self, rule: PickRule, line: ShipmentLine, lots: Iterable[LotInStock], today: date
    ) -> tuple[Picked, ...]:
        """Take what a line still lacks from the lots the rule names, as far as the stock goes."""
        self._refuse_unless(ShipmentState.PICKING)
        found = tuple(Picked(line.order_line, pick) for pick in propose(lots, self._need(line, today), rule))
        self.picked += found
        return found

    def leave_rest(self) -> None:
        """Ship what is picked; the rest of the lines is for another shipment."""
        cut = [replace(line, quantity=line.quantity - self.still_open(line)) for line in self.lines]
        self.lines = [line for line in cut if line.quantity]
        if not self.lines:
            raise WrongShipment(say("logistics.nothing-picked", order=self.order))

    def dispatch(self, carrier: str, at: datetime) -> None:
        """The goods leave the plant, all of them together."""
        self._refuse_unless(ShipmentState.PICKING)
        open_lines = [line for line in self.lines if self.still_open(line)]
        missing = [say("logistics.still-lacks", quantity=self.still_open(line), item=line.item) for line in open_lines]
        if missing:
            raise WrongStage(say("logistics.shipment-lacks", number=self.number, missing=missing))
        self.state, self.carrier, self.dispatched_at = ShipmentState.DISPATCHED, carrier, at
        self.tell(
            ShipmentDispatched(
                shipment=self.id,
                number=self.number,
                order=self.order,
                customer=self.customer,
                plant=self.plant,
                carrier=carrier,
                lines=self._told_lines(),
            )
        )

    def deliver(self, received_by: str, at: datetime) -> None:
        """The customer has the goods, signed for by a person."""
        self._refuse_unless(ShipmentState.DISPATCHED)
        if not received_by.strip():
            raise WrongShipment(say("logistics.name-the-receiver", number=self.number))
        if self.dispatched_at is not None and at < self.dispatched_at:
            raise WrongShipment(
                say("logistics.arrived-before-it-left", number=self.number, dispatched_at=self.dispatched_at)
            )
        self.state, self.received_by, self.delivered_at = ShipmentState.DELIVERED, received_by, at
        self.tell(
            ShipmentDelivered(
                shipment=self.id,
                order=self.order,
                customer=self.customer,
                plant=self.plant,
                received_by=received_by,
                lines=self._told_lines(),
            )
        )

    def goods_on(self, line: ShipmentLine) -> list[Goods]:
        return [p.pick.goods for p in self.picked if p.order_line == line.order_line]

    def _told_lines(self) -> tuple[ShippedLine, ...]:
        return tuple(self._told(line) for line in self.lines)

    def _told(self, line: ShipmentLine) -> ShippedLine:
        goods = self.goods_on(line)
        return ShippedLine(
            order_line=line.order_line,
            item=line.item,
            quantity=line.quantity,
            lots=tuple(dict.fromkeys(g.lot for g in goods)),
            serials=tuple(g.serial for g in goods if g.serial),
            packed=self._packed(line),
        )

    def _packed(self, line: ShipmentLine) -> tuple[ShippedLot, ...]:
        lots: dict[tuple[str, str], list[Pick]] = {}
        for picked in self.picked:
            if picked.order_line == line.order_line:
                goods = picked.pick.goods
                lots.setdefault((goods.lot, goods.maker), []).append(picked.pick)
        return tuple(
            ShippedLot(
                lot=lot,
                maker=maker,
                quantity=sum((pick.quantity for pick in picks), start=Quantity.zero(line.quantity.unit)),
                serials=tuple(pick.goods.serial for pick in picks if pick.goods.serial),
            )
            for (lot, maker), picks in lots.items()
        )

    def _need(self, line: ShipmentLine, today: date) -> Need:
        return Need(line.item, self.still_open(line), self.tenant, self.plant, today)

    def _line_for(self, scan: Scan) -> ShipmentLine:
        """The first line of the item that is still open, or its last line when none is."""
        lines = [line for line in self.lines if line.item == scan.goods.item]
        if not lines:
            raise ScanRefused(
                Reason.WRONG_ITEM, say("logistics.order-has-no-such-item", order=self.order, item=scan.goods.item)
            )
        return next((line for line in lines if self.still_open(line)), lines[-1])

    def _refuse_unless(self, state: ShipmentState) -> None:
        if self.state is not state:
            raise WrongStage(say("logistics.wrong-stage", number=self.number, state=self.state, needed=state))
