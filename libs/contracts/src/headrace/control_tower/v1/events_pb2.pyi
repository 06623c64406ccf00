from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ExceptionOpened(_message.Message):
    __slots__ = ("exception", "rule", "severity", "subject_kind", "subject", "plant", "work_centre", "title", "item", "maker", "title_said")
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    TITLE_SAID_FIELD_NUMBER: _ClassVar[int]
    exception: str
    rule: str
    severity: str
    subject_kind: str
    subject: str
    plant: str
    work_centre: str
    title: str
    item: str
    maker: str
    title_said: _values_pb2.Message
    def __init__(self, exception: _Optional[str] = ..., rule: _Optional[str] = ..., severity: _Optional[str] = ..., subject_kind: _Optional[str] = ..., subject: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., title: _Optional[str] = ..., item: _Optional[str] = ..., maker: _Optional[str] = ..., title_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class ExceptionAssigned(_message.Message):
    __slots__ = ("exception", "owner")
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    exception: str
    owner: str
    def __init__(self, exception: _Optional[str] = ..., owner: _Optional[str] = ...) -> None: ...

class ExceptionFeedbackGiven(_message.Message):
    __slots__ = ("exception", "rule", "subject_kind", "subject", "plant", "work_centre", "note", "delay_days", "item", "maker")
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    WORK_CENTRE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    DELAY_DAYS_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    MAKER_FIELD_NUMBER: _ClassVar[int]
    exception: str
    rule: str
    subject_kind: str
    subject: str
    plant: str
    work_centre: str
    note: str
    delay_days: int
    item: str
    maker: str
    def __init__(self, exception: _Optional[str] = ..., rule: _Optional[str] = ..., subject_kind: _Optional[str] = ..., subject: _Optional[str] = ..., plant: _Optional[str] = ..., work_centre: _Optional[str] = ..., note: _Optional[str] = ..., delay_days: _Optional[int] = ..., item: _Optional[str] = ..., maker: _Optional[str] = ...) -> None: ...

class ExceptionClosed(_message.Message):
    __slots__ = ("exception", "resolution", "minutes_open")
    EXCEPTION_FIELD_NUMBER: _ClassVar[int]
    RESOLUTION_FIELD_NUMBER: _ClassVar[int]
    MINUTES_OPEN_FIELD_NUMBER: _ClassVar[int]
    exception: str
    resolution: str
    minutes_open: float
    def __init__(self, exception: _Optional[str] = ..., resolution: _Optional[str] = ..., minutes_open: _Optional[float] = ...) -> None: ...

class Fact(_message.Message):
    __slots__ = ("name", "value")
    NAME_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    name: str
    value: str
    def __init__(self, name: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class JourneyStepRecorded(_message.Message):
    __slots__ = ("journey", "step", "title", "service", "seconds", "event", "link", "facts", "state")
    JOURNEY_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    SECONDS_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    LINK_FIELD_NUMBER: _ClassVar[int]
    FACTS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    journey: str
    step: str
    title: str
    service: str
    seconds: float
    event: str
    link: str
    facts: _containers.RepeatedCompositeFieldContainer[Fact]
    state: str
    def __init__(self, journey: _Optional[str] = ..., step: _Optional[str] = ..., title: _Optional[str] = ..., service: _Optional[str] = ..., seconds: _Optional[float] = ..., event: _Optional[str] = ..., link: _Optional[str] = ..., facts: _Optional[_Iterable[_Union[Fact, _Mapping]]] = ..., state: _Optional[str] = ...) -> None: ...
