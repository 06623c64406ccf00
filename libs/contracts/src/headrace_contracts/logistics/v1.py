"""Made from proto/headrace/logistics/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from headrace.logistics.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.values import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedLine:
    seen: ClassVar[wire.Seen] = {"order_line": ("all",), "item": ("all",), "lot": ("all",), "quantity": ("all",)}

    order_line: int
    item: str
    lot: str
    quantity: Quantity
    serials: tuple[str, ...] = ()

    def to_pb(self) -> pb.ReceivedLine:
        return pb.ReceivedLine(
            order_line=self.order_line,
            item=self.item,
            lot=self.lot,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
        )

    @classmethod
    def from_pb(cls, m: pb.ReceivedLine) -> Self:
        return cls(
            order_line=m.order_line,
            item=m.item,
            lot=m.lot,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class GoodsReceived:
    event_type: ClassVar[str] = "headrace.logistics.v1.GoodsReceived"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "receipt"
    shown_in: ClassVar[str] = "receipts"
    parties: ClassVar[tuple[str, ...]] = ("supplier",)
    seen: ClassVar[wire.Seen] = {
        "receipt": ("all",),
        "delivery_note": ("all",),
        "purchase_order": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "lines": ("all",),
    }

    receipt: str
    delivery_note: str
    purchase_order: str
    supplier: str
    plant: str
    lines: tuple[ReceivedLine, ...] = ()

    @property
    def key(self) -> str:
        return self.receipt

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.GoodsReceived.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.GoodsReceived:
        return pb.GoodsReceived(
            receipt=self.receipt,
            delivery_note=self.delivery_note,
            purchase_order=self.purchase_order,
            supplier=self.supplier,
            plant=self.plant,
            lines=[x.to_pb() for x in self.lines],
        )

    @classmethod
    def from_pb(cls, m: pb.GoodsReceived) -> Self:
        return cls(
            receipt=m.receipt,
            delivery_note=m.delivery_note,
            purchase_order=m.purchase_order,
            supplier=m.supplier,
            plant=m.plant,
            lines=tuple(ReceivedLine.from_pb(x) for x in m.lines),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    seen: ClassVar[wire.Seen] = {"order_line": ("all",), "item": ("all",), "lot": ("all",), "quantity": ("all",)}

    order_line: int
    item: str
    lot: str
    quantity: Quantity

    def to_pb(self) -> pb.MissingLine:
        return pb.MissingLine(
            order_line=self.order_line, item=self.item, lot=self.lot, quantity=wire.quantity_to(self.quantity)
        )

    @classmethod
    def from_pb(cls, m: pb.MissingLine) -> Self:
        return cls(order_line=m.order_line, item=m.item, lot=m.lot, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryNoteClosed:
    event_type: ClassVar[str] = "headrace.logistics.v1.DeliveryNoteClosed"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "delivery_note"
    shown_in: ClassVar[str] = "delivery-notes"
    parties: ClassVar[tuple[str, ...]] = ("supplier",)
    seen: ClassVar[wire.Seen] = {
        "delivery_note": ("all",),
        "number": ("all",),
        "purchase_order": ("all",),
        "supplier": ("all",),
        "plant": ("all",),
        "missing": ("all",),
        "reason": ("all",),
    }

    delivery_note: str
    number: str
    purchase_order: str
    supplier: str
    plant: str
    missing: tuple[MissingLine, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.delivery_note

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.DeliveryNoteClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.DeliveryNoteClosed:
        return pb.DeliveryNoteClosed(
            delivery_note=self.delivery_note,
            number=self.number,
            purchase_order=self.purchase_order,
            supplier=self.supplier,
            plant=self.plant,
            missing=[x.to_pb() for x in self.missing],
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.DeliveryNoteClosed) -> Self:
        return cls(
            delivery_note=m.delivery_note,
            number=m.number,
            purchase_order=m.purchase_order,
            supplier=m.supplier,
            plant=m.plant,
            missing=tuple(MissingLine.from_pb(x) for x in m.missing),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockChanged:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockChanged"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    plant: str
    available: Quantity
    inspection: Quantity
    blocked: Quantity
    cause: str
    reference: str

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockChanged.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockChanged:
        return pb.StockChanged(
            item=self.item,
            plant=self.plant,
            available=wire.quantity_to(self.available),
            inspection=wire.quantity_to(self.inspection),
            blocked=wire.quantity_to(self.blocked),
            cause=self.cause,
            reference=self.reference,
        )

    @classmethod
    def from_pb(cls, m: pb.StockChanged) -> Self:
        return cls(
            item=m.item,
            plant=m.plant,
            available=wire.quantity_from(m.available),
            inspection=wire.quantity_from(m.inspection),
            blocked=wire.quantity_from(m.blocked),
            cause=m.cause,
            reference=m.reference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotsMoved:
    event_type: ClassVar[str] = "headrace.logistics.v1.LotsMoved"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    plant: str
    held: tuple[HeldLot, ...] = ()
    cause: str
    reference: str

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.LotsMoved.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.LotsMoved:
        return pb.LotsMoved(
            item=self.item,
            plant=self.plant,
            held=[x.to_pb() for x in self.held],
            cause=self.cause,
            reference=self.reference,
        )

    @classmethod
    def from_pb(cls, m: pb.LotsMoved) -> Self:
        return cls(
            item=m.item,
            plant=m.plant,
            held=tuple(HeldLot.from_pb(x) for x in m.held),
            cause=m.cause,
            reference=m.reference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLot:
    seen: ClassVar[wire.Seen] = {}

    lot: str
    maker: str
    place: str
    party: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def to_pb(self) -> pb.HeldLot:
        return pb.HeldLot(
            lot=self.lot,
            maker=self.maker,
            place=self.place,
            party=self.party,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            gone=self.gone,
        )

    @classmethod
    def from_pb(cls, m: pb.HeldLot) -> Self:
        return cls(
            lot=m.lot,
            maker=m.maker,
            place=m.place,
            party=m.party,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            gone=tuple(m.gone),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockBlocked:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockBlocked"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock-notes"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockBlocked.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockBlocked:
        return pb.StockBlocked(
            note=self.note,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            maker=self.maker,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.StockBlocked) -> Self:
        return cls(
            note=m.note,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            maker=m.maker,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockReleased:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockReleased"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock-notes"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str
    block: str

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockReleased:
        return pb.StockReleased(
            note=self.note,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            maker=self.maker,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
            block=self.block,
        )

    @classmethod
    def from_pb(cls, m: pb.StockReleased) -> Self:
        return cls(
            note=m.note,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            maker=m.maker,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
            block=m.block,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockScrapped:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockScrapped"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock-notes"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str
    block: str

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockScrapped.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockScrapped:
        return pb.StockScrapped(
            note=self.note,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            maker=self.maker,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
            block=self.block,
        )

    @classmethod
    def from_pb(cls, m: pb.StockScrapped) -> Self:
        return cls(
            note=m.note,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            maker=m.maker,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
            block=m.block,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedPart:
    seen: ClassVar[wire.Seen] = {}

    purchase_order: str
    order_line: int
    quantity: Quantity

    def to_pb(self) -> pb.ReturnedPart:
        return pb.ReturnedPart(
            purchase_order=self.purchase_order, order_line=self.order_line, quantity=wire.quantity_to(self.quantity)
        )

    @classmethod
    def from_pb(cls, m: pb.ReturnedPart) -> Self:
        return cls(purchase_order=m.purchase_order, order_line=m.order_line, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class StockReturned:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockReturned"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock-notes"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    note: str
    item: str
    plant: str
    lot: str
    supplier: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str
    block: str
    parts: tuple[ReturnedPart, ...] = ()

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockReturned.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockReturned:
        return pb.StockReturned(
            note=self.note,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            supplier=self.supplier,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
            block=self.block,
            parts=[x.to_pb() for x in self.parts],
        )

    @classmethod
    def from_pb(cls, m: pb.StockReturned) -> Self:
        return cls(
            note=m.note,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            supplier=m.supplier,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
            block=m.block,
            parts=tuple(ReturnedPart.from_pb(x) for x in m.parts),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class StockCounted:
    event_type: ClassVar[str] = "headrace.logistics.v1.StockCounted"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "stock-notes"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str
    block: str
    before: Quantity

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.StockCounted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.StockCounted:
        return pb.StockCounted(
            note=self.note,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            maker=self.maker,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
            block=self.block,
            before=wire.quantity_to(self.before),
        )

    @classmethod
    def from_pb(cls, m: pb.StockCounted) -> Self:
        return cls(
            note=m.note,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            maker=m.maker,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
            block=m.block,
            before=wire.quantity_from(m.before),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedLine:
    seen: ClassVar[wire.Seen] = {}

    item: str
    lot: str
    serial: str
    quantity: Quantity
    maker: str | None = None

    def to_pb(self) -> pb.IssuedLine:
        return pb.IssuedLine(
            item=self.item,
            lot=self.lot,
            serial=self.serial,
            quantity=wire.quantity_to(self.quantity),
            maker=None if self.maker is None else self.maker,
        )

    @classmethod
    def from_pb(cls, m: pb.IssuedLine) -> Self:
        return cls(
            item=m.item,
            lot=m.lot,
            serial=m.serial,
            quantity=wire.quantity_from(m.quantity),
            maker=m.maker if m.HasField("maker") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialIssued:
    event_type: ClassVar[str] = "headrace.logistics.v1.MaterialIssued"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "issues"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    issue: str
    work_order: str
    plant: str
    lines: tuple[IssuedLine, ...] = ()
    lines_before: int | None = None

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MaterialIssued.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MaterialIssued:
        return pb.MaterialIssued(
            issue=self.issue,
            work_order=self.work_order,
            plant=self.plant,
            lines=[x.to_pb() for x in self.lines],
            lines_before=None if self.lines_before is None else self.lines_before,
        )

    @classmethod
    def from_pb(cls, m: pb.MaterialIssued) -> Self:
        return cls(
            issue=m.issue,
            work_order=m.work_order,
            plant=m.plant,
            lines=tuple(IssuedLine.from_pb(x) for x in m.lines),
            lines_before=m.lines_before if m.HasField("lines_before") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialScrapped:
    event_type: ClassVar[str] = "headrace.logistics.v1.MaterialScrapped"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "issues"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    issue: str
    work_order: str
    plant: str
    lines: tuple[IssuedLine, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MaterialScrapped.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MaterialScrapped:
        return pb.MaterialScrapped(
            issue=self.issue,
            work_order=self.work_order,
            plant=self.plant,
            lines=[x.to_pb() for x in self.lines],
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.MaterialScrapped) -> Self:
        return cls(
            issue=m.issue,
            work_order=m.work_order,
            plant=m.plant,
            lines=tuple(IssuedLine.from_pb(x) for x in m.lines),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedLot:
    seen: ClassVar[wire.Seen] = {}

    lot: str
    maker: str
    quantity: Quantity
    serials: tuple[str, ...] = ()

    def to_pb(self) -> pb.ShippedLot:
        return pb.ShippedLot(
            lot=self.lot, maker=self.maker, quantity=wire.quantity_to(self.quantity), serials=self.serials
        )

    @classmethod
    def from_pb(cls, m: pb.ShippedLot) -> Self:
        return cls(lot=m.lot, maker=m.maker, quantity=wire.quantity_from(m.quantity), serials=tuple(m.serials))


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippedLine:
    seen: ClassVar[wire.Seen] = {"order_line": ("all",), "item": ("all",), "quantity": ("all",)}

    order_line: int
    item: str
    quantity: Quantity
    lots: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    packed: tuple[ShippedLot, ...] = ()

    def to_pb(self) -> pb.ShippedLine:
        return pb.ShippedLine(
            order_line=self.order_line,
            item=self.item,
            quantity=wire.quantity_to(self.quantity),
            lots=self.lots,
            serials=self.serials,
            packed=[x.to_pb() for x in self.packed],
        )

    @classmethod
    def from_pb(cls, m: pb.ShippedLine) -> Self:
        return cls(
            order_line=m.order_line,
            item=m.item,
            quantity=wire.quantity_from(m.quantity),
            lots=tuple(m.lots),
            serials=tuple(m.serials),
            packed=tuple(ShippedLot.from_pb(x) for x in m.packed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentDispatched:
    event_type: ClassVar[str] = "headrace.logistics.v1.ShipmentDispatched"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "shipment"
    shown_in: ClassVar[str] = "shipments"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {
        "shipment": ("all",),
        "number": ("all",),
        "order": ("all",),
        "customer": ("all",),
        "lines": ("all",),
    }

    shipment: str
    number: str
    order: str
    customer: str
    plant: str
    carrier: str
    lines: tuple[ShippedLine, ...] = ()

    @property
    def key(self) -> str:
        return self.shipment

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ShipmentDispatched.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ShipmentDispatched:
        return pb.ShipmentDispatched(
            shipment=self.shipment,
            number=self.number,
            order=self.order,
            customer=self.customer,
            plant=self.plant,
            carrier=self.carrier,
            lines=[x.to_pb() for x in self.lines],
        )

    @classmethod
    def from_pb(cls, m: pb.ShipmentDispatched) -> Self:
        return cls(
            shipment=m.shipment,
            number=m.number,
            order=m.order,
            customer=m.customer,
            plant=m.plant,
            carrier=m.carrier,
            lines=tuple(ShippedLine.from_pb(x) for x in m.lines),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShipmentDelivered:
    event_type: ClassVar[str] = "headrace.logistics.v1.ShipmentDelivered"
    topic: ClassVar[str] = "headrace.logistics.v1"
    key_field: ClassVar[str] = "shipment"
    shown_in: ClassVar[str] = "shipments"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"shipment": ("all",), "order": ("all",), "customer": ("all",), "lines": ("all",)}

    shipment: str
    order: str
    customer: str
    plant: str
    received_by: str
    lines: tuple[ShippedLine, ...] = ()

    @property
    def key(self) -> str:
        return self.shipment

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ShipmentDelivered.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ShipmentDelivered:
        return pb.ShipmentDelivered(
            shipment=self.shipment,
            order=self.order,
            customer=self.customer,
            plant=self.plant,
            received_by=self.received_by,
            lines=[x.to_pb() for x in self.lines],
        )

    @classmethod
    def from_pb(cls, m: pb.ShipmentDelivered) -> Self:
        return cls(
            shipment=m.shipment,
            order=m.order,
            customer=m.customer,
            plant=m.plant,
            received_by=m.received_by,
            lines=tuple(ShippedLine.from_pb(x) for x in m.lines),
        )
