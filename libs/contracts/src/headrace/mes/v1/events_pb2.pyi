import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from headrace.mrp.v1 import events_pb2 as _events_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Certainty(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CERTAINTY_UNSPECIFIED: _ClassVar[Certainty]
    CERTAINTY_RECORDED: _ClassVar[Certainty]
    CERTAINTY_POSSIBLE: _ClassVar[Certainty]
CERTAINTY_UNSPECIFIED: Certainty
CERTAINTY_RECORDED: Certainty
CERTAINTY_POSSIBLE: Certainty

class WorkOrderComponent(_message.Message):
    __slots__ = ("item", "quantity")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    item: str
    quantity: _values_pb2.Quantity
    def __init__(self, item: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class WorkOrderOperation(_message.Message):
    __slots__ = ("sequence", "name", "work_centre", "minutes")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    MINUTES_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    name: str
    work_centre: str
    minutes: float
    def __init__(self, sequence: _Optional[int] = ..., name: _Optional[str] = ..., work_centre: _Optional[str] = ..., minutes: _Optional[float] = ...) -> None: ...

class WorkOrderCreated(_message.Message):
    __slots__ = ("work_order", "number", "item", "plant", "quantity", "start", "due", "proposal", "pegs")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_FIELD_NUMBER: _ClassVar[int]
    PEGS_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    number: str
    item: str
    plant: str
    quantity: _values_pb2.Quantity
    start: _values_pb2.Date
    due: _values_pb2.Date
    proposal: str
    pegs: _containers.RepeatedCompositeFieldContainer[_events_pb2.Peg]
    def __init__(self, work_order: _Optional[str] = ..., number: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., start: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., proposal: _Optional[str] = ..., pegs: _Optional[_Iterable[_Union[_events_pb2.Peg, _Mapping]]] = ...) -> None: ...

class WorkOrderReleased(_message.Message):
    __slots__ = ("work_order", "item", "plant", "quantity", "lot", "serials", "components", "operations")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    COMPONENTS_FIELD_NUMBER: _ClassVar[int]
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    quantity: _values_pb2.Quantity
    lot: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    components: _containers.RepeatedCompositeFieldContainer[WorkOrderComponent]
    operations: _containers.RepeatedCompositeFieldContainer[WorkOrderOperation]
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., lot: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., components: _Optional[_Iterable[_Union[WorkOrderComponent, _Mapping]]] = ..., operations: _Optional[_Iterable[_Union[WorkOrderOperation, _Mapping]]] = ...) -> None: ...

class OperationReported(_message.Message):
    __slots__ = ("work_order", "item", "plant", "sequence", "machine", "good", "scrap")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    SCRAP_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    sequence: int
    machine: str
    good: _values_pb2.Quantity
    scrap: _values_pb2.Quantity
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., sequence: _Optional[int] = ..., machine: _Optional[str] = ..., good: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., scrap: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class PiecesAssigned(_message.Message):
    __slots__ = ("work_order", "item", "plant", "sequence", "machine", "pieces", "counted_at")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PIECES_FIELD_NUMBER: _ClassVar[int]
    COUNTED_AT_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    sequence: int
    machine: str
    pieces: int
    counted_at: _timestamp_pb2.Timestamp
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., sequence: _Optional[int] = ..., machine: _Optional[str] = ..., pieces: _Optional[int] = ..., counted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Consumption(_message.Message):
    __slots__ = ("output", "component", "lot", "serial", "quantity", "certainty", "maker")
    OUTPUT_FIELD_NUMBER: _ClassVar[int]
    COMPONENT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SERIAL_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    output: str
    component: str
    lot: str
    serial: str
    quantity: _values_pb2.Quantity
    certainty: Certainty
    maker: str
    def __init__(self, output: _Optional[str] = ..., component: _Optional[str] = ..., lot: _Optional[str] = ..., serial: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., certainty: _Optional[_Union[Certainty, str]] = ..., maker: _Optional[str] = ...) -> None: ...

class MaterialUsed(_message.Message):
    __slots__ = ("work_order", "item", "plant", "lot", "consumed")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    CONSUMED_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    lot: str
    consumed: _containers.RepeatedCompositeFieldContainer[Consumption]
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., consumed: _Optional[_Iterable[_Union[Consumption, _Mapping]]] = ...) -> None: ...

