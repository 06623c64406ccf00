import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class MachineState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    MACHINE_STATE_UNSPECIFIED: _ClassVar[MachineState]
    MACHINE_STATE_RUN: _ClassVar[MachineState]
    MACHINE_STATE_IDLE: _ClassVar[MachineState]
    MACHINE_STATE_ABNORMAL: _ClassVar[MachineState]
    MACHINE_STATE_OFF: _ClassVar[MachineState]

class CountQuality(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COUNT_QUALITY_UNSPECIFIED: _ClassVar[CountQuality]
    COUNT_QUALITY_CERTAIN: _ClassVar[CountQuality]
    COUNT_QUALITY_SETTLED: _ClassVar[CountQuality]

class PlannedTimeBasis(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PLANNED_TIME_BASIS_UNSPECIFIED: _ClassVar[PlannedTimeBasis]
    PLANNED_TIME_BASIS_CALENDAR_DAY: _ClassVar[PlannedTimeBasis]
MACHINE_STATE_UNSPECIFIED: MachineState
MACHINE_STATE_RUN: MachineState
MACHINE_STATE_IDLE: MachineState
MACHINE_STATE_ABNORMAL: MachineState
MACHINE_STATE_OFF: MachineState
COUNT_QUALITY_UNSPECIFIED: CountQuality
COUNT_QUALITY_CERTAIN: CountQuality
COUNT_QUALITY_SETTLED: CountQuality
PLANNED_TIME_BASIS_UNSPECIFIED: PlannedTimeBasis
PLANNED_TIME_BASIS_CALENDAR_DAY: PlannedTimeBasis

class MachineRegistered(_message.Message):
    __slots__ = ("machine", "plant", "work_centre", "name")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    work_centre: str
    name: str
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., name: _Optional[str] = ...) -> None: ...

class MachineStateChanged(_message.Message):
    __slots__ = ("machine", "plant", "work_centre", "previous", "state", "reason", "since")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    work_centre: str
    previous: MachineState
    state: MachineState
    reason: str
    since: _timestamp_pb2.Timestamp
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., previous: _Optional[_Union[MachineState, str]] = ..., state: _Optional[_Union[MachineState, str]] = ..., reason: _Optional[str] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PiecesCounted(_message.Message):
    __slots__ = ("machine", "plant", "work_centre", "pieces", "running_total", "counted_at", "quality")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PIECES_FIELD_NUMBER: _ClassVar[int]
    RUNNING_TOTAL_FIELD_NUMBER: _ClassVar[int]
    COUNTED_AT_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    work_centre: str
    pieces: int
    running_total: int
    counted_at: _timestamp_pb2.Timestamp
    quality: CountQuality
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., pieces: _Optional[int] = ..., running_total: _Optional[int] = ..., counted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., quality: _Optional[_Union[CountQuality, str]] = ...) -> None: ...

class CountDoubted(_message.Message):
    __slots__ = ("machine", "plant", "work_centre", "pieces", "reason", "counted_at", "reason_said")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PIECES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    COUNTED_AT_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    work_centre: str
    pieces: int
    reason: str
    counted_at: _timestamp_pb2.Timestamp
    reason_said: _values_pb2.Message
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., pieces: _Optional[int] = ..., reason: _Optional[str] = ..., counted_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class DoubtSettled(_message.Message):
    __slots__ = ("machine", "plant", "work_centre", "pieces", "reason", "left")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    PIECES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    LEFT_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    work_centre: str
    pieces: int
    reason: str
    left: int
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., pieces: _Optional[int] = ..., reason: _Optional[str] = ..., left: _Optional[int] = ...) -> None: ...

class IdealCycleStated(_message.Message):
    __slots__ = ("machine", "plant", "item", "microseconds", "since")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    MICROSECONDS_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    item: str
    microseconds: int
    since: _timestamp_pb2.Timestamp
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., item: _Optional[str] = ..., microseconds: _Optional[int] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class MachineDayClosed(_message.Message):
    __slots__ = ("machine", "plant", "day", "availability", "performance", "quality", "oee", "planned_time_basis")
    MACHINE_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    DAY_FIELD_NUMBER: _ClassVar[int]
    AVAILABILITY_FIELD_NUMBER: _ClassVar[int]
    PERFORMANCE_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    OEE_FIELD_NUMBER: _ClassVar[int]
    PLANNED_TIME_BASIS_FIELD_NUMBER: _ClassVar[int]
    machine: str
    plant: str
    day: _values_pb2.Date
    availability: float
    performance: float
    quality: float
    oee: float
    planned_time_basis: PlannedTimeBasis
    def __init__(self, machine: _Optional[str] = ..., plant: _Optional[str] = ..., day: _Optional[_Union[_values_pb2.Date, _Mapping]] = ..., availability: _Optional[float] = ..., performance: _Optional[float] = ..., quality: _Optional[float] = ..., oee: _Optional[float] = ..., planned_time_basis: _Optional[_Union[PlannedTimeBasis, str]] = ...) -> None: ...
