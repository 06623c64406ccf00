from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Peg(_message.Message):
    __slots__ = ("order", "line", "quantity")
    ORDER_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    order: str
    line: int
    quantity: _values_pb2.Quantity
    def __init__(self, order: _Optional[str] = ..., line: _Optional[int] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class NotPlanned(_message.Message):
    __slots__ = ("item", "plant", "code", "reason", "reason_said")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    item: str
    plant: str
    code: str
    reason: str
    reason_said: _values_pb2.Message
    def __init__(self, item: _Optional[str] = ..., plant: _Optional[str] = ..., code: _Optional[str] = ..., reason: _Optional[str] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class PlanCommitted(_message.Message):
    __slots__ = ("plan", "items", "proposals", "exceptions", "late_orders", "forecast_release", "set_aside", "not_planned")
    PLAN_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    EXCEPTIONS_FIELD_NUMBER: _ClassVar[int]
    LATE_ORDERS_FIELD_NUMBER: _ClassVar[int]
    FORECAST_RELEASE_FIELD_NUMBER: _ClassVar[int]
    SET_ASIDE_FIELD_NUMBER: _ClassVar[int]
    NOT_PLANNED_FIELD_NUMBER: _ClassVar[int]
    plan: str
    items: int
    proposals: int
    exceptions: int
    late_orders: int
    forecast_release: str
    set_aside: int
    not_planned: _containers.RepeatedCompositeFieldContainer[NotPlanned]
    def __init__(self, plan: _Optional[str] = ..., items: _Optional[int] = ..., proposals: _Optional[int] = ..., exceptions: _Optional[int] = ..., late_orders: _Optional[int] = ..., forecast_release: _Optional[str] = ..., set_aside: _Optional[int] = ..., not_planned: _Optional[_Iterable[_Union[NotPlanned, _Mapping]]] = ...) -> None: ...

class PurchaseProposalReleased(_message.Message):
    __slots__ = ("proposal", "plan", "item", "plant", "supplier", "quantity", "order_by", "need_by", "pegs", "batch", "together")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    ORDER_BY_FIELD_NUMBER: _ClassVar[int]
    NEED_BY_FIELD_NUMBER: _ClassVar[int]
    PEGS_FIELD_NUMBER: _ClassVar[int]
    BATCH_FIELD_NUMBER: _ClassVar[int]
    TOGETHER_FIELD_NUMBER: _ClassVar[int]
    proposal: str
    plan: str
    item: str
    plant: str
    supplier: str
    quantity: _values_pb2.Quantity
    order_by: _values_pb2.Date
    need_by: _values_pb2.Date
    pegs: _containers.RepeatedCompositeFieldContainer[Peg]
    batch: str
    together: int
    def __init__(self, proposal: _Optional[str] = ..., plan: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., supplier: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., order_by: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., need_by: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., pegs: _Optional[_Iterable[_Union[Peg, _Mapping]]] = ..., batch: _Optional[str] = ..., together: _Optional[int] = ...) -> None: ...

class WorkProposalReleased(_message.Message):
    __slots__ = ("proposal", "plan", "item", "plant", "quantity", "start", "due", "pegs")
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    PEGS_FIELD_NUMBER: _ClassVar[int]
    proposal: str
    plan: str
    item: str
    plant: str
    quantity: _values_pb2.Quantity
    start: _values_pb2.Date
    due: _values_pb2.Date
    pegs: _containers.RepeatedCompositeFieldContainer[Peg]
    def __init__(self, proposal: _Optional[str] = ..., plan: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., start: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., pegs: _Optional[_Iterable[_Union[Peg, _Mapping]]] = ...) -> None: ...

class ShortageFound(_message.Message):
    __slots__ = ("item", "plant", "quantity", "cause", "reference", "cause_said")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_SAID_FIELD_NUMBER: _ClassVar[int]
    item: str
    plant: str
    quantity: _values_pb2.Quantity
    cause: str
    reference: str
    cause_said: _values_pb2.Message
    def __init__(self, item: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., cause: _Optional[str] = ..., reference: _Optional[str] = ..., cause_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...
