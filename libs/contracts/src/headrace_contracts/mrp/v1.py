"""Made from proto/headrace/mrp/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from headrace.mrp.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message
from headrace_contracts.values import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Peg:
    seen: ClassVar[wire.Seen] = {}

    order: str
    line: int
    quantity: Quantity

    def to_pb(self) -> pb.Peg:
        return pb.Peg(order=self.order, line=self.line, quantity=wire.quantity_to(self.quantity))

    @classmethod
    def from_pb(cls, m: pb.Peg) -> Self:
        return cls(order=m.order, line=m.line, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlanned:
    seen: ClassVar[wire.Seen] = {}

    item: str
    plant: str
    code: str
    reason: str
    reason_said: Message | None = None

    def to_pb(self) -> pb.NotPlanned:
        return pb.NotPlanned(
            item=self.item,
            plant=self.plant,
            code=self.code,
            reason=self.reason,
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.NotPlanned) -> Self:
        return cls(
            item=m.item,
            plant=m.plant,
            code=m.code,
            reason=m.reason,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCommitted:
    event_type: ClassVar[str] = "headrace.mrp.v1.PlanCommitted"
    topic: ClassVar[str] = "headrace.mrp.v1"
    key_field: ClassVar[str] = "plan"
    shown_in: ClassVar[str] = "plans"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    plan: str
    items: int
    proposals: int
    exceptions: int
    late_orders: int
    forecast_release: str
    set_aside: int | None = None
    not_planned: tuple[NotPlanned, ...] = ()

    @property
    def key(self) -> str:
        return self.plan

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PlanCommitted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PlanCommitted:
        return pb.PlanCommitted(
            plan=self.plan,
            items=self.items,
            proposals=self.proposals,
            exceptions=self.exceptions,
            late_orders=self.late_orders,
            forecast_release=self.forecast_release,
            set_aside=None if self.set_aside is None else self.set_aside,
            not_planned=[x.to_pb() for x in self.not_planned],
        )

    @classmethod
    def from_pb(cls, m: pb.PlanCommitted) -> Self:
        return cls(
            plan=m.plan,
            items=m.items,
            proposals=m.proposals,
            exceptions=m.exceptions,
            late_orders=m.late_orders,
            forecast_release=m.forecast_release,
            set_aside=m.set_aside if m.HasField("set_aside") else None,
            not_planned=tuple(NotPlanned.from_pb(x) for x in m.not_planned),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PurchaseProposalReleased:
    event_type: ClassVar[str] = "headrace.mrp.v1.PurchaseProposalReleased"
    topic: ClassVar[str] = "headrace.mrp.v1"
    key_field: ClassVar[str] = "proposal"
    shown_in: ClassVar[str] = "proposals"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    proposal: str
    plan: str
    item: str
    plant: str
    supplier: str
    quantity: Quantity
    order_by: date
    need_by: date
    pegs: tuple[Peg, ...] = ()
    batch: str
    together: int | None = None

    @property
    def key(self) -> str:
        return self.proposal

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PurchaseProposalReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PurchaseProposalReleased:
        return pb.PurchaseProposalReleased(
            proposal=self.proposal,
            plan=self.plan,
            item=self.item,
            plant=self.plant,
            supplier=self.supplier,
            quantity=wire.quantity_to(self.quantity),
            order_by=wire.date_to(self.order_by),
            need_by=wire.date_to(self.need_by),
            pegs=[x.to_pb() for x in self.pegs],
            batch=self.batch,
            together=None if self.together is None else self.together,
        )

    @classmethod
    def from_pb(cls, m: pb.PurchaseProposalReleased) -> Self:
        return cls(
            proposal=m.proposal,
            plan=m.plan,
            item=m.item,
            plant=m.plant,
            supplier=m.supplier,
            quantity=wire.quantity_from(m.quantity),
            order_by=wire.date_from(m.order_by),
            need_by=wire.date_from(m.need_by),
            pegs=tuple(Peg.from_pb(x) for x in m.pegs),
            batch=m.batch,
            together=m.together if m.HasField("together") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkProposalReleased:
    event_type: ClassVar[str] = "headrace.mrp.v1.WorkProposalReleased"
    topic: ClassVar[str] = "headrace.mrp.v1"
    key_field: ClassVar[str] = "proposal"
    shown_in: ClassVar[str] = "proposals"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    proposal: str
    plan: str
    item: str
    plant: str
    quantity: Quantity
    start: date
    due: date
    pegs: tuple[Peg, ...] = ()

    @property
    def key(self) -> str:
        return self.proposal

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.WorkProposalReleased.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.WorkProposalReleased:
        return pb.WorkProposalReleased(
            proposal=self.proposal,
            plan=self.plan,
            item=self.item,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            start=wire.date_to(self.start),
            due=wire.date_to(self.due),
            pegs=[x.to_pb() for x in self.pegs],
        )

    @classmethod
    def from_pb(cls, m: pb.WorkProposalReleased) -> Self:
        return cls(
            proposal=m.proposal,
            plan=m.plan,
            item=m.item,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            start=wire.date_from(m.start),
            due=wire.date_from(m.due),
            pegs=tuple(Peg.from_pb(x) for x in m.pegs),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageFound:
    event_type: ClassVar[str] = "headrace.mrp.v1.ShortageFound"
    topic: ClassVar[str] = "headrace.mrp.v1"
    key_field: ClassVar[str] = "item"
    shown_in: ClassVar[str] = "shortages"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    item: str
    plant: str
    quantity: Quantity
    cause: str
    reference: str
    cause_said: Message | None = None

    @property
    def key(self) -> str:
        return self.item

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.ShortageFound.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.ShortageFound:
        return pb.ShortageFound(
            item=self.item,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            cause=self.cause,
            reference=self.reference,
            cause_said=None if self.cause_said is None else wire.message_to(self.cause_said),
        )

    @classmethod
    def from_pb(cls, m: pb.ShortageFound) -> Self:
        return cls(
            item=m.item,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            cause=m.cause,
            reference=m.reference,
            cause_said=wire.message_from(m.cause_said) if m.HasField("cause_said") else None,
        )
