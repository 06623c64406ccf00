"""PLT-2, PLT-5: each event says whose it is and who sees what of it; the tables of docs/events.md are what it says."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable

import pytest
from google.protobuf.descriptor import Descriptor, FieldDescriptor

from headrace.common.v1 import options_pb2
from headrace_contracts.event import Event
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.wire import ALL

FIRMS = (
    "supplier customer bank carrier seller buyer holder debtor creditor maker organisation party partner insurer payee "
    "payer taker grantor tenant firm company vendor shipper consignee forwarder lender guarantor"
)
A_FIRM = re.compile(rf"(^|_)({FIRMS.replace(' ', '|')})s?$")


def described(event: type[Event]) -> Descriptor:
    file = importlib.import_module(f"{event.topic}.events_pb2").DESCRIPTOR
    return file.message_types_by_name[event.event_type.rpartition(".")[2]]


def seen_by(field: FieldDescriptor) -> set[str]:
    return set(field.GetOptions().Extensions[options_pb2.seen_by])


def undecided(named: Iterable[str], decided: Iterable[str]) -> list[str]:
    """Fields that are named like a firm and are neither a party nor said to be only named."""
    return [name for name in named if A_FIRM.search(name) and name not in decided]


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_firm_that_an_event_names_is_a_party_or_said_to_be_only_named(name):
    message = described(EVENT_TYPES[name])
    options = message.GetOptions().Extensions
    decided = [*options[options_pb2.parties], *options[options_pb2.only_named]]
    wrong = undecided(message.fields_by_name, decided)
    assert not wrong, f"{name}: say in its proto file whether {wrong} are parties or only_named"
    assert set(decided) <= set(message.fields_by_name)


@pytest.mark.parametrize("field", ["supplier", "from_holder", "new_bank", "carriers", "insurer"])
def test_a_new_event_that_names_a_firm_fails_until_it_is_decided(field):
    assert undecided(["item", "plant", field], []) == [field]
    assert not undecided(["item", "plant", field], [field])


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_parties_are_named_by_fields_and_see_by_which_key_the_event_goes_and_who_they_are(name):
    event, message = EVENT_TYPES[name], described(EVENT_TYPES[name])
    fields = message.fields_by_name
    assert event.shown_in, f"{name}: say in which list of its service it is shown (shown_in)"
    assert ALL not in fields
    for party in event.parties:
        assert fields[party].cpp_type == FieldDescriptor.CPPTYPE_STRING
        assert not fields[party].is_repeated
        assert {event.key_field, party} <= {f for f, by in event.seen.items() if ALL in by or party in by}, party


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_fields_are_seen_by_parties_that_there_are(name):
    message = described(EVENT_TYPES[name])
    parties = {*EVENT_TYPES[name].parties, ALL} if EVENT_TYPES[name].parties else set()
    assert all(seen_by(field) <= parties for field in message.fields)


def test_parts_that_a_party_sees_say_what_of_them():
    """A part that is sent whole to nobody by oversight: it has to name its fields itself."""
    for event in EVENT_TYPES.values():
        for field in described(event).fields:
            if seen_by(field) and field.message_type and ".common." not in field.message_type.full_name:
                assert any(seen_by(one) for one in field.message_type.fields), f"{event.event_type}.{field.name}"
