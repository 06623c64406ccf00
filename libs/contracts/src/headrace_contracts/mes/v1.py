"""Made from proto/headrace/mes/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Self

from headrace.mes.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message
from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.values import Quantity


class Certainty(StrEnum):
    UNSPECIFIED = "unspecified"
    RECORDED = "recorded"
    POSSIBLE = "possible"


_CERTAINTY = {0: Certainty.UNSPECIFIED, 1: Certainty.RECORDED, 2: Certainty.POSSIBLE}
_CERTAINTY_LABEL = {
    Certainty.UNSPECIFIED: "CERTAINTY_UNSPECIFIED",
    Certainty.RECORDED: "CERTAINTY_RECORDED",
    Certainty.POSSIBLE: "CERTAINTY_POSSIBLE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderComponent:
    seen: ClassVar[wire.Seen] = {}

    item: str
    quantity: Quantity

    def to_pb(self) -> pb.WorkOrderComponent:
        return pb.WorkOrderComponent(item=self.item, quantity=wire.quantity_to(self.quantity))

    @classmethod
    def from_pb(cls, m: pb.WorkOrderComponent) -> Self:
        return cls(item=m.item, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderOperation:
    seen: ClassVar[wire.Seen] = {}

    sequence: int
    name: str
    work_centre: str
    minutes: float

    def to_pb(self) -> pb.WorkOrderOperation:
        return pb.WorkOrderOperation(
            sequence=self.sequence, name=self.name, work_centre=self.work_centre, minutes=self.minutes
        )

    @classmethod
    def from_pb(cls, m: pb.WorkOrderOperation) -> Self:
        return cls(sequence=m.sequence, name=m.name, work_centre=m.work_centre, minutes=m.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderCreated:
    event_type: ClassVar[str] = "headrace.mes.v1.WorkOrderCreated"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    number: str
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    proposal: str
    pegs: tuple[Peg, ...] = ()

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkOrderCreated.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkOrderCreated:
        return pb.WorkOrderCreated(
            work_order=self.work_order,
            number=self.number,
            item=self.item,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            start=wire.date_to(self.start),
            due=wire.date_to(self.due),
            proposal=self.proposal,
            pegs=[x.to_pb() for x in self.pegs],
        )

    @classmethod
    def from_pb(cls, m: pb.WorkOrderCreated) -> Self:
        return cls(
            work_order=m.work_order,
            number=m.number,
            item=m.item,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            start=wire.date_from(m.start),
            due=wire.date_from(m.due),
            proposal=m.proposal,
            pegs=tuple(Peg.from_pb(x) for x in m.pegs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderReleased:
    event_type: ClassVar[str] = "headrace.mes.v1.WorkOrderReleased"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    quantity: Quantity
    lot: str
    serials: tuple[str, ...] = ()
    components: tuple[WorkOrderComponent, ...] = ()
    operations: tuple[WorkOrderOperation, ...] = ()

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkOrderReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkOrderReleased:
        return pb.WorkOrderReleased(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            lot=self.lot,
            serials=self.serials,
            components=[x.to_pb() for x in self.components],
            operations=[x.to_pb() for x in self.operations],
        )

    @classmethod
    def from_pb(cls, m: pb.WorkOrderReleased) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            lot=m.lot,
            serials=tuple(m.serials),
            components=tuple(WorkOrderComponent.from_pb(x) for x in m.components),
            operations=tuple(WorkOrderOperation.from_pb(x) for x in m.operations),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationReported:
    event_type: ClassVar[str] = "headrace.mes.v1.OperationReported"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    sequence: int
    machine: str
    good: Quantity
    scrap: Quantity

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OperationReported.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OperationReported:
        return pb.OperationReported(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            sequence=self.sequence,
            machine=self.machine,
            good=wire.quantity_to(self.good),
            scrap=wire.quantity_to(self.scrap),
        )

    @classmethod
    def from_pb(cls, m: pb.OperationReported) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            sequence=m.sequence,
            machine=m.machine,
            good=wire.quantity_from(m.good),
            scrap=wire.quantity_from(m.scrap),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PiecesAssigned:
    event_type: ClassVar[str] = "headrace.mes.v1.PiecesAssigned"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    sequence: int
    machine: str
    pieces: int
    counted_at: datetime

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PiecesAssigned.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PiecesAssigned:
        return pb.PiecesAssigned(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            sequence=self.sequence,
            machine=self.machine,
            pieces=self.pieces,
            counted_at=wire.timestamp_to(self.counted_at),
        )

    @classmethod
    def from_pb(cls, m: pb.PiecesAssigned) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            sequence=m.sequence,
            machine=m.machine,
            pieces=m.pieces,
            counted_at=wire.timestamp_from(m.counted_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Consumption:
    seen: ClassVar[wire.Seen] = {}

    output: str
    component: str
    lot: str
    serial: str
    quantity: Quantity
    certainty: Certainty | None = None
    maker: str | None = None

    def to_pb(self) -> pb.Consumption:
        return pb.Consumption(
            output=self.output,
            component=self.component,
            lot=self.lot,
            serial=self.serial,
            quantity=wire.quantity_to(self.quantity),
            certainty=None if self.certainty is None else _CERTAINTY_LABEL[self.certainty],
            maker=None if self.maker is None else self.maker,
        )

    @classmethod
    def from_pb(cls, m: pb.Consumption) -> Self:
        return cls(
            output=m.output,
            component=m.component,
            lot=m.lot,
            serial=m.serial,
            quantity=wire.quantity_from(m.quantity),
            certainty=_CERTAINTY.get(m.certainty, Certainty.UNSPECIFIED) if m.HasField("certainty") else None,
            maker=m.maker if m.HasField("maker") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialUsed:
    event_type: ClassVar[str] = "headrace.mes.v1.MaterialUsed"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    lot: str
    consumed: tuple[Consumption, ...] = ()

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MaterialUsed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MaterialUsed:
        return pb.MaterialUsed(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            consumed=[x.to_pb() for x in self.consumed],
        )

    @classmethod
    def from_pb(cls, m: pb.MaterialUsed) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            consumed=tuple(Consumption.from_pb(x) for x in m.consumed),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsCompleted:
    event_type: ClassVar[str] = "headrace.mes.v1.UnitsCompleted"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    lot: str
    serials: tuple[str, ...] = ()
    quantity: Quantity
    consumed: tuple[Consumption, ...] = ()
    pegs: tuple[Peg, ...] = ()

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.UnitsCompleted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.UnitsCompleted:
        return pb.UnitsCompleted(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            serials=self.serials,
            quantity=wire.quantity_to(self.quantity),
            consumed=[x.to_pb() for x in self.consumed],
            pegs=[x.to_pb() for x in self.pegs],
        )

    @classmethod
    def from_pb(cls, m: pb.UnitsCompleted) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            serials=tuple(m.serials),
            quantity=wire.quantity_from(m.quantity),
            consumed=tuple(Consumption.from_pb(x) for x in m.consumed),
            pegs=tuple(Peg.from_pb(x) for x in m.pegs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsTakenBack:
    event_type: ClassVar[str] = "headrace.mes.v1.UnitsTakenBack"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    lot: str
    serials: tuple[str, ...] = ()
    quantity: Quantity
    unused: tuple[Consumption, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.UnitsTakenBack.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.UnitsTakenBack:
        return pb.UnitsTakenBack(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            lot=self.lot,
            serials=self.serials,
            quantity=wire.quantity_to(self.quantity),
            unused=[x.to_pb() for x in self.unused],
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.UnitsTakenBack) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            lot=m.lot,
            serials=tuple(m.serials),
            quantity=wire.quantity_from(m.quantity),
            unused=tuple(Consumption.from_pb(x) for x in m.unused),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderClosed:
    event_type: ClassVar[str] = "headrace.mes.v1.WorkOrderClosed"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    good: Quantity
    scrap: Quantity
    consumed: tuple[Consumption, ...] = ()
    short: Quantity | None = None
    reason: str | None = None

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkOrderClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkOrderClosed:
        return pb.WorkOrderClosed(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            good=wire.quantity_to(self.good),
            scrap=wire.quantity_to(self.scrap),
            consumed=[x.to_pb() for x in self.consumed],
            short=None if self.short is None else wire.quantity_to(self.short),
            reason=None if self.reason is None else self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.WorkOrderClosed) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            good=wire.quantity_from(m.good),
            scrap=wire.quantity_from(m.scrap),
            consumed=tuple(Consumption.from_pb(x) for x in m.consumed),
            short=wire.quantity_from(m.short) if m.HasField("short") else None,
            reason=m.reason if m.HasField("reason") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderCancelled:
    event_type: ClassVar[str] = "headrace.mes.v1.WorkOrderCancelled"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    reason: str

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkOrderCancelled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkOrderCancelled:
        return pb.WorkOrderCancelled(work_order=self.work_order, item=self.item, plant=self.plant, reason=self.reason)

    @classmethod
    def from_pb(cls, m: pb.WorkOrderCancelled) -> Self:
        return cls(work_order=m.work_order, item=m.item, plant=m.plant, reason=m.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderRescheduled:
    event_type: ClassVar[str] = "headrace.mes.v1.WorkOrderRescheduled"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_order"
    shown_in: ClassVar[str] = "work-orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    plant: str
    previous: date
    due: date
    cause: str
    reference: str
    pegs: tuple[Peg, ...] = ()
    cause_said: Message | None = None

    @property
    def key(self) -> str:
        return self.work_order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkOrderRescheduled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkOrderRescheduled:
        return pb.WorkOrderRescheduled(
            work_order=self.work_order,
            item=self.item,
            plant=self.plant,
            previous=wire.date_to(self.previous),
            due=wire.date_to(self.due),
            cause=self.cause,
            reference=self.reference,
            pegs=[x.to_pb() for x in self.pegs],
            cause_said=None if self.cause_said is None else wire.message_to(self.cause_said),
        )

    @classmethod
    def from_pb(cls, m: pb.WorkOrderRescheduled) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            plant=m.plant,
            previous=wire.date_from(m.previous),
            due=wire.date_from(m.due),
            cause=m.cause,
            reference=m.reference,
            pegs=tuple(Peg.from_pb(x) for x in m.pegs),
            cause_said=wire.message_from(m.cause_said) if m.HasField("cause_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedDay:
    seen: ClassVar[wire.Seen] = {}

    day: date
    minutes: float

    def to_pb(self) -> pb.BookedDay:
        return pb.BookedDay(day=wire.date_to(self.day), minutes=self.minutes)

    @classmethod
    def from_pb(cls, m: pb.BookedDay) -> Self:
        return cls(day=wire.date_from(m.day), minutes=m.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityPublished:
    event_type: ClassVar[str] = "headrace.mes.v1.CapacityPublished"
    topic: ClassVar[str] = "headrace.mes.v1"
    key_field: ClassVar[str] = "work_centre"
    shown_in: ClassVar[str] = "capacity"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_centre: str
    plant: str
    minutes_per_day: float
    booked: tuple[BookedDay, ...] = ()

    @property
    def key(self) -> str:
        return self.work_centre

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.CapacityPublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.CapacityPublished:
        return pb.CapacityPublished(
            work_centre=self.work_centre,
            plant=self.plant,
            minutes_per_day=self.minutes_per_day,
            booked=[x.to_pb() for x in self.booked],
        )

    @classmethod
    def from_pb(cls, m: pb.CapacityPublished) -> Self:
        return cls(
            work_centre=m.work_centre,
            plant=m.plant,
            minutes_per_day=m.minutes_per_day,
            booked=tuple(BookedDay.from_pb(x) for x in m.booked),
        )
