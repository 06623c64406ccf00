"""Made from proto/headrace/product/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Self

from headrace.product.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.values import Money, Price, Quantity


class Source(StrEnum):
    UNSPECIFIED = "unspecified"
    MAKE = "make"
    BUY = "buy"


_SOURCE = {0: Source.UNSPECIFIED, 1: Source.MAKE, 2: Source.BUY}
_SOURCE_LABEL = {Source.UNSPECIFIED: "SOURCE_UNSPECIFIED", Source.MAKE: "SOURCE_MAKE", Source.BUY: "SOURCE_BUY"}


class Tracking(StrEnum):
    UNSPECIFIED = "unspecified"
    LOT = "lot"
    SERIAL = "serial"


_TRACKING = {0: Tracking.UNSPECIFIED, 1: Tracking.LOT, 2: Tracking.SERIAL}
_TRACKING_LABEL = {
    Tracking.UNSPECIFIED: "TRACKING_UNSPECIFIED",
    Tracking.LOT: "TRACKING_LOT",
    Tracking.SERIAL: "TRACKING_SERIAL",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDefined:
    event_type: ClassVar[str] = "headrace.product.v1.ItemDefined"
    topic: ClassVar[str] = "headrace.product.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "items"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    name: str
    unit: str
    category: str
    subcategory: str
    source: Source
    tracking: Tracking
    sold: bool
    lead_time_days: int
    safety_stock: Quantity
    lot_minimum: Quantity
    lot_multiple: Quantity
    standard_cost: Money | None = None
    list_price: Money | None = None
    standard_cost_per_unit: Price | None = None
    list_price_per_unit: Price | None = None
    unit_decimals: int | None = None

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ItemDefined.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ItemDefined:
        return pb.ItemDefined(
            item=self.item,
            name=self.name,
            unit=self.unit,
            category=self.category,
            subcategory=self.subcategory,
            source=_SOURCE_LABEL[self.source],
            tracking=_TRACKING_LABEL[self.tracking],
            sold=self.sold,
            lead_time_days=self.lead_time_days,
            safety_stock=wire.quantity_to(self.safety_stock),
            lot_minimum=wire.quantity_to(self.lot_minimum),
            lot_multiple=wire.quantity_to(self.lot_multiple),
            standard_cost=None if self.standard_cost is None else wire.money_to(self.standard_cost),
            list_price=None if self.list_price is None else wire.money_to(self.list_price),
            standard_cost_per_unit=None
            if self.standard_cost_per_unit is None
            else wire.price_to(self.standard_cost_per_unit),
            list_price_per_unit=None if self.list_price_per_unit is None else wire.price_to(self.list_price_per_unit),
            unit_decimals=None if self.unit_decimals is None else self.unit_decimals,
        )

    @classmethod
    def from_pb(cls, m: pb.ItemDefined) -> Self:
        return cls(
            item=m.item,
            name=m.name,
            unit=m.unit,
            category=m.category,
            subcategory=m.subcategory,
            source=_SOURCE.get(m.source, Source.UNSPECIFIED),
            tracking=_TRACKING.get(m.tracking, Tracking.UNSPECIFIED),
            sold=m.sold,
            lead_time_days=m.lead_time_days,
            safety_stock=wire.quantity_from(m.safety_stock),
            lot_minimum=wire.quantity_from(m.lot_minimum),
            lot_multiple=wire.quantity_from(m.lot_multiple),
            standard_cost=wire.money_from(m.standard_cost) if m.HasField("standard_cost") else None,
            list_price=wire.money_from(m.list_price) if m.HasField("list_price") else None,
            standard_cost_per_unit=wire.price_from(m.standard_cost_per_unit)
            if m.HasField("standard_cost_per_unit")
            else None,
            list_price_per_unit=wire.price_from(m.list_price_per_unit) if m.HasField("list_price_per_unit") else None,
            unit_decimals=m.unit_decimals if m.HasField("unit_decimals") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BomLine:
    seen: ClassVar[wire.Seen] = {}

    component: str
    quantity_per: Quantity
    scrap_percent: str
    valid_from: date
    valid_to: date | None = None

    def to_pb(self) -> pb.BomLine:
        return pb.BomLine(
            component=self.component,
            quantity_per=wire.quantity_to(self.quantity_per),
            scrap_percent=self.scrap_percent,
            valid_from=wire.date_to(self.valid_from),
            valid_to=None if self.valid_to is None else wire.date_to(self.valid_to),
        )

    @classmethod
    def from_pb(cls, m: pb.BomLine) -> Self:
        return cls(
            component=m.component,
            quantity_per=wire.quantity_from(m.quantity_per),
            scrap_percent=m.scrap_percent,
            valid_from=wire.date_from(m.valid_from),
            valid_to=wire.date_from(m.valid_to) if m.HasField("valid_to") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BomPublished:
    event_type: ClassVar[str] = "headrace.product.v1.BomPublished"
    topic: ClassVar[str] = "headrace.product.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "boms"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    revision: int
    lines: tuple[BomLine, ...] = ()

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.BomPublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.BomPublished:
        return pb.BomPublished(item=self.item, revision=self.revision, lines=[x.to_pb() for x in self.lines])

    @classmethod
    def from_pb(cls, m: pb.BomPublished) -> Self:
        return cls(item=m.item, revision=m.revision, lines=tuple(BomLine.from_pb(x) for x in m.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingOperation:
    seen: ClassVar[wire.Seen] = {}

    sequence: int
    name: str
    work_centre: str
    setup_minutes: float
    run_minutes: float

    def to_pb(self) -> pb.RoutingOperation:
        return pb.RoutingOperation(
            sequence=self.sequence,
            name=self.name,
            work_centre=self.work_centre,
            setup_minutes=self.setup_minutes,
            run_minutes=self.run_minutes,
        )

    @classmethod
    def from_pb(cls, m: pb.RoutingOperation) -> Self:
        return cls(
            sequence=m.sequence,
            name=m.name,
            work_centre=m.work_centre,
            setup_minutes=m.setup_minutes,
            run_minutes=m.run_minutes,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingPublished:
    event_type: ClassVar[str] = "headrace.product.v1.RoutingPublished"
    topic: ClassVar[str] = "headrace.product.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "routings"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    plant: str
    revision: int
    operations: tuple[RoutingOperation, ...] = ()

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.RoutingPublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.RoutingPublished:
        return pb.RoutingPublished(
            item=self.item, plant=self.plant, revision=self.revision, operations=[x.to_pb() for x in self.operations]
        )

    @classmethod
    def from_pb(cls, m: pb.RoutingPublished) -> Self:
        return cls(
            item=m.item,
            plant=m.plant,
            revision=m.revision,
            operations=tuple(RoutingOperation.from_pb(x) for x in m.operations),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCentrePublished:
    event_type: ClassVar[str] = "headrace.product.v1.WorkCentrePublished"
    topic: ClassVar[str] = "headrace.product.v1"
    key_field: ClassVar[str] = "work_centre"
    shown_in: ClassVar[str] = "work-centres"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    work_centre: str
    plant: str
    name: str
    minutes_per_day: float
    cost_per_hour: Money
    machines: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.work_centre

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkCentrePublished.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkCentrePublished:
        return pb.WorkCentrePublished(
            work_centre=self.work_centre,
            plant=self.plant,
            name=self.name,
            minutes_per_day=self.minutes_per_day,
            cost_per_hour=wire.money_to(self.cost_per_hour),
            machines=self.machines,
        )

    @classmethod
    def from_pb(cls, m: pb.WorkCentrePublished) -> Self:
        return cls(
            work_centre=m.work_centre,
            plant=m.plant,
            name=m.name,
            minutes_per_day=m.minutes_per_day,
            cost_per_hour=wire.money_from(m.cost_per_hour),
            machines=tuple(m.machines),
        )
