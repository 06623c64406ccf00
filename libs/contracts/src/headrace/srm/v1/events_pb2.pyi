from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class SupplierItemPublished(_message.Message):
    __slots__ = ("item", "supplier", "price", "lead_time_days", "minimum", "rank", "price_per_unit", "blocked")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    LEAD_TIME_DAYS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    RANK_FIELD_NUMBER: _ClassVar[int]
    PRICE_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_FIELD_NUMBER: _ClassVar[int]
    item: str
    supplier: str
    price: _values_pb2.Money
    lead_time_days: int
    minimum: _values_pb2.Quantity
    rank: int
    price_per_unit: _values_pb2.Price
    blocked: bool
    def __init__(self, item: _Optional[str] = ..., supplier: _Optional[str] = ..., price: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., lead_time_days: _Optional[int] = ..., minimum: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., rank: _Optional[int] = ..., price_per_unit: _Optional[_Union[_values_pb2.Price, _Mapping]] = ..., blocked: bool = ...) -> None: ...

class SupplierItemWithdrawn(_message.Message):
    __slots__ = ("item", "supplier", "minimum")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    item: str
    supplier: str
    minimum: _values_pb2.Quantity
    def __init__(self, item: _Optional[str] = ..., supplier: _Optional[str] = ..., minimum: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class PurchaseOrderLine(_message.Message):
    __slots__ = ("line", "item", "quantity", "price", "due", "proposals", "price_per_unit")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    PRICE_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    PRICE_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    line: int
    item: str
    quantity: _values_pb2.Quantity
    price: _values_pb2.Money
    due: _values_pb2.Date
    proposals: _containers.RepeatedScalarFieldContainer[str]
    price_per_unit: _values_pb2.Price
    def __init__(self, line: _Optional[int] = ..., item: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., price: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., proposals: _Optional[_Iterable[str]] = ..., price_per_unit: _Optional[_Union[_values_pb2.Price, _Mapping]] = ...) -> None: ...

class PurchaseOrderPublished(_message.Message):
    __slots__ = ("purchase_order", "number", "buyer", "supplier", "plant", "revision", "lines", "total")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: _containers.RepeatedCompositeFieldContainer[PurchaseOrderLine]
    total: _values_pb2.Money
    def __init__(self, purchase_order: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., revision: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[PurchaseOrderLine, _Mapping]]] = ..., total: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class PurchaseOrderCounterProposed(_message.Message):
    __slots__ = ("purchase_order", "buyer", "supplier", "plant", "revision", "lines", "reason")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: _containers.RepeatedCompositeFieldContainer[PurchaseOrderLine]
    reason: str
    def __init__(self, purchase_order: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., revision: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[PurchaseOrderLine, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class PurchaseOrderConfirmed(_message.Message):
    __slots__ = ("purchase_order", "number", "buyer", "supplier", "plant", "revision", "lines", "total")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    revision: int
    lines: _containers.RepeatedCompositeFieldContainer[PurchaseOrderLine]
    total: _values_pb2.Money
    def __init__(self, purchase_order: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., revision: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[PurchaseOrderLine, _Mapping]]] = ..., total: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class PurchaseOrderCancelled(_message.Message):
    __slots__ = ("purchase_order", "buyer", "supplier", "plant", "reason")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    reason: str
    def __init__(self, purchase_order: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class PurchaseOrderLineClosed(_message.Message):
    __slots__ = ("purchase_order", "number", "buyer", "supplier", "plant", "line", "item", "ordered", "sent", "received", "reason")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    ORDERED_FIELD_NUMBER: _ClassVar[int]
    SENT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    number: str
    buyer: str
    supplier: str
    plant: str
    line: int
    item: str
    ordered: _values_pb2.Quantity
    sent: _values_pb2.Quantity
    received: _values_pb2.Quantity
    reason: str
    def __init__(self, purchase_order: _Optional[str] = ..., number: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., line: _Optional[int] = ..., item: _Optional[str] = ..., ordered: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., sent: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., received: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class DeliveryNoteLine(_message.Message):
    __slots__ = ("line", "order_line", "item", "lot", "quantity")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    line: int
    order_line: int
    item: str
    lot: str
    quantity: _values_pb2.Quantity
    def __init__(self, line: _Optional[int] = ..., order_line: _Optional[int] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class DeliveryNoteSent(_message.Message):
    __slots__ = ("delivery_note", "number", "purchase_order", "buyer", "supplier", "plant", "lines", "replaces")
    DELIVERY_NOTE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    BUYER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REPLACES_FIELD_NUMBER: _ClassVar[int]
    delivery_note: str
    number: str
    purchase_order: str
    buyer: str
    supplier: str
    plant: str
    lines: _containers.RepeatedCompositeFieldContainer[DeliveryNoteLine]
    replaces: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, delivery_note: _Optional[str] = ..., number: _Optional[str] = ..., purchase_order: _Optional[str] = ..., buyer: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[DeliveryNoteLine, _Mapping]]] = ..., replaces: _Optional[_Iterable[str]] = ...) -> None: ...
