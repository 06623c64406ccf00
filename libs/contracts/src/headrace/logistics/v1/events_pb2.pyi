from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ReceivedLine(_message.Message):
    __slots__ = ("order_line", "item", "lot", "quantity", "serials")
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    order_line: int
    item: str
    lot: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, order_line: _Optional[int] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ...) -> None: ...

class GoodsReceived(_message.Message):
    __slots__ = ("receipt", "delivery_note", "purchase_order", "supplier", "plant", "lines")
    RECEIPT_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_NOTE_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    receipt: str
    delivery_note: str
    purchase_order: str
    supplier: str
    plant: str
    lines: _containers.RepeatedCompositeFieldContainer[ReceivedLine]
    def __init__(self, receipt: _Optional[str] = ..., delivery_note: _Optional[str] = ..., purchase_order: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[ReceivedLine, _Mapping]]] = ...) -> None: ...

class MissingLine(_message.Message):
    __slots__ = ("order_line", "item", "lot", "quantity")
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    order_line: int
    item: str
    lot: str
    quantity: _values_pb2.Quantity
    def __init__(self, order_line: _Optional[int] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class DeliveryNoteClosed(_message.Message):
    __slots__ = ("delivery_note", "number", "purchase_order", "supplier", "plant", "missing", "reason")
    DELIVERY_NOTE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    delivery_note: str
    number: str
    purchase_order: str
    supplier: str
    plant: str
    missing: _containers.RepeatedCompositeFieldContainer[MissingLine]
    reason: str
    def __init__(self, delivery_note: _Optional[str] = ..., number: _Optional[str] = ..., purchase_order: _Optional[str] = ..., supplier: _Optional[str] = ..., plant: _Optional[str] = ..., missing: _Optional[_Iterable[_Union[MissingLine, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class StockChanged(_message.Message):
    __slots__ = ("item", "plant", "available", "inspection", "blocked", "cause", "reference")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    AVAILABLE_FIELD_NUMBER: _ClassVar[int]
    INSPECTION_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    item: str
    plant: str
    available: _values_pb2.Quantity
    inspection: _values_pb2.Quantity
    blocked: _values_pb2.Quantity
    cause: str
    reference: str
    def __init__(self, item: _Optional[str] = ..., plant: _Optional[str] = ..., available: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., inspection: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., blocked: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., cause: _Optional[str] = ..., reference: _Optional[str] = ...) -> None: ...

class LotsMoved(_message.Message):
    __slots__ = ("item", "plant", "held", "cause", "reference")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    item: str
    plant: str
    held: _containers.RepeatedCompositeFieldContainer[HeldLot]
    cause: str
    reference: str
    def __init__(self, item: _Optional[str] = ..., plant: _Optional[str] = ..., held: _Optional[_Iterable[_Union[HeldLot, _Mapping]]] = ..., cause: _Optional[str] = ..., reference: _Optional[str] = ...) -> None: ...

class HeldLot(_message.Message):
    __slots__ = ("lot", "maker", "place", "party", "quantity", "serials", "gone")
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    PLACE_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    GONE_FIELD_NUMBER: _ClassVar[int]
    lot: str
    maker: str
    place: str
    party: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    gone: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, lot: _Optional[str] = ..., maker: _Optional[str] = ..., place: _Optional[str] = ..., party: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., gone: _Optional[_Iterable[str]] = ...) -> None: ...

class StockBlocked(_message.Message):
    __slots__ = ("note", "item", "plant", "lot", "maker", "quantity", "serials", "reason")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    def __init__(self, note: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., maker: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ...) -> None: ...

class StockReleased(_message.Message):
    __slots__ = ("note", "item", "plant", "lot", "maker", "quantity", "serials", "reason", "block")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    block: str
    def __init__(self, note: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., maker: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., block: _Optional[str] = ...) -> None: ...

class StockScrapped(_message.Message):
    __slots__ = ("note", "item", "plant", "lot", "maker", "quantity", "serials", "reason", "block")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    block: str
    def __init__(self, note: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., maker: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., block: _Optional[str] = ...) -> None: ...

class ReturnedPart(_message.Message):
    __slots__ = ("purchase_order", "order_line", "quantity")
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    purchase_order: str
    order_line: int
    quantity: _values_pb2.Quantity
    def __init__(self, purchase_order: _Optional[str] = ..., order_line: _Optional[int] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class StockReturned(_message.Message):
    __slots__ = ("note", "item", "plant", "lot", "supplier", "quantity", "serials", "reason", "block", "parts")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    PARTS_FIELD_NUMBER: _ClassVar[int]
    note: str
    item: str
    plant: str
    lot: str
    supplier: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    block: str
    parts: _containers.RepeatedCompositeFieldContainer[ReturnedPart]
    def __init__(self, note: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., supplier: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., block: _Optional[str] = ..., parts: _Optional[_Iterable[_Union[ReturnedPart, _Mapping]]] = ...) -> None: ...

class StockCounted(_message.Message):
    __slots__ = ("note", "item", "plant", "lot", "maker", "quantity", "serials", "reason", "block", "before")
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    BLOCK_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    note: str
    item: str
    plant: str
    lot: str
    maker: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    block: str
    before: _values_pb2.Quantity
    def __init__(self, note: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., maker: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ..., block: _Optional[str] = ..., before: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class IssuedLine(_message.Message):
    __slots__ = ("item", "lot", "serial", "quantity", "maker")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SERIAL_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    item: str
    lot: str
    serial: str
    quantity: _values_pb2.Quantity
    maker: str
    def __init__(self, item: _Optional[str] = ..., lot: _Optional[str] = ..., serial: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., maker: _Optional[str] = ...) -> None: ...

class MaterialIssued(_message.Message):
    __slots__ = ("issue", "work_order", "plant", "lines", "lines_before")
    ISSUE_FIELD_NUMBER: _ClassVar[int]
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    LINES_BEFORE_FIELD_NUMBER: _ClassVar[int]
    issue: str
    work_order: str
    plant: str
    lines: _containers.RepeatedCompositeFieldContainer[IssuedLine]
    lines_before: int
    def __init__(self, issue: _Optional[str] = ..., work_order: _Optional[str] = ..., plant: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[IssuedLine, _Mapping]]] = ..., lines_before: _Optional[int] = ...) -> None: ...

class MaterialScrapped(_message.Message):
    __slots__ = ("issue", "work_order", "plant", "lines", "reason")
    ISSUE_FIELD_NUMBER: _ClassVar[int]
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    issue: str
    work_order: str
    plant: str
    lines: _containers.RepeatedCompositeFieldContainer[IssuedLine]
    reason: str
    def __init__(self, issue: _Optional[str] = ..., work_order: _Optional[str] = ..., plant: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[IssuedLine, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class ShippedLot(_message.Message):
    __slots__ = ("lot", "maker", "quantity", "serials")
    LOT_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    lot: str
    maker: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, lot: _Optional[str] = ..., maker: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ...) -> None: ...

class ShippedLine(_message.Message):
    __slots__ = ("order_line", "item", "quantity", "lots", "serials", "packed")
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOTS_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    PACKED_FIELD_NUMBER: _ClassVar[int]
    order_line: int
    item: str
    quantity: _values_pb2.Quantity
    lots: _containers.RepeatedScalarFieldContainer[str]
    serials: _containers.RepeatedScalarFieldContainer[str]
    packed: _containers.RepeatedCompositeFieldContainer[ShippedLot]
    def __init__(self, order_line: _Optional[int] = ..., item: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., lots: _Optional[_Iterable[str]] = ..., serials: _Optional[_Iterable[str]] = ..., packed: _Optional[_Iterable[_Union[ShippedLot, _Mapping]]] = ...) -> None: ...

class ShipmentDispatched(_message.Message):
    __slots__ = ("shipment", "number", "order", "customer", "plant", "carrier", "lines")
    SHIPMENT_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    CARRIER_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    shipment: str
    number: str
    order: str
    customer: str
    plant: str
    carrier: str
    lines: _containers.RepeatedCompositeFieldContainer[ShippedLine]
    def __init__(self, shipment: _Optional[str] = ..., number: _Optional[str] = ..., order: _Optional[str] = ..., customer: _Optional[str] = ..., plant: _Optional[str] = ..., carrier: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[ShippedLine, _Mapping]]] = ...) -> None: ...

class ShipmentDelivered(_message.Message):
    __slots__ = ("shipment", "order", "customer", "plant", "received_by", "lines")
    SHIPMENT_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_BY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    shipment: str
    order: str
    customer: str
    plant: str
    received_by: str
    lines: _containers.RepeatedCompositeFieldContainer[ShippedLine]
    def __init__(self, shipment: _Optional[str] = ..., order: _Optional[str] = ..., customer: _Optional[str] = ..., plant: _Optional[str] = ..., received_by: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[ShippedLine, _Mapping]]] = ...) -> None: ...
