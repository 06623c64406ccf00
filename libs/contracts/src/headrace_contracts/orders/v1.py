"""Made from proto/headrace/orders/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from headrace.orders.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message
from headrace_contracts.values import Money, Price, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    seen: ClassVar[wire.Seen] = {
        "line": ("all",),
        "item": ("all",),
        "quantity": ("all",),
        "due": ("all",),
        "unit_price": ("all",),
        "price_per_unit": ("all",),
    }

    line: int
    item: str
    quantity: Quantity
    due: date
    unit_price: Money
    price_per_unit: Price | None = None

    def to_pb(self) -> pb.OrderLine:
        return pb.OrderLine(
            line=self.line,
            item=self.item,
            quantity=wire.quantity_to(self.quantity),
            due=wire.date_to(self.due),
            unit_price=wire.money_to(self.unit_price),
            price_per_unit=None if self.price_per_unit is None else wire.price_to(self.price_per_unit),
        )

    @classmethod
    def from_pb(cls, m: pb.OrderLine) -> Self:
        return cls(
            line=m.line,
            item=m.item,
            quantity=wire.quantity_from(m.quantity),
            due=wire.date_from(m.due),
            unit_price=wire.money_from(m.unit_price),
            price_per_unit=wire.price_from(m.price_per_unit) if m.HasField("price_per_unit") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderPlaced"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {
        "order": ("all",),
        "number": ("all",),
        "customer": ("all",),
        "priority": ("all",),
        "lines": ("all",),
        "total": ("all",),
    }

    order: str
    number: str
    customer: str
    priority: int
    lines: tuple[OrderLine, ...] = ()
    total: Money

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderPlaced.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderPlaced:
        return pb.OrderPlaced(
            order=self.order,
            number=self.number,
            customer=self.customer,
            priority=self.priority,
            lines=[x.to_pb() for x in self.lines],
            total=wire.money_to(self.total),
        )

    @classmethod
    def from_pb(cls, m: pb.OrderPlaced) -> Self:
        return cls(
            order=m.order,
            number=m.number,
            customer=m.customer,
            priority=m.priority,
            lines=tuple(OrderLine.from_pb(x) for x in m.lines),
            total=wire.money_from(m.total),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    seen: ClassVar[wire.Seen] = {}

    line: int
    item: str
    plant: str
    quantity: Quantity
    start: date
    finish: date
    reason: str
    reason_said: Message | None = None

    def to_pb(self) -> pb.Allocation:
        return pb.Allocation(
            line=self.line,
            item=self.item,
            plant=self.plant,
            quantity=wire.quantity_to(self.quantity),
            start=wire.date_to(self.start),
            finish=wire.date_to(self.finish),
            reason=self.reason,
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.Allocation) -> Self:
        return cls(
            line=m.line,
            item=m.item,
            plant=m.plant,
            quantity=wire.quantity_from(m.quantity),
            start=wire.date_from(m.start),
            finish=wire.date_from(m.finish),
            reason=m.reason,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    seen: ClassVar[wire.Seen] = {}

    line: int
    plant: str
    code: str
    reason: str
    reason_said: Message | None = None

    def to_pb(self) -> pb.Refusal:
        return pb.Refusal(
            line=self.line,
            plant=self.plant,
            code=self.code,
            reason=self.reason,
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.Refusal) -> Self:
        return cls(
            line=m.line,
            plant=m.plant,
            code=m.code,
            reason=m.reason,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMatched:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderMatched"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "promise": ("all",)}

    order: str
    customer: str
    priority: int
    allocations: tuple[Allocation, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    promise: date

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderMatched.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderMatched:
        return pb.OrderMatched(
            order=self.order,
            customer=self.customer,
            priority=self.priority,
            allocations=[x.to_pb() for x in self.allocations],
            refusals=[x.to_pb() for x in self.refusals],
            promise=wire.date_to(self.promise),
        )

    @classmethod
    def from_pb(cls, m: pb.OrderMatched) -> Self:
        return cls(
            order=m.order,
            customer=m.customer,
            priority=m.priority,
            allocations=tuple(Allocation.from_pb(x) for x in m.allocations),
            refusals=tuple(Refusal.from_pb(x) for x in m.refusals),
            promise=wire.date_from(m.promise),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRefused:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderRefused"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",)}

    order: str
    customer: str
    refusals: tuple[Refusal, ...] = ()

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderRefused.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderRefused:
        return pb.OrderRefused(order=self.order, customer=self.customer, refusals=[x.to_pb() for x in self.refusals])

    @classmethod
    def from_pb(cls, m: pb.OrderRefused) -> Self:
        return cls(order=m.order, customer=m.customer, refusals=tuple(Refusal.from_pb(x) for x in m.refusals))


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseMoved:
    event_type: ClassVar[str] = "headrace.orders.v1.PromiseMoved"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "previous": ("all",), "promise": ("all",)}

    order: str
    customer: str
    previous: date
    promise: date
    cause: str
    reference: str
    allocations: tuple[Allocation, ...] = ()
    cause_said: Message | None = None

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PromiseMoved.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PromiseMoved:
        return pb.PromiseMoved(
            order=self.order,
            customer=self.customer,
            previous=wire.date_to(self.previous),
            promise=wire.date_to(self.promise),
            cause=self.cause,
            reference=self.reference,
            allocations=[x.to_pb() for x in self.allocations],
            cause_said=None if self.cause_said is None else wire.message_to(self.cause_said),
        )

    @classmethod
    def from_pb(cls, m: pb.PromiseMoved) -> Self:
        return cls(
            order=m.order,
            customer=m.customer,
            previous=wire.date_from(m.previous),
            promise=wire.date_from(m.promise),
            cause=m.cause,
            reference=m.reference,
            allocations=tuple(Allocation.from_pb(x) for x in m.allocations),
            cause_said=wire.message_from(m.cause_said) if m.HasField("cause_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderCancelled"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "reason": ("all",)}

    order: str
    customer: str
    reason: str

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderCancelled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderCancelled:
        return pb.OrderCancelled(order=self.order, customer=self.customer, reason=self.reason)

    @classmethod
    def from_pb(cls, m: pb.OrderCancelled) -> Self:
        return cls(order=m.order, customer=m.customer, reason=m.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    seen: ClassVar[wire.Seen] = {"line": ("all",), "item": ("all",), "quantity": ("all",)}

    line: int
    item: str
    quantity: Quantity

    def to_pb(self) -> pb.TakenBack:
        return pb.TakenBack(line=self.line, item=self.item, quantity=wire.quantity_to(self.quantity))

    @classmethod
    def from_pb(cls, m: pb.TakenBack) -> Self:
        return cls(line=m.line, item=m.item, quantity=wire.quantity_from(m.quantity))


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderClosed:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderClosed"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "reason": ("all",), "lines": ("all",)}

    order: str
    customer: str
    reason: str
    lines: tuple[TakenBack, ...] = ()

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderClosed:
        return pb.OrderClosed(
            order=self.order, customer=self.customer, reason=self.reason, lines=[x.to_pb() for x in self.lines]
        )

    @classmethod
    def from_pb(cls, m: pb.OrderClosed) -> Self:
        return cls(
            order=m.order, customer=m.customer, reason=m.reason, lines=tuple(TakenBack.from_pb(x) for x in m.lines)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingFailed:
    event_type: ClassVar[str] = "headrace.orders.v1.MatchingFailed"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    order: str
    customer: str
    reason: str
    reason_said: Message | None = None

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.MatchingFailed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.MatchingFailed:
        return pb.MatchingFailed(
            order=self.order,
            customer=self.customer,
            reason=self.reason,
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.MatchingFailed) -> Self:
        return cls(
            order=m.order,
            customer=m.customer,
            reason=m.reason,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFulfilled:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderFulfilled"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",)}

    order: str
    customer: str

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderFulfilled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderFulfilled:
        return pb.OrderFulfilled(order=self.order, customer=self.customer)

    @classmethod
    def from_pb(cls, m: pb.OrderFulfilled) -> Self:
        return cls(order=m.order, customer=m.customer)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerTermsStated:
    event_type: ClassVar[str] = "headrace.orders.v1.CustomerTermsStated"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "seller"
    shown_in: ClassVar[str] = "customer-terms"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    seller: str
    customer: str
    ordering: str
    most_per_line: str | None = None
    most_open: Money | None = None
    highest_priority: int

    @property
    def key(self) -> str:
        return self.seller

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.CustomerTermsStated.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.CustomerTermsStated:
        return pb.CustomerTermsStated(
            seller=self.seller,
            customer=self.customer,
            ordering=self.ordering,
            most_per_line=None if self.most_per_line is None else self.most_per_line,
            most_open=None if self.most_open is None else wire.money_to(self.most_open),
            highest_priority=self.highest_priority,
        )

    @classmethod
    def from_pb(cls, m: pb.CustomerTermsStated) -> Self:
        return cls(
            seller=m.seller,
            customer=m.customer,
            ordering=m.ordering,
            most_per_line=m.most_per_line if m.HasField("most_per_line") else None,
            most_open=wire.money_from(m.most_open) if m.HasField("most_open") else None,
            highest_priority=m.highest_priority,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingTermsStated:
    event_type: ClassVar[str] = "headrace.orders.v1.BuyingTermsStated"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "customer"
    shown_in: ClassVar[str] = "buying-terms"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    customer: str
    seller: str
    ordering: str
    most_per_line: str | None = None
    most_open: Money | None = None

    @property
    def key(self) -> str:
        return self.customer

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.BuyingTermsStated.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.BuyingTermsStated:
        return pb.BuyingTermsStated(
            customer=self.customer,
            seller=self.seller,
            ordering=self.ordering,
            most_per_line=None if self.most_per_line is None else self.most_per_line,
            most_open=None if self.most_open is None else wire.money_to(self.most_open),
        )

    @classmethod
    def from_pb(cls, m: pb.BuyingTermsStated) -> Self:
        return cls(
            customer=m.customer,
            seller=m.seller,
            ordering=m.ordering,
            most_per_line=m.most_per_line if m.HasField("most_per_line") else None,
            most_open=wire.money_from(m.most_open) if m.HasField("most_open") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderProposed:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderProposed"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {
        "order": ("all",),
        "number": ("all",),
        "customer": ("all",),
        "reason": ("all",),
        "lines": ("all",),
        "total": ("all",),
        "waits_for": ("all",),
        "reason_said": ("all",),
    }

    order: str
    number: str
    customer: str
    reason: str
    lines: tuple[OrderLine, ...] = ()
    total: Money
    waits_for: str | None = None
    reason_said: Message | None = None

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderProposed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderProposed:
        return pb.OrderProposed(
            order=self.order,
            number=self.number,
            customer=self.customer,
            reason=self.reason,
            lines=[x.to_pb() for x in self.lines],
            total=wire.money_to(self.total),
            waits_for=None if self.waits_for is None else self.waits_for,
            reason_said=None if self.reason_said is None else wire.message_to(self.reason_said),
        )

    @classmethod
    def from_pb(cls, m: pb.OrderProposed) -> Self:
        return cls(
            order=m.order,
            number=m.number,
            customer=m.customer,
            reason=m.reason,
            lines=tuple(OrderLine.from_pb(x) for x in m.lines),
            total=wire.money_from(m.total),
            waits_for=m.waits_for if m.HasField("waits_for") else None,
            reason_said=wire.message_from(m.reason_said) if m.HasField("reason_said") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderDeclined:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderDeclined"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "reason": ("all",), "declined_by": ("all",)}

    order: str
    customer: str
    reason: str
    declined_by: str | None = None

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderDeclined.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderDeclined:
        return pb.OrderDeclined(
            order=self.order,
            customer=self.customer,
            reason=self.reason,
            declined_by=None if self.declined_by is None else self.declined_by,
        )

    @classmethod
    def from_pb(cls, m: pb.OrderDeclined) -> Self:
        return cls(
            order=m.order,
            customer=m.customer,
            reason=m.reason,
            declined_by=m.declined_by if m.HasField("declined_by") else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWithdrawn:
    event_type: ClassVar[str] = "headrace.orders.v1.OrderWithdrawn"
    topic: ClassVar[str] = "headrace.orders.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "orders"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {"order": ("all",), "customer": ("all",), "reason": ("all",)}

    order: str
    customer: str
    reason: str

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrderWithdrawn.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrderWithdrawn:
        return pb.OrderWithdrawn(order=self.order, customer=self.customer, reason=self.reason)

    @classmethod
    def from_pb(cls, m: pb.OrderWithdrawn) -> Self:
        return cls(order=m.order, customer=m.customer, reason=m.reason)
