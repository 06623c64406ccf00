from headrace.common.v1 import options_pb2 as _options_pb2
from headrace.common.v1 import values_pb2 as _values_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class InspectionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INSPECTION_KIND_UNSPECIFIED: _ClassVar[InspectionKind]
    INSPECTION_KIND_INCOMING: _ClassVar[InspectionKind]
    INSPECTION_KIND_FINAL: _ClassVar[InspectionKind]

class Disposition(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DISPOSITION_UNSPECIFIED: _ClassVar[Disposition]
    DISPOSITION_USE_AS_IS: _ClassVar[Disposition]
    DISPOSITION_REWORK: _ClassVar[Disposition]
    DISPOSITION_RETURN: _ClassVar[Disposition]
    DISPOSITION_SCRAP: _ClassVar[Disposition]
INSPECTION_KIND_UNSPECIFIED: InspectionKind
INSPECTION_KIND_INCOMING: InspectionKind
INSPECTION_KIND_FINAL: InspectionKind
DISPOSITION_UNSPECIFIED: Disposition
DISPOSITION_USE_AS_IS: Disposition
DISPOSITION_REWORK: Disposition
DISPOSITION_RETURN: Disposition
DISPOSITION_SCRAP: Disposition

class InspectionRequested(_message.Message):
    __slots__ = ("inspection", "kind", "item", "lot", "plant", "quantity", "sample_size", "acceptance_number", "severity", "supplier", "rejection_number", "aql", "code_letter")
    INSPECTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_SIZE_FIELD_NUMBER: _ClassVar[int]
    ACCEPTANCE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    REJECTION_NUMBER_FIELD_NUMBER: _ClassVar[int]
    AQL_FIELD_NUMBER: _ClassVar[int]
    CODE_LETTER_FIELD_NUMBER: _ClassVar[int]
    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    sample_size: int
    acceptance_number: int
    severity: str
    supplier: str
    rejection_number: int
    aql: str
    code_letter: str
    def __init__(self, inspection: _Optional[str] = ..., kind: _Optional[_Union[InspectionKind, str]] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., sample_size: _Optional[int] = ..., acceptance_number: _Optional[int] = ..., severity: _Optional[str] = ..., supplier: _Optional[str] = ..., rejection_number: _Optional[int] = ..., aql: _Optional[str] = ..., code_letter: _Optional[str] = ...) -> None: ...

class LotAccepted(_message.Message):
    __slots__ = ("inspection", "kind", "item", "lot", "plant", "quantity", "supplier", "purchase_order", "order_line", "work_order", "serials", "again")
    INSPECTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    AGAIN_FIELD_NUMBER: _ClassVar[int]
    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    again: bool
    def __init__(self, inspection: _Optional[str] = ..., kind: _Optional[_Union[InspectionKind, str]] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., order_line: _Optional[int] = ..., work_order: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., again: bool = ...) -> None: ...

class LotRejected(_message.Message):
    __slots__ = ("inspection", "kind", "item", "lot", "plant", "quantity", "supplier", "purchase_order", "order_line", "work_order", "defects", "reason", "serials", "again", "reason_said")
    INSPECTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    DEFECTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    AGAIN_FIELD_NUMBER: _ClassVar[int]
    REASON_SAID_FIELD_NUMBER: _ClassVar[int]
    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    defects: int
    reason: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    again: bool
    reason_said: _values_pb2.Message
    def __init__(self, inspection: _Optional[str] = ..., kind: _Optional[_Union[InspectionKind, str]] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., order_line: _Optional[int] = ..., work_order: _Optional[str] = ..., defects: _Optional[int] = ..., reason: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., again: bool = ..., reason_said: _Optional[_Union[_values_pb2.Message, _Mapping]] = ...) -> None: ...

class LotTakenBack(_message.Message):
    __slots__ = ("work_order", "item", "lot", "plant", "quantity", "serials", "reason")
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    work_order: str
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    serials: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    def __init__(self, work_order: _Optional[str] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., serials: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ...) -> None: ...

class LotDisposed(_message.Message):
    __slots__ = ("nonconformance", "disposition", "item", "lot", "plant", "quantity", "supplier", "reason", "purchase_order", "order_line", "serials")
    NONCONFORMANCE_FIELD_NUMBER: _ClassVar[int]
    DISPOSITION_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    nonconformance: str
    disposition: Disposition
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    supplier: str
    reason: str
    purchase_order: str
    order_line: int
    serials: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, nonconformance: _Optional[str] = ..., disposition: _Optional[_Union[Disposition, str]] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., supplier: _Optional[str] = ..., reason: _Optional[str] = ..., purchase_order: _Optional[str] = ..., order_line: _Optional[int] = ..., serials: _Optional[_Iterable[str]] = ...) -> None: ...

class InspectionReopened(_message.Message):
    __slots__ = ("inspection", "kind", "item", "lot", "plant", "quantity", "supplier", "purchase_order", "order_line", "work_order", "serials", "accepted", "reason", "again")
    INSPECTION_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ITEM_FIELD_NUMBER: _ClassVar[int]
    LOT_FIELD_NUMBER: _ClassVar[int]
    PLANT_FIELD_NUMBER: _ClassVar[int]
    QUANTITY_FIELD_NUMBER: _ClassVar[int]
    SUPPLIER_FIELD_NUMBER: _ClassVar[int]
    PURCHASE_ORDER_FIELD_NUMBER: _ClassVar[int]
    ORDER_LINE_FIELD_NUMBER: _ClassVar[int]
    WORK_ORDER_FIELD_NUMBER: _ClassVar[int]
    SERIALS_FIELD_NUMBER: _ClassVar[int]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    AGAIN_FIELD_NUMBER: _ClassVar[int]
    inspection: str
    kind: InspectionKind
    item: str
    lot: str
    plant: str
    quantity: _values_pb2.Quantity
    supplier: str
    purchase_order: str
    order_line: int
    work_order: str
    serials: _containers.RepeatedScalarFieldContainer[str]
    accepted: bool
    reason: str
    again: bool
    def __init__(self, inspection: _Optional[str] = ..., kind: _Optional[_Union[InspectionKind, str]] = ..., item: _Optional[str] = ..., lot: _Optional[str] = ..., plant: _Optional[str] = ..., quantity: _Optional[_Union[_values_pb2.Quantity, _Mapping]] = ..., supplier: _Optional[str] = ..., purchase_order: _Optional[str] = ..., order_line: _Optional[int] = ..., work_order: _Optional[str] = ..., serials: _Optional[_Iterable[str]] = ..., accepted: bool = ..., reason: _Optional[str] = ..., again: bool = ...) -> None: ...
