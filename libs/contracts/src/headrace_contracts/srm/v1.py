"""Made from proto/headrace/srm/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from headrace.srm.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.values import Money, Price, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierItemPublished:
    event_type: ClassVar[str] = "headrace.srm.v1.SupplierItemPublished"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "supplier-items"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    supplier: str
    price: Money
    lead_time_days: int
    minimum: Quantity
    rank: int
    price_per_unit: Price | None = None
    blocked: bool | None = None

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.SupplierItemPublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.SupplierItemPublished:
        return pb.SupplierItemPublished(
            item=self.item,
            supplier=self.supplier,
            price=wire.money_to(self.price),
            lead_time_days=self.lead_time_days,
            minimum=wire.quantity_to(self.minimum),
            rank=self.rank,
            price_per_unit=None if self.price_per_unit is None else wire.price_to(self.price_per_unit),
            blocked=wire.unset_or(self.blocked),
        )

    @classmethod
    def from_pb(cls, m: pb.SupplierItemPublished) -> Self:
        return cls(
            item=m.item,
            supplier=m.supplier,
            price=wire.money_from(m.price),
            lead_time_days=m.lead_time_days,
            minimum=wire.quantity_from(m.minimum),
            rank=m.rank,
            price_per_unit=wire.price_from(m.price_per_unit) if m.HasField("price_per_unit") else None,
            blocked=m.blocked if m.HasField("blocked") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplierItemWithdrawn:
    event_type: ClassVar[str] = "headrace.srm.v1.SupplierItemWithdrawn"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "supplier-items"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    supplier: str
    minimum: Quantity

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.SupplierItemWithdrawn.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.SupplierItemWithdrawn:
        return pb.SupplierItemWithdrawn(item=self.item, supplier=self.supplier, minimum=wire.quantity_to(self.minimum))

    @classmethod
    def from_pb(cls, m: pb.SupplierItemWithdrawn) -> Self:
        return cls(item=m.item, supplier=m.supplier, minimum=wire.quantity_from(m.minimum))


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderLine:
    seen: ClassVar[wire.Seen] = {
        "line": ("all",),
        "item": ("all",),
        "quantity": ("all",),
        "price": ("all",),
        "due": ("all",),
        "price_per_unit": ("all",),
    }

    line: int
    item: str
    quantity: Quantity
    price: Money
    due: date
    proposals: tuple[str, ...] = ()
    price_per_unit: Price | None = None

    def to_pb(self) -> pb.PurchaseOrderLine:
        return pb.PurchaseOrderLine(
            line=self.line,
            item=self.item,
            quantity=wire.quantity_to(self.quantity),
            price=wire.money_to(self.price),
            due=wire.date_to(self.due),
            proposals=self.proposals,
            price_per_unit=None if self.price_per_unit is None else wire.price_to(self.price_per_unit),
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderLine) -> Self:
        return cls(
            line=m.line,
            item=m.item,
            quantity=wire.quantity_from(m.quantity),
            price=wire.money_from(m.price),
            due=wire.date_from(m.due),
            proposals=tuple(m.proposals),
            price_per_unit=wire.price_from(m.price_per_unit) if m.HasField("price_per_unit") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderPublished:
    event_type: ClassVar[str] = "headrace.srm.v1.PurchaseOrderPublished"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "purchase-orders"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "purchase_order": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "revision": ("all",),
        "lines": ("all",),
        "total": ("all",),
    }

    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: tuple[PurchaseOrderLine, ...] = ()
    total: Money

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseOrderPublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseOrderPublished:
        return pb.PurchaseOrderPublished(
            purchase_order=self.purchase_order,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            revision=self.revision,
            lines=[x.to_pb() for x in self.lines],
            total=wire.money_to(self.total),
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderPublished) -> Self:
        return cls(
            purchase_order=m.purchase_order,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            plant=m.plant,
            revision=m.revision,
            lines=tuple(PurchaseOrderLine.from_pb(x) for x in m.lines),
            total=wire.money_from(m.total),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderCounterProposed:
    event_type: ClassVar[str] = "headrace.srm.v1.PurchaseOrderCounterProposed"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "purchase-orders"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "purchase_order": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "revision": ("all",),
        "lines": ("all",),
        "reason": ("all",),
    }

    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: tuple[PurchaseOrderLine, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseOrderCounterProposed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseOrderCounterProposed:
        return pb.PurchaseOrderCounterProposed(
            purchase_order=self.purchase_order,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            revision=self.revision,
            lines=[x.to_pb() for x in self.lines],
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderCounterProposed) -> Self:
        return cls(
            purchase_order=m.purchase_order,
            buyer=m.buyer,
            supplier=m.supplier,
            plant=m.plant,
            revision=m.revision,
            lines=tuple(PurchaseOrderLine.from_pb(x) for x in m.lines),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderConfirmed:
    event_type: ClassVar[str] = "headrace.srm.v1.PurchaseOrderConfirmed"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "purchase-orders"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "purchase_order": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "revision": ("all",),
        "lines": ("all",),
        "total": ("all",),
    }

    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: tuple[PurchaseOrderLine, ...] = ()
    total: Money

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseOrderConfirmed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseOrderConfirmed:
        return pb.PurchaseOrderConfirmed(
            purchase_order=self.purchase_order,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            revision=self.revision,
            lines=[x.to_pb() for x in self.lines],
            total=wire.money_to(self.total),
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderConfirmed) -> Self:
        return cls(
            purchase_order=m.purchase_order,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            plant=m.plant,
            revision=m.revision,
            lines=tuple(PurchaseOrderLine.from_pb(x) for x in m.lines),
            total=wire.money_from(m.total),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderCancelled:
    event_type: ClassVar[str] = "headrace.srm.v1.PurchaseOrderCancelled"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "purchase-orders"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "purchase_order": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "reason": ("all",),
    }

    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    reason: str

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseOrderCancelled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseOrderCancelled:
        return pb.PurchaseOrderCancelled(
            purchase_order=self.purchase_order,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderCancelled) -> Self:
        return cls(purchase_order=m.purchase_order, buyer=m.buyer, supplier=m.supplier, plant=m.plant, reason=m.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseOrderLineClosed:
    event_type: ClassVar[str] = "headrace.srm.v1.PurchaseOrderLineClosed"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "purchase-orders"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "purchase_order": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "line": ("all",),
        "item": ("all",),
        "ordered": ("all",),
        "sent": ("all",),
        "received": ("all",),
        "reason": ("all",),
    }

    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    line: int
    item: str
    ordered: Quantity
    sent: Quantity
    received: Quantity
    reason: str

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseOrderLineClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseOrderLineClosed:
        return pb.PurchaseOrderLineClosed(
            purchase_order=self.purchase_order,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            line=self.line,
            item=self.item,
            ordered=wire.quantity_to(self.ordered),
            sent=wire.quantity_to(self.sent),
            received=wire.quantity_to(self.received),
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseOrderLineClosed) -> Self:
        return cls(
            purchase_order=m.purchase_order,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            plant=m.plant,
            line=m.line,
            item=m.item,
            ordered=wire.quantity_from(m.ordered),
            sent=wire.quantity_from(m.sent),
            received=wire.quantity_from(m.received),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNoteLine:
    seen: ClassVar[wire.Seen] = {
        "line": ("all",),
        "order_line": ("all",),
        "item": ("all",),
        "lot": ("all",),
        "quantity": ("all",),
    }

    line: int
    order_line: int
    item: str
    lot: str
    quantity: Quantity

    def to_pb(self) -> pb.DeliveryNoteLine:
        return pb.DeliveryNoteLine(
            line=self.line,
            order_line=self.order_line,
            item=self.item,
            lot=self.lot,
            quantity=wire.quantity_to(self.quantity),
        )

    @classmethod
    def from_pb(cls, m: pb.DeliveryNoteLine) -> Self:
        return cls(
            line=m.line, order_line=m.order_line, item=m.item, lot=m.lot, quantity=wire.quantity_from(m.quantity)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNoteSent:
    event_type: ClassVar[str] = "headrace.srm.v1.DeliveryNoteSent"
    topic: ClassVar[str] = "headrace.srm.v1"
    key_field: ClassVar[str] = "purchase_order"
    shown_in: ClassVar[str] = "delivery-notes"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "delivery_note": ("all",),
        "number": ("all",),
        "purchase_order": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "lines": ("all",),
        "replaces": ("all",),
    }

    delivery_note: str
    number: str
    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    lines: tuple[DeliveryNoteLine, ...] = ()
    replaces: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.purchase_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.DeliveryNoteSent.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.DeliveryNoteSent:
        return pb.DeliveryNoteSent(
            delivery_note=self.delivery_note,
            number=self.number,
            purchase_order=self.purchase_order,
            buyer=self.buyer,
            supplier=self.supplier,
            plant=self.plant,
            lines=[x.to_pb() for x in self.lines],
            replaces=self.replaces,
        )

    @classmethod
    def from_pb(cls, m: pb.DeliveryNoteSent) -> Self:
        return cls(
            delivery_note=m.delivery_note,
            number=m.number,
            purchase_order=m.purchase_order,
            buyer=m.buyer,
            supplier=m.supplier,
            plant=m.plant,
            lines=tuple(DeliveryNoteLine.from_pb(x) for x in m.lines),
            replaces=tuple(m.replaces),
        )
