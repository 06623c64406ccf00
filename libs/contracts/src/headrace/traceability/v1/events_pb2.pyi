import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from headrace.common.v1 import options_pb2 as _options_pb2
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TreeHeadSigned(_message.Message):
    __slots__ = ("log", "size", "root", "signature", "signed_at")
    LOG_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    SIGNED_AT_FIELD_NUMBER: _ClassVar[int]
    log: str
    size: int
    root: str
    signature: str
    signed_at: _timestamp_pb2.Timestamp
    def __init__(self, log: _Optional[str] = ..., size: _Optional[int] = ..., root: _Optional[str] = ..., signature: _Optional[str] = ..., signed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
