from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InvoiceMatched(_message.Message):
    __slots__ = ("invoice", "number", "buyer", "supplier", "purchase_order", "amount", "payable", "due")
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PAYABLE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    amount: _values_pb2.Money
    payable: str
    due: _values_pb2.Date
    def __init__(self, invoice: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., payable: _Optional[str] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ...) -> None: ...

class InvoiceDisputed(_message.Message):
    __slots__ = ("invoice", "number", "buyer", "supplier", "purchase_order", "differences", "differences_said")
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_SAID_FIELD_NUMBER: _ClassVar[int]
    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    differences: _containers.RepeatedScalarFieldContainer[str]
    differences_said: _containers.RepeatedCompositeFieldContainer[_values_pb2.Message]
    def __init__(self, invoice: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., differences: _Optional[_Iterable[str]] = ..., differences_said: _Optional[_Iterable[_Union[_values_pb2.Message, _Mapping]]] = ...) -> None: ...

class InvoiceClosed(_message.Message):
    __slots__ = ("invoice", "number", "buyer", "supplier", "purchase_order", "outcome", "reason")
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    invoice: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    outcome: str
    reason: str
    def __init__(self, invoice: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., outcome: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class InvoiceCredited(_message.Message):
    __slots__ = ("invoice", "credit_note", "number", "buyer", "supplier", "purchase_order", "amount", "reason")
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    CREDIT_NOTE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    invoice: str
    credit_note: str
    number: str
    buyer: str
    supplier: str
    purchase_order: str
    amount: _values_pb2.Money
    reason: str
    def __init__(self, invoice: _Optional[str] = ..., credit_note: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class PayableConfirmed(_message.Message):
    __slots__ = ("payable", "debtor", "creditor", "amount", "due")
    PAYABLE_FIELD_NUMBER: _ClassVar[int]
    DEBTOR_FIELD_NUMBER: _ClassVar[int]
    CREDITOR_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    payable: str
    debtor: str
    creditor: str
    amount: _values_pb2.Money
    due: _values_pb2.Date
    def __init__(self, payable: _Optional[str] = ..., debtor: _Optional[str] = ..., creditor: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ...) -> None: ...

class PayableSettled(_message.Message):
    __slots__ = ("payable", "debtor", "creditor", "amount", "outstanding", "means", "reference")
    PAYABLE_FIELD_NUMBER: _ClassVar[int]
    DEBTOR_FIELD_NUMBER: _ClassVar[int]
    CREDITOR_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    OUTSTANDING_FIELD_NUMBER: _ClassVar[int]
    MEANS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    payable: str
    debtor: str
    creditor: str
    amount: _values_pb2.Money
    outstanding: _values_pb2.Money
    means: str
    reference: str
    def __init__(self, payable: _Optional[str] = ..., debtor: _Optional[str] = ..., creditor: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., outstanding: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., means: _Optional[str] = ..., reference: _Optional[str] = ...) -> None: ...

class NoteIssued(_message.Message):
    __slots__ = ("note", "root", "debtor", "holder", "amount", "maturity", "payable")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    DEBTOR_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    MATURITY_FIELD_NUMBER: _ClassVar[int]
    PAYABLE_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    debtor: str
    holder: str
    amount: _values_pb2.Money
    maturity: _values_pb2.Date
    payable: str
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., debtor: _Optional[str] = ..., holder: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., maturity: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., payable: _Optional[str] = ...) -> None: ...

class NoteAccepted(_message.Message):
    __slots__ = ("note", "root", "holder")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    holder: str
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., holder: _Optional[str] = ...) -> None: ...

class NoteVoided(_message.Message):
    __slots__ = ("note", "root", "debtor", "holder", "amount", "payable")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    DEBTOR_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    PAYABLE_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    debtor: str
    holder: str
    amount: _values_pb2.Money
    payable: str
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., debtor: _Optional[str] = ..., holder: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., payable: _Optional[str] = ...) -> None: ...

class NotePart(_message.Message):
    __slots__ = ("note", "amount")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    note: str
    amount: _values_pb2.Money
    def __init__(self, note: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class NoteSplit(_message.Message):
    __slots__ = ("note", "root", "holder", "parts")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    holder: str
    parts: _containers.RepeatedCompositeFieldContainer[NotePart]
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., holder: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[NotePart, _Mapping]]] = ...) -> None: ...

class NoteTransferred(_message.Message):
    __slots__ = ("note", "root", "successor", "from_holder", "to_holder", "amount", "reference")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SUCCESSOR_FIELD_NUMBER: _ClassVar[int]
    FROM_HOLDER_FIELD_NUMBER: _ClassVar[int]
    TO_HOLDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    successor: str
    from_holder: str
    to_holder: str
    amount: _values_pb2.Money
    reference: str
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., successor: _Optional[str] = ..., from_holder: _Optional[str] = ..., to_holder: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., reference: _Optional[str] = ...) -> None: ...

class NoteFinanced(_message.Message):
    __slots__ = ("note", "root", "successor", "holder", "bank", "amount", "discount", "proceeds")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SUCCESSOR_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    BANK_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    DISCOUNT_FIELD_NUMBER: _ClassVar[int]
    PROCEEDS_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    successor: str
    holder: str
    bank: str
    amount: _values_pb2.Money
    discount: _values_pb2.Money
    proceeds: _values_pb2.Money
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., successor: _Optional[str] = ..., holder: _Optional[str] = ..., bank: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., discount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., proceeds: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class NoteRedeemed(_message.Message):
    __slots__ = ("note", "root", "debtor", "holder", "amount")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    DEBTOR_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    note: str
    root: str
    debtor: str
    holder: str
    amount: _values_pb2.Money
    def __init__(self, note: _Optional[str] = ..., root: _Optional[str] = ..., debtor: _Optional[str] = ..., holder: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class CustomerInvoiced(_message.Message):
    __slots__ = ("invoice", "number", "order", "customer", "shipment", "amount")
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    SHIPMENT_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    invoice: str
    number: str
    order: str
    customer: str
    shipment: str
    amount: _values_pb2.Money
    def __init__(self, invoice: _Optional[str] = ..., number: _Optional[str] = ..., order: _Optional[str] = ..., customer: _Optional[str] = ..., shipment: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class PaymentReceived(_message.Message):
    __slots__ = ("payment", "invoice", "order", "customer", "amount")
    PAYMENT_FIELD_NUMBER: _ClassVar[int]
    INVOICE_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_FIELD_NUMBER: _ClassVar[int]
    payment: str
    invoice: str
    order: str
    customer: str
    amount: _values_pb2.Money
    def __init__(self, payment: _Optional[str] = ..., invoice: _Optional[str] = ..., order: _Optional[str] = ..., customer: _Optional[str] = ..., amount: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...
