from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ForecastBucket(_message.Message):
    __slots__ = ("start", "days", "quantity")
    START_FIELD_NUMBER: _ClassVar[int]
    DAYS_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    start: _values_pb2.Date
    days: int
    quantity: _values_pb2.Quantity
    def __init__(self, start: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., days: _Optional[int] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ...) -> None: ...

class ItemForecastReleased(_message.Message):
    __slots__ = ("item", "release", "method", "buckets")
    ITEM_FIELD_NUMBER: _ClassVar[int]
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    BUCKETS_FIELD_NUMBER: _ClassVar[int]
    item: str
    release: str
    method: str
    buckets: _containers.RepeatedCompositeFieldContainer[ForecastBucket]
    def __init__(self, item: _Optional[str] = ..., release: _Optional[str] = ..., method: _Optional[str] = ..., buckets: _Optional[_Iterable[_Union[ForecastBucket, _Mapping]]] = ...) -> None: ...

class ForecastOrderReleased(_message.Message):
    __slots__ = ("release", "items", "series", "first_day", "last_day", "released_by")
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    SERIES_FIELD_NUMBER: _ClassVar[int]
    FIRST_DAY_FIELD_NUMBER: _ClassVar[int]
    LAST_DAY_FIELD_NUMBER: _ClassVar[int]
    RELEASED_BY_FIELD_NUMBER: _ClassVar[int]
    release: str
    items: int
    series: int
    first_day: _values_pb2.Date
    last_day: _values_pb2.Date
    released_by: str
    def __init__(self, release: _Optional[str] = ..., items: _Optional[int] = ..., series: _Optional[int] = ..., first_day: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., last_day: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., released_by: _Optional[str] = ...) -> None: ...
