from headrace.common.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Optional as _Optional

DESCRIPTOR: _descriptor.FileDescriptor

class OrganisationRegistered(_message.Message):
    __slots__ = ("organisation", "name", "role", "currency")
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    ROLE_FIELD_NUMBER: _ClassVar[int]
    CURRENCY_FIELD_NUMBER: _ClassVar[int]
    organisation: str
    name: str
    role: str
    currency: str
    def __init__(self, organisation: _Optional[str] = ..., name: _Optional[str] = ..., role: _Optional[str] = ..., currency: _Optional[str] = ...) -> None: ...

class PlantRegistered(_message.Message):
    __slots__ = ("plant", "organisation", "name", "time_zone")
    PLANT_FIELD_NUMBER: _ClassVar[int]
    ORGANISATION_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    TIME_ZONE_FIELD_NUMBER: _ClassVar[int]
    plant: str
    organisation: str
    name: str
    time_zone: str
    def __init__(self, plant: _Optional[str] = ..., organisation: _Optional[str] = ..., name: _Optional[str] = ..., time_zone: _Optional[str] = ...) -> None: ...
