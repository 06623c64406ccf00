"""PLT-6: whoever reads an event of another version reads it: fields may be missing, new, or of new values."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.equipment.v1 import MachineState, MachineStateChanged
from headrace_contracts.event import Event
from headrace_contracts.quality.v1 import LotAccepted
from headrace_contracts.registry import EVENT_TYPES

NEW_FIELD = b"\x98\xf7\x02\x07"  # number 5999, of which nobody has heard
VALUES: dict[str, dict[str, Any]] = {
    "headrace.common.v1.Quantity": {"value": "2.5", "unit": "EA"},
    "headrace.common.v1.Money": {"minor": 5, "currency": "EUR"},
    "headrace.common.v1.Price": {"amount": "0.05", "currency": "EUR"},
    "headrace.common.v1.Date": {"year": 2026, "month": 3, "day": 2},
    "headrace.common.v1.Message": {"code": "orders.later", "facts": '{"line": 1, "by": {"a kind that came later": 7}}'},
}
SCALARS = {FieldDescriptor.CPPTYPE_STRING: "x", FieldDescriptor.CPPTYPE_ENUM: 1, FieldDescriptor.CPPTYPE_BOOL: True}


def kind_of(event: type[Event]) -> type[Message]:
    return getattr(importlib.import_module(f"{event.topic}.events_pb2"), event.event_type.rpartition(".")[2])


def fill(message: Message) -> Message:
    """Every field with a value, and parts down to the last."""
    for field in message.DESCRIPTOR.fields:
        if field.message_type:
            part = getattr(message, field.name)
            part = part.add() if field.is_repeated else part
            part.SetInParent()
            known = VALUES.get(field.message_type.full_name)
            part.MergeFrom(type(part)(**known)) if known else fill(part)
        elif field.is_repeated:
            getattr(message, field.name).append(SCALARS.get(field.cpp_type, 7))
        else:
            setattr(message, field.name, SCALARS.get(field.cpp_type, 7))
    return message


def everything_in(message: Message) -> list[tuple[Message, FieldDescriptor]]:
    """Fields of the event and of its parts; a value (a quantity, a day) is there whole or not at all."""
    found = []
    for field, value in message.ListFields():
        found.append((message, field))
        for part in value if field.is_repeated else [value]:
            is_part = isinstance(part, Message) and ".common." not in part.DESCRIPTOR.full_name
            found += everything_in(part) if is_part else []
    return found


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_an_event_reads_as_a_whole_without_any_one_of_its_fields(name):
    event = EVENT_TYPES[name]
    whole = fill(kind_of(event)())
    for index in range(len(everything_in(whole))):
        lacking = type(whole)()
        lacking.CopyFrom(whole)
        message, field = everything_in(lacking)[index]
        message.ClearField(field.name)
        event.from_wire(lacking.SerializeToString()).to_json()


@settings(max_examples=200)
@given(st.data())
def test_an_event_reads_with_fields_missing_enums_of_new_numbers_and_fields_of_new_ones(data):
    event = EVENT_TYPES[data.draw(st.sampled_from(sorted(EVENT_TYPES)))]
    told = fill(kind_of(event)())
    for message, field in everything_in(told):
        if field.enum_type:
            setattr(message, field.name, data.draw(st.integers(-5, 200)))
        elif data.draw(st.integers(0, 9)) == 0:
            message.ClearField(field.name)
    read = event.from_wire(told.SerializeToString() + data.draw(st.sampled_from([b"", NEW_FIELD])))
    assert event.from_wire(read.to_wire()) == read
    assert all(set(read.seen_by(party)) <= set(read.to_json()) for party in event.parties)


def test_a_state_that_came_later_is_unspecified_and_known_ones_go_by_their_number():
    told = fill(kind_of(MachineStateChanged)())
    told.previous, told.state = 77, 3
    read = MachineStateChanged.from_wire(told.SerializeToString())
    assert (read.previous, read.state) == (MachineState.UNSPECIFIED, MachineState.ABNORMAL)


def test_nothing_on_the_wire_reads_as_nothing():
    read = LotAccepted.from_wire(b"")
    assert (read.quantity.value, read.quantity.unit, read.serials, read.again) == (0, "", (), None)
