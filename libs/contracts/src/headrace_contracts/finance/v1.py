"""Made from proto/headrace/finance/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Self

from headrace.finance.v1 import events_pb2 as pb
from headrace_contracts import wire
from headrace_contracts.messages import Message
from headrace_contracts.values import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceMatched:
    event_type: ClassVar[str] = "headrace.finance.v1.InvoiceMatched"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "invoice"
    shown_in: ClassVar[str] = "invoices"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "invoice": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "purchase_order": ("all",),
        "amount": ("all",),
        "payable": ("all",),
        "due": ("all",),
    }

    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    amount: Money
    payable: str
    due: date

    @property
    def key(self) -> str:
        return self.invoice

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InvoiceMatched.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InvoiceMatched:
        return pb.InvoiceMatched(
            invoice=self.invoice,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            amount=wire.money_to(self.amount),
            payable=self.payable,
            due=wire.date_to(self.due),
        )

    @classmethod
    def from_pb(cls, m: pb.InvoiceMatched) -> Self:
        return cls(
            invoice=m.invoice,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            amount=wire.money_from(m.amount),
            payable=m.payable,
            due=wire.date_from(m.due),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDisputed:
    event_type: ClassVar[str] = "headrace.finance.v1.InvoiceDisputed"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "invoice"
    shown_in: ClassVar[str] = "invoices"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "invoice": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "purchase_order": ("all",),
        "differences": ("all",),
        "differences_said": ("all",),
    }

    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    differences: tuple[str, ...] = ()
    differences_said: tuple[Message, ...] = ()

    @property
    def key(self) -> str:
        return self.invoice

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InvoiceDisputed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InvoiceDisputed:
        return pb.InvoiceDisputed(
            invoice=self.invoice,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            differences=self.differences,
            differences_said=[wire.message_to(x) for x in self.differences_said],
        )

    @classmethod
    def from_pb(cls, m: pb.InvoiceDisputed) -> Self:
        return cls(
            invoice=m.invoice,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            differences=tuple(m.differences),
            differences_said=tuple(wire.message_from(x) for x in m.differences_said),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceClosed:
    event_type: ClassVar[str] = "headrace.finance.v1.InvoiceClosed"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "invoice"
    shown_in: ClassVar[str] = "invoices"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "invoice": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "purchase_order": ("all",),
        "outcome": ("all",),
        "reason": ("all",),
    }

    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    outcome: str
    reason: str

    @property
    def key(self) -> str:
        return self.invoice

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InvoiceClosed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InvoiceClosed:
        return pb.InvoiceClosed(
            invoice=self.invoice,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            outcome=self.outcome,
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.InvoiceClosed) -> Self:
        return cls(
            invoice=m.invoice,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            outcome=m.outcome,
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceCredited:
    event_type: ClassVar[str] = "headrace.finance.v1.InvoiceCredited"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "invoice"
    shown_in: ClassVar[str] = "invoices"
    parties: ClassVar[tuple[str, ...]] = ("buyer", "supplier")
    seen: ClassVar[wire.Seen] = {
        "invoice": ("all",),
        "credit_note": ("all",),
        "number": ("all",),
        "buyer": ("all",),
        "supplier": ("all",),
        "purchase_order": ("all",),
        "amount": ("all",),
        "reason": ("all",),
    }

    invoice: str
    credit_note: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    amount: Money
    reason: str

    @property
    def key(self) -> str:
        return self.invoice

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.InvoiceCredited.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.InvoiceCredited:
        return pb.InvoiceCredited(
            invoice=self.invoice,
            credit_note=self.credit_note,
            number=self.number,
            buyer=self.buyer,
            supplier=self.supplier,
            purchase_order=self.purchase_order,
            amount=wire.money_to(self.amount),
            reason=self.reason,
        )

    @classmethod
    def from_pb(cls, m: pb.InvoiceCredited) -> Self:
        return cls(
            invoice=m.invoice,
            credit_note=m.credit_note,
            number=m.number,
            buyer=m.buyer,
            supplier=m.supplier,
            purchase_order=m.purchase_order,
            amount=wire.money_from(m.amount),
            reason=m.reason,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableConfirmed:
    event_type: ClassVar[str] = "headrace.finance.v1.PayableConfirmed"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "payable"
    shown_in: ClassVar[str] = "payables"
    parties: ClassVar[tuple[str, ...]] = ("debtor", "creditor")
    seen: ClassVar[wire.Seen] = {
        "payable": ("all",),
        "debtor": ("all",),
        "creditor": ("all",),
        "amount": ("all",),
        "due": ("all",),
    }

    payable: str
    debtor: str
    creditor: str
    amount: Money
    due: date

    @property
    def key(self) -> str:
        return self.payable

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PayableConfirmed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PayableConfirmed:
        return pb.PayableConfirmed(
            payable=self.payable,
            debtor=self.debtor,
            creditor=self.creditor,
            amount=wire.money_to(self.amount),
            due=wire.date_to(self.due),
        )

    @classmethod
    def from_pb(cls, m: pb.PayableConfirmed) -> Self:
        return cls(
            payable=m.payable,
            debtor=m.debtor,
            creditor=m.creditor,
            amount=wire.money_from(m.amount),
            due=wire.date_from(m.due),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PayableSettled:
    event_type: ClassVar[str] = "headrace.finance.v1.PayableSettled"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "payable"
    shown_in: ClassVar[str] = "payables"
    parties: ClassVar[tuple[str, ...]] = ("debtor", "creditor")
    seen: ClassVar[wire.Seen] = {
        "payable": ("all",),
        "debtor": ("all",),
        "creditor": ("all",),
        "amount": ("all",),
        "outstanding": ("all",),
        "means": ("all",),
        "reference": ("all",),
    }

    payable: str
    debtor: str
    creditor: str
    amount: Money
    outstanding: Money
    means: str
    reference: str

    @property
    def key(self) -> str:
        return self.payable

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PayableSettled.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PayableSettled:
        return pb.PayableSettled(
            payable=self.payable,
            debtor=self.debtor,
            creditor=self.creditor,
            amount=wire.money_to(self.amount),
            outstanding=wire.money_to(self.outstanding),
            means=self.means,
            reference=self.reference,
        )

    @classmethod
    def from_pb(cls, m: pb.PayableSettled) -> Self:
        return cls(
            payable=m.payable,
            debtor=m.debtor,
            creditor=m.creditor,
            amount=wire.money_from(m.amount),
            outstanding=wire.money_from(m.outstanding),
            means=m.means,
            reference=m.reference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteIssued:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteIssued"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("debtor", "holder")
    seen: ClassVar[wire.Seen] = {
        "note": ("all",),
        "root": ("all",),
        "debtor": ("all",),
        "holder": ("all",),
        "amount": ("all",),
        "maturity": ("all",),
        "payable": ("all",),
    }

    note: str
    root: str
    debtor: str
    holder: str
    amount: Money
    maturity: date
    payable: str

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteIssued.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteIssued:
        return pb.NoteIssued(
            note=self.note,
            root=self.root,
            debtor=self.debtor,
            holder=self.holder,
            amount=wire.money_to(self.amount),
            maturity=wire.date_to(self.maturity),
            payable=self.payable,
        )

    @classmethod
    def from_pb(cls, m: pb.NoteIssued) -> Self:
        return cls(
            note=m.note,
            root=m.root,
            debtor=m.debtor,
            holder=m.holder,
            amount=wire.money_from(m.amount),
            maturity=wire.date_from(m.maturity),
            payable=m.payable,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteAccepted:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteAccepted"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("holder",)
    seen: ClassVar[wire.Seen] = {"note": ("all",), "root": ("all",), "holder": ("all",)}

    note: str
    root: str
    holder: str

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteAccepted.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteAccepted:
        return pb.NoteAccepted(note=self.note, root=self.root, holder=self.holder)

    @classmethod
    def from_pb(cls, m: pb.NoteAccepted) -> Self:
        return cls(note=m.note, root=m.root, holder=m.holder)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteVoided:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteVoided"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("debtor", "holder")
    seen: ClassVar[wire.Seen] = {
        "note": ("all",),
        "root": ("all",),
        "debtor": ("all",),
        "holder": ("all",),
        "amount": ("all",),
        "payable": ("all",),
    }

    note: str
    root: str
    debtor: str
    holder: str
    amount: Money
    payable: str

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteVoided.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteVoided:
        return pb.NoteVoided(
            note=self.note,
            root=self.root,
            debtor=self.debtor,
            holder=self.holder,
            amount=wire.money_to(self.amount),
            payable=self.payable,
        )

    @classmethod
    def from_pb(cls, m: pb.NoteVoided) -> Self:
        return cls(
            note=m.note,
            root=m.root,
            debtor=m.debtor,
            holder=m.holder,
            amount=wire.money_from(m.amount),
            payable=m.payable,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePart:
    seen: ClassVar[wire.Seen] = {"note": ("all",), "amount": ("all",)}

    note: str
    amount: Money

    def to_pb(self) -> pb.NotePart:
        return pb.NotePart(note=self.note, amount=wire.money_to(self.amount))

    @classmethod
    def from_pb(cls, m: pb.NotePart) -> Self:
        return cls(note=m.note, amount=wire.money_from(m.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSplit:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteSplit"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("holder",)
    seen: ClassVar[wire.Seen] = {"note": ("all",), "root": ("all",), "holder": ("all",), "parts": ("all",)}

    note: str
    root: str
    holder: str
    parts: tuple[NotePart, ...] = ()

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteSplit.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteSplit:
        return pb.NoteSplit(note=self.note, root=self.root, holder=self.holder, parts=[x.to_pb() for x in self.parts])

    @classmethod
    def from_pb(cls, m: pb.NoteSplit) -> Self:
        return cls(note=m.note, root=m.root, holder=m.holder, parts=tuple(NotePart.from_pb(x) for x in m.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTransferred:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteTransferred"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("from_holder", "to_holder")
    seen: ClassVar[wire.Seen] = {
        "note": ("all",),
        "root": ("all",),
        "successor": ("all",),
        "from_holder": ("all",),
        "to_holder": ("all",),
        "amount": ("all",),
        "reference": ("all",),
    }

    note: str
    root: str
    successor: str
    from_holder: str
    to_holder: str
    amount: Money
    reference: str

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteTransferred.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteTransferred:
        return pb.NoteTransferred(
            note=self.note,
            root=self.root,
            successor=self.successor,
            from_holder=self.from_holder,
            to_holder=self.to_holder,
            amount=wire.money_to(self.amount),
            reference=self.reference,
        )

    @classmethod
    def from_pb(cls, m: pb.NoteTransferred) -> Self:
        return cls(
            note=m.note,
            root=m.root,
            successor=m.successor,
            from_holder=m.from_holder,
            to_holder=m.to_holder,
            amount=wire.money_from(m.amount),
            reference=m.reference,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteFinanced:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteFinanced"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("holder", "bank")
    seen: ClassVar[wire.Seen] = {
        "note": ("all",),
        "root": ("all",),
        "successor": ("all",),
        "holder": ("all",),
        "bank": ("all",),
        "amount": ("all",),
        "discount": ("all",),
        "proceeds": ("all",),
    }

    note: str
    root: str
    successor: str
    holder: str
    bank: str
    amount: Money
    discount: Money
    proceeds: Money

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteFinanced.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteFinanced:
        return pb.NoteFinanced(
            note=self.note,
            root=self.root,
            successor=self.successor,
            holder=self.holder,
            bank=self.bank,
            amount=wire.money_to(self.amount),
            discount=wire.money_to(self.discount),
            proceeds=wire.money_to(self.proceeds),
        )

    @classmethod
    def from_pb(cls, m: pb.NoteFinanced) -> Self:
        return cls(
            note=m.note,
            root=m.root,
            successor=m.successor,
            holder=m.holder,
            bank=m.bank,
            amount=wire.money_from(m.amount),
            discount=wire.money_from(m.discount),
            proceeds=wire.money_from(m.proceeds),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRedeemed:
    event_type: ClassVar[str] = "headrace.finance.v1.NoteRedeemed"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "root"
    shown_in: ClassVar[str] = "notes"
    parties: ClassVar[tuple[str, ...]] = ("debtor", "holder")
    seen: ClassVar[wire.Seen] = {
        "note": ("all",),
        "root": ("all",),
        "debtor": ("all",),
        "holder": ("all",),
        "amount": ("all",),
    }

    note: str
    root: str
    debtor: str
    holder: str
    amount: Money

    @property
    def key(self) -> str:
        return self.root

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.NoteRedeemed.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.NoteRedeemed:
        return pb.NoteRedeemed(
            note=self.note, root=self.root, debtor=self.debtor, holder=self.holder, amount=wire.money_to(self.amount)
        )

    @classmethod
    def from_pb(cls, m: pb.NoteRedeemed) -> Self:
        return cls(note=m.note, root=m.root, debtor=m.debtor, holder=m.holder, amount=wire.money_from(m.amount))


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerInvoiced:
    event_type: ClassVar[str] = "headrace.finance.v1.CustomerInvoiced"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "invoices"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {
        "invoice": ("all",),
        "number": ("all",),
        "order": ("all",),
        "customer": ("all",),
        "shipment": ("all",),
        "amount": ("all",),
    }

    invoice: str
    number: str
    order: str
    customer: str
    shipment: str
    amount: Money

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.CustomerInvoiced.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.CustomerInvoiced:
        return pb.CustomerInvoiced(
            invoice=self.invoice,
            number=self.number,
            order=self.order,
            customer=self.customer,
            shipment=self.shipment,
            amount=wire.money_to(self.amount),
        )

    @classmethod
    def from_pb(cls, m: pb.CustomerInvoiced) -> Self:
        return cls(
            invoice=m.invoice,
            number=m.number,
            order=m.order,
            customer=m.customer,
            shipment=m.shipment,
            amount=wire.money_from(m.amount),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentReceived:
    event_type: ClassVar[str] = "headrace.finance.v1.PaymentReceived"
    topic: ClassVar[str] = "headrace.finance.v1"
    key_field: ClassVar[str] = "order"
    shown_in: ClassVar[str] = "payments"
    parties: ClassVar[tuple[str, ...]] = ("customer",)
    seen: ClassVar[wire.Seen] = {
        "payment": ("all",),
        "invoice": ("all",),
        "order": ("all",),
        "customer": ("all",),
        "amount": ("all",),
    }

    payment: str
    invoice: str
    order: str
    customer: str
    amount: Money

    @property
    def key(self) -> str:
        return self.order

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PaymentReceived.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PaymentReceived:
        return pb.PaymentReceived(
            payment=self.payment,
            invoice=self.invoice,
            order=self.order,
            customer=self.customer,
            amount=wire.money_to(self.amount),
        )

    @classmethod
    def from_pb(cls, m: pb.PaymentReceived) -> Self:
        return cls(
            payment=m.payment, invoice=m.invoice, order=m.order, customer=m.customer, amount=wire.money_from(m.amount)
        )
