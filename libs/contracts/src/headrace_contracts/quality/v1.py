"""Made from proto/headrace/quality/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, Self

from headrace.quality.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message
from headrace_contracts.values import Quantity


class InspectionKind(StrEnum):
    UNSPECIFIED = "unspecified"
    INCOMING = "incoming"
    FINAL = "final"


_INSPECTIONKIND = {0: InspectionKind.UNSPECIFIED, 1: InspectionKind.INCOMING, 2: InspectionKind.FINAL}
_INSPECTIONKIND_LABEL = {
    InspectionKind.UNSPECIFIED: "INSPECTION_KIND_UNSPECIFIED",
    InspectionKind.INCOMING: "INSPECTION_KIND_INCOMING",
    InspectionKind.FINAL: "INSPECTION_KIND_FINAL",
}


class Disposition(StrEnum):
    UNSPECIFIED = "unspecified"
    USE_AS_IS = "use_as_is"
    REWORK = "rework"
    RETURN = "return"
    SCRAP = "scrap"


_DISPOSITION = {
    0: Disposition.UNSPECIFIED,
    1: Disposition.USE_AS_IS,
    2: Disposition.REWORK,
    3: Disposition.RETURN,
    4: Disposition.SCRAP,
}
_DISPOSITION_LABEL = {
    Disposition.UNSPECIFIED: "DISPOSITION_UNSPECIFIED",
    Disposition.USE_AS_IS: "DISPOSITION_USE_AS_IS",
    Disposition.REWORK: "DISPOSITION_REWORK",
    Disposition.RETURN: "DISPOSITION_RETURN",
    Disposition.SCRAP: "DISPOSITION_SCRAP",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionRequested:
    event_type: ClassVar[str] = "headrace.quality.v1.InspectionRequested"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "inspections"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    sample_size: int
    acceptance_number: int
    severity: str
    supplier: str
    rejection_number: int
    aql: str
    code_letter: str

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InspectionRequested.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InspectionRequested:
        return pb.InspectionRequested(
            inspection=self.inspection,
            kind=_INSPECTIONKIND_LABEL[self.kind],
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            sample_size=self.sample_size,
            acceptance_number=self.acceptance_number,
            severity=self.severity,
            supplier=self.supplier,
            rejection_number=self.rejection_number,
            aql=self.aql,
            code_letter=self.code_letter,
        )

    @classmethod
    def from_pb(cls, m: pb.InspectionRequested) -> Self:
        return cls(
            inspection=m.inspection,
            kind=_INSPECTIONKIND.get(m.kind, InspectionKind.UNSPECIFIED),
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            sample_size=m.sample_size,
            acceptance_number=m.acceptance_number,
            severity=m.severity,
            supplier=m.supplier,
            rejection_number=m.rejection_number,
            aql=m.aql,
            code_letter=m.code_letter,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotAccepted:
    event_type: ClassVar[str] = "headrace.quality.v1.LotAccepted"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "inspections"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    serials: tuple[str, ...] = ()
    again: bool | None = None

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.LotAccepted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.LotAccepted:
        return pb.LotAccepted(
            inspection=self.inspection,
            kind=_INSPECTIONKIND_LABEL[self.kind],
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            order_line=self.order_line,
            work_order=self.work_order,
            serials=self.serials,
            again=wire.unset_or(self.again),
        )

    @classmethod
    def from_pb(cls, m: pb.LotAccepted) -> Self:
        return cls(
            inspection=m.inspection,
            kind=_INSPECTIONKIND.get(m.kind, InspectionKind.UNSPECIFIED),
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            order_line=m.order_line,
            work_order=m.work_order,
            serials=tuple(m.serials),
            again=m.again if m.HasField("again") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotRejected:
    event_type: ClassVar[str] = "headrace.quality.v1.LotRejected"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "inspections"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    defects: int
    reason: str
    serials: tuple[str, ...] = ()
    again: bool | None = None
    reason_said: Message | None = None

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.LotRejected.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.LotRejected:
        return pb.LotRejected(
            inspection=self.inspection,
            kind=_INSPECTIONKIND_LABEL[self.kind],
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            order_line=self.order_line,
            work_order=self.work_order,
            defects=self.defects,
            reason=self.reason,
            serials=self.serials,
            again=wire.unset_or(self.again),
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.LotRejected) -> Self:
        return cls(
            inspection=m.inspection,
            kind=_INSPECTIONKIND.get(m.kind, InspectionKind.UNSPECIFIED),
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            order_line=m.order_line,
            work_order=m.work_order,
            defects=m.defects,
            reason=m.reason,
            serials=tuple(m.serials),
            again=m.again if m.HasField("again") else None,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotTakenBack:
    event_type: ClassVar[str] = "headrace.quality.v1.LotTakenBack"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "inspections"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_order: str
    item: str
    lot: str
    plant: str
    quantity: Quantity
    serials: tuple[str, ...] = ()
    reason: str

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.LotTakenBack.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.LotTakenBack:
        return pb.LotTakenBack(
            work_order=self.work_order,
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            serials=self.serials,
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.LotTakenBack) -> Self:
        return cls(
            work_order=m.work_order,
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            serials=tuple(m.serials),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LotDisposed:
    event_type: ClassVar[str] = "headrace.quality.v1.LotDisposed"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "nonconformances"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    nonconformance: str
    disposition: Disposition
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    reason: str
    purchase_order: str
    order_line: int
    serials: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.LotDisposed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.LotDisposed:
        return pb.LotDisposed(
            nonconformance=self.nonconformance,
            disposition=_DISPOSITION_LABEL[self.disposition],
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            supplier=self.supplier,
            reason=self.reason,
            purchase_order=self.purchase_order,
            order_line=self.order_line,
            serials=self.serials,
        )

    @classmethod
    def from_pb(cls, m: pb.LotDisposed) -> Self:
        return cls(
            nonconformance=m.nonconformance,
            disposition=_DISPOSITION.get(m.disposition, Disposition.UNSPECIFIED),
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            supplier=m.supplier,
            reason=m.reason,
            purchase_order=m.purchase_order,
            order_line=m.order_line,
            serials=tuple(m.serials),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InspectionReopened:
    event_type: ClassVar[str] = "headrace.quality.v1.InspectionReopened"
    topic: ClassVar[str] = "headrace.quality.v1"
    key_field: ClassVar[str] = "lot"
    shown_in: ClassVar[str] = "inspections"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    serials: tuple[str, ...] = ()
    accepted: bool
    reason: str
    again: bool

    @property
    def key(self) -> str:
        return self.lot

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InspectionReopened.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InspectionReopened:
        return pb.InspectionReopened(
            inspection=self.inspection,
            kind=_INSPECTIONKIND_LABEL[self.kind],
            item=self.item,
            lot=self.lot,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            order_line=self.order_line,
            work_order=self.work_order,
            serials=self.serials,
            accepted=self.accepted,
            reason=self.reason,
            again=self.again,
        )

    @classmethod
    def from_pb(cls, m: pb.InspectionReopened) -> Self:
        return cls(
            inspection=m.inspection,
            kind=_INSPECTIONKIND.get(m.kind, InspectionKind.UNSPECIFIED),
            item=m.item,
            lot=m.lot,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            order_line=m.order_line,
            work_order=m.work_order,
            serials=tuple(m.serials),
            accepted=m.accepted,
            reason=m.reason,
            again=m.again,
        )
