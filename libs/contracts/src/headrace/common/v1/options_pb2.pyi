from google.protobuf import descriptor_pb2 as _descriptor_pb2
from google.protobuf import descriptor as _descriptor
from typing import ClassVar as _ClassVar

DESCRIPTOR: _descriptor.FileDescriptor
KEY_FIELD_NUMBER: _ClassVar[int]
key: _descriptor.FieldDescriptor
SHOWN_IN_FIELD_NUMBER: _ClassVar[int]
shown_in: _descriptor.FieldDescriptor
PARTIES_FIELD_NUMBER: _ClassVar[int]
parties: _descriptor.FieldDescriptor
ONLY_NAMED_FIELD_NUMBER: _ClassVar[int]
only_named: _descriptor.FieldDescriptor
SEEN_BY_FIELD_NUMBER: _ClassVar[int]
seen_by: _descriptor.FieldDescriptor