class UnitsCompleted(_message.Message):
    __slots__ = ("work_order", "item", "plant", "lot", "serials", "quantity", "consumed", "pegs")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    CONSUMED_FIELD_NUMBER: _ClassVar[int]
    PEGS_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    lot: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    quantity: _values_pb2.Quantity
    consumed: _containers.RepeatedCompositeFieldContainer[Consumption]
    pegs: _containers.RepeatedCompositeFieldContainer[_events_pb2.Peg]
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., consumed: _Optional[_Iterable[_Union[Consumption, _Mapping]]] = ..., pegs: _Optional[_Iterable[_Union[_events_pb2.Peg, _Mapping]]] = ...) -> None: ...

class UnitsTakenBack(_message.Message):
    __slots__ = ("work_order", "item", "plant", "lot", "serials", "quantity", "unused", "reason")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    UNUSED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    lot: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    quantity: _values_pb2.Quantity
    unused: _containers.RepeatedCompositeFieldContainer[Consumption]
    reason: str
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., lot: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., unused: _Optional[_Iterable[_Union[Consumption, _Mapping]]] = ..., reason: _Optional[str] = ...) -> None: ...

class WorkOrderClosed(_message.Message):
    __slots__ = ("work_order", "item", "plant", "good", "scrap", "consumed", "short", "reason")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    GOOD_FIELD_NUMBER: _ClassVar[int]
    SCRAP_FIELD_NUMBER: _ClassVar[int]
    CONSUMED_FIELD_NUMBER: _ClassVar[int]
    SHORT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    good: _values_pb2.Quantity
    scrap: _values_pb2.Quantity
    consumed: _containers.RepeatedCompositeFieldContainer[Consumption]
    short: _values_pb2.Quantity
    reason: str
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., good: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., scrap: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., consumed: _Optional[_Iterable[_Union[Consumption, _Mapping]]] = ..., short: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., reason: _Optional[str] = ...) -> None: ...

class WorkOrderCancelled(_message.Message):
    __slots__ = ("work_order", "item", "plant", "reason")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    reason: str
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WorkOrderRescheduled(_message.Message):
    __slots__ = ("work_order", "item", "plant", "previous", "due", "cause", "reference", "pegs", "cause_said")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    CAUSE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    PEGS_FIELD_NUMBER: _ClassVar[int]
    CAUSE_SAID_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    plant: str
    previous: _values_pb2.Date
    due: _values_pb2.Date
    cause: str
    reference: str
    pegs: _containers.RepeatedCompositeFieldContainer[_events_pb2.Peg]
    cause_said: _values_pb2.Message
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., plant: _Optional[str] = ..., previous: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., due: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., cause: _Optional[str] = ..., reference: _Optional[str] = ..., pegs: _Optional[_Iterable[_Union[_events_pb2.Peg, _Mapping]]] = ..., cause_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class BookedDay(_message.Message):
    __slots__ = ("day", "minutes")
    DAY_FIELD_NUMBER: _ClassVar[int]
    MINUTES_FIELD_NUMBER: _ClassVar[int]
    day: _values_pb2.Date
    minutes: float
    def __init__(self, day: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., minutes: _Optional[float] = ...) -> None: ...

class CapacityPublished(_message.Message):
    __slots__ = ("work_centre", "plant", "minutes_per_day", "booked")
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    MINUTES_PER_DAY_FIELD_NUMBER: _ClassVar[int]
    BOOKED_FIELD_NUMBER: _ClassVar[int]
    work_centre: str
    plant: str
    minutes_per_day: float
    booked: _containers.RepeatedCompositeFieldContainer[BookedDay]
    def __init__(self, work_centre: _Optional[str] = ..., plant: _Optional[str] = ..., minutes_per_day: _Optional[float] = ..., booked: _Optional[_Iterable[_Union[BookedDay, _Mapping]]] = ...) -> None: ...
