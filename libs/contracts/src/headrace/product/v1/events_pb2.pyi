from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Source(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SOURCE_UNSPECIFIED: _ClassVar[Source]
    SOURCE_MAKE: _ClassVar[Source]
    SOURCE_BUY: _ClassVar[Source]

class Tracking(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TRACKING_UNSPECIFIED: _ClassVar[Tracking]
    TRACKING_LOT: _ClassVar[Tracking]
    TRACKING_SERIAL: _ClassVar[Tracking]
SOURCE_UNSPECIFIED: Source
SOURCE_MAKE: Source
SOURCE_BUY: Source
TRACKING_UNSPECIFIED: Tracking
TRACKING_LOT: Tracking
TRACKING_SERIAL: Tracking

class ItemDefined(_message.Message):
    __slots__ = ("item", "name", "unit", "category", "subcategory", "source", "tracking", "sold", "lead_time_days", "safety_stock", "lot_minimum", "lot_multiple", "standard_cost", "list_price", "standard_cost_per_unit", "list_price_per_unit", "unit_decimals")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    CATEGORY_FIELD_NUMBER: _ClassVar[int]
    SUBCATEGORY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TRACKING_FIELD_NUMBER: _ClassVar[int]
    SOLD_FIELD_NUMBER: _ClassVar[int]
    LEAD_TIME_DAYS_FIELD_NUMBER: _ClassVar[int]
    SAFETY_STOCK_FIELD_NUMBER: _ClassVar[int]
    LOT_MINIMUM_FIELD_NUMBER: _ClassVar[int]
    LOT_MULTIPLE_FIELD_NUMBER: _ClassVar[int]
    STANDARD_COST_FIELD_NUMBER: _ClassVar[int]
    LIST_PRICE_FIELD_NUMBER: _ClassVar[int]
    STANDARD_COST_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    LIST_PRICE_PER_UNIT_FIELD_NUMBER: _ClassVar[int]
    UNIT_DECIMALS_FIELD_NUMBER: _ClassVar[int]
    item: str
    name: str
    unit: str
    category: str
    subcategory: str
    source: Source
    tracking: Tracking
    sold: bool
    lead_time_days: int
    safety_stock: _values_pb2.Quantity
    lot_minimum: _values_pb2.Quantity
    lot_multiple: _values_pb2.Quantity
    standard_cost: _values_pb2.Money
    list_price: _values_pb2.Money
    standard_cost_per_unit: _values_pb2.Price
    list_price_per_unit: _values_pb2.Price
    unit_decimals: int
    def __init__(self, item: _Optional[str] = ..., name: _Optional[str] = ..., unit: _Optional[str] = ..., category: _Optional[str] = ..., subcategory: _Optional[str] = ..., source: _Optional[_Union[Source, str]] = ..., tracking: _Optional[_Union[Tracking, str]] = ..., sold: bool = ..., lead_time_days: _Optional[int] = ..., safety_stock: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., lot_minimum: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., lot_multiple: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., standard_cost: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., list_price: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., standard_cost_per_unit: _Optional[_Union[_values_pb2.Price, _Mapping]] = ..., list_price_per_unit: _Optional[_Union[_values_pb2.Price, _Mapping]] = ..., unit_decimals: _Optional[int] = ...) -> None: ...

class BomLine(_message.Message):
    __slots__ = ("component", "quantity_per", "scrap_percent", "valid_from", "valid_to")
    COMPONENT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_PER_FIELD_NUMBER: _ClassVar[int]
    SCRAP_PERCENT_FIELD_NUMBER: _ClassVar[int]
    VALID_FROM_FIELD_NUMBER: _ClassVar[int]
    VALID_TO_FIELD_NUMBER: _ClassVar[int]
    component: str
    quantity_per: _values_pb2.Quantity
    scrap_percent: str
    valid_from: _values_pb2.Date
    valid_to: _values_pb2.Date
    def __init__(self, component: _Optional[str] = ..., quantity_per: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., scrap_percent: _Optional[str] = ..., valid_from: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., valid_to: _Optional[_Union[_values_pb2.Date, _Mapping]] = ...) -> None: ...

class BomPublished(_message.Message):
    __slots__ = ("item", "revision", "lines")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    item: str
    revision: int
    lines: _containers.RepeatedCompositeFieldContainer[BomLine]
    def __init__(self, item: _Optional[str] = ..., revision: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[BomLine, _Mapping]]] = ...) -> None: ...

class RoutingOperation(_message.Message):
    __slots__ = ("sequence", "name", "work_centre", "setup_minutes", "run_minutes")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    SETUP_MINUTES_FIELD_NUMBER: _ClassVar[int]
    RUN_MINUTES_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    name: str
    work_centre: str
    setup_minutes: float
    run_minutes: float
    def __init__(self, sequence: _Optional[int] = ..., name: _Optional[str] = ..., work_centre: _Optional[str] = ..., setup_minutes: _Optional[float] = ..., run_minutes: _Optional[float] = ...) -> None: ...

class RoutingPublished(_message.Message):
    __slots__ = ("item", "plant", "revision", "operations")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    OPERATIONS_FIELD_NUMBER: _ClassVar[int]
    item: str
    plant: str
    revision: int
    operations: _containers.RepeatedCompositeFieldContainer[RoutingOperation]
    def __init__(self, item: _Optional[str] = ..., plant: _Optional[str] = ..., revision: _Optional[int] = ..., operations: _Optional[_Iterable[_Union[RoutingOperation, _Mapping]]] = ...) -> None: ...

class WorkCentrePublished(_message.Message):
    __slots__ = ("work_centre", "plant", "name", "minutes_per_day", "cost_per_hour", "machines")
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    MINUTES_PER_DAY_FIELD_NUMBER: _ClassVar[int]
    COST_PER_HOUR_FIELD_NUMBER: _ClassVar[int]
    MACHINES_FIELD_NUMBER: _ClassVar[int]
    work_centre: str
    plant: str
    name: str
    minutes_per_day: float
    cost_per_hour: _values_pb2.Money
    machines: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, work_centre: _Optional[str] = ..., plant: _Optional[str] = ..., name: _Optional[str] = ..., minutes_per_day: _Optional[float] = ..., cost_per_hour: _Optional[_Union[_values_pb2.Money, _Mapping]] = ..., machines: _Optional[_Iterable[str]] = ...) -> None: ...
