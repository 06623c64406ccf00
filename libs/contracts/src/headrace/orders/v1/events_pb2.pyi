from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class OrderLine(_message.Message):
    __slots__ = ("line", "item", "quantity", "due", "unit_price", "price_per_unit")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    UNIT_PRICE_FIELD_NUMBER: _ClassVar[int]
    PRICE_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    line: int
    item: str
    quantity: _values_pb2.Quantity
    due: _values_pb2.Date
    unit_price: _values_pb2.Money
    price_per_unit: _values_pb2.Price
    def __init__(self, line: _Optional[int] = ..., item: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., unit_price: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., price_per_unit: _Optional[_Union[_values_pb2.Price, _Mapping]] = ...) -> None: ...

class OrderPlaced(_message.Message):
    __slots__ = ("order", "number", "customer", "priority", "lines", "total")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    order: str
    number: str
    customer: str
    priority: int
    lines: _containers.RepeatedCompositeFieldContainer[OrderLine]
    total: _values_pb2.Money
    def __init__(self, order: _Optional[str] = ..., number: _Optional[str] = ..., customer: _Optional[str] = ..., priority: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[OrderLine, _Mapping]]] = ..., total: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class Allocation(_message.Message):
    __slots__ = ("line", "item", "plant", "quantity", "start", "finish", "reason", "reason_said")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    FINISH_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    line: int
    item: str
    plant: str
    quantity: _values_pb2.Quantity
    start: _values_pb2.Date
    finish: _values_pb2.Date
    reason: str
    reason_said: _values_pb2.Message
    def __init__(self, line: _Optional[int] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., start: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., finish: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., reason: _Optional[str] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class Refusal(_message.Message):
    __slots__ = ("line", "plant", "code", "reason", "reason_said")
    LINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    line: int
    plant: str
    code: str
    reason: str
    reason_said: _values_pb2.Message
    def __init__(self, line: _Optional[int] = ..., plant: _Optional[str] = ..., code: _Optional[str] = ..., reason: _Optional[str] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class OrderMatched(_message.Message):
    __slots__ = ("order", "customer", "priority", "allocations", "refusals", "promise")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PRIORITY_FIELD_NUMBER: _ClassVar[int]
    ALLOCATIONS_FIELD_NUMBER: _ClassVar[int]
    REFUSALS_FIELD_NUMBER: _ClassVar[int]
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    priority: int
    allocations: _containers.RepeatedCompositeFieldContainer[Allocation]
    refusals: _containers.RepeatedCompositeFieldContainer[Refusal]
    promise: _values_pb2.Date
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., priority: _Optional[int] = ..., allocations: _Optional[_Iterable[_Union[Allocation, _Mapping]]] = ..., refusals: _Optional[_Iterable[_Union[Refusal, _Mapping]]] = ..., promise: _Optional[_Union[_values_pb2.Date, _Mapping]] = ...) -> None: ...

class OrderRefused(_message.Message):
    __slots__ = ("order", "customer", "refusals")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REFUSALS_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    refusals: _containers.RepeatedCompositeFieldContainer[Refusal]
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., refusals: _Optional[_Iterable[_Union[Refusal, _Mapping]]] = ...) -> None: ...

class PromiseMoved(_message.Message):
    __slots__ = ("order", "customer", "previous", "promise", "cause", "reference", "allocations", "cause_said")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    PROMISE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    ALLOCATIONS_FIELD_NUMBER: _ClassVar[int]
    CAUSE_SAID_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    previous: _values_pb2.Date
    promise: _values_pb2.Date
    cause: str
    reference: str
    allocations: _containers.RepeatedCompositeFieldContainer[Allocation]
    cause_said: _values_pb2.Message
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., previous: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., promise: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., cause: _Optional[str] = ..., reference: _Optional[str] = ..., allocations: _Optional[_Iterable[_Union[Allocation, _Mapping]]] = ..., cause_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class OrderCancelled(_message.Message):
    __slots__ = ("order", "customer", "reason")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    reason: str
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class TakenBack(_message.Message):
    __slots__ = ("line", "item", "quantity")
    LINE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    line: int
    item: str
    quantity: _values_pb2.Quantity
    def __init__(self, line: _Optional[int] = ..., item: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class OrderClosed(_message.Message):
    __slots__ = ("order", "customer", "reason", "lines")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    reason: str
    lines: _containers.RepeatedCompositeFieldContainer[TakenBack]
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[TakenBack, _Mapping]]] = ...) -> None: ...

class MatchingFailed(_message.Message):
    __slots__ = ("order", "customer", "reason", "reason_said")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    reason: str
    reason_said: _values_pb2.Message
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class OrderFulfilled(_message.Message):
    __slots__ = ("order", "customer")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ...) -> None: ...

class CustomerTermsStated(_message.Message):
    __slots__ = ("seller", "customer", "ordering", "most_per_line", "most_open", "highest_priority")
    SELLER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    ORDERING_FIELD_NUMBER: _ClassVar[int]
    MOST_PER_LINE_FIELD_NUMBER: _ClassVar[int]
    MOST_OPEN_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_PRIORITY_FIELD_NUMBER: _ClassVar[int]
    seller: str
    customer: str
    ordering: str
    most_per_line: str
    most_open: _values_pb2.Money
    highest_priority: int
    def __init__(self, seller: _Optional[str] = ..., customer: _Optional[str] = ..., ordering: _Optional[str] = ..., most_per_line: _Optional[str] = ..., most_open: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., highest_priority: _Optional[int] = ...) -> None: ...

class BuyingTermsStated(_message.Message):
    __slots__ = ("customer", "seller", "ordering", "most_per_line", "most_open")
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    SELLER_FIELD_NUMBER: _ClassVar[int]
    ORDERING_FIELD_NUMBER: _ClassVar[int]
    MOST_PER_LINE_FIELD_NUMBER: _ClassVar[int]
    MOST_OPEN_FIELD_NUMBER: _ClassVar[int]
    customer: str
    seller: str
    ordering: str
    most_per_line: str
    most_open: _values_pb2.Money
    def __init__(self, customer: _Optional[str] = ..., seller: _Optional[str] = ..., ordering: _Optional[str] = ..., most_per_line: _Optional[str] = ..., most_open: _Optional[_Union[_values_pb2.Money, _Mapping]] = ...) -> None: ...

class OrderProposed(_message.Message):
    __slots__ = ("order", "number", "customer", "reason", "lines", "total", "waits_for", "reason_said")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    WAITS_FOR_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    order: str
    number: str
    customer: str
    reason: str
    lines: _containers.RepeatedCompositeFieldContainer[OrderLine]
    total: _values_pb2.Money
    waits_for: str
    reason_said: _values_pb2.Message
    def __init__(self, order: _Optional[str] = ..., number: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[OrderLine, _Mapping]]] = ..., total: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., waits_for: _Optional[str] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class OrderDeclined(_message.Message):
    __slots__ = ("order", "customer", "reason", "declined_by")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DECLINED_BY_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    reason: str
    declined_by: str
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ..., declined_by: _Optional[str] = ...) -> None: ...

class OrderWithdrawn(_message.Message):
    __slots__ = ("order", "customer", "reason")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    CUSTOMER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    order: str
    customer: str
    reason: str
    def __init__(self, order: _Optional[str] = ..., customer: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...
