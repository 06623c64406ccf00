"""PLT-6: an event as CloudEvents 1.0: binary mode on the wire, JSON for partners."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import pytest

from headrace_chassis.events.envelope import Envelope, UnknownEventType
from headrace_chassis.events.seeing import for_reader
from headrace_contracts.api_gateway.v1 import PlantRegistered

EVENT = PlantRegistered(plant="north", organisation="acme", name="North", time_zone="Europe/Berlin")
ENVELOPE = Envelope(
    id="3f0e3c1e-0000-4000-8000-000000000001",
    type=EVENT.event_type,
    source="api-gateway",
    key="north",
    tenant="acme",
    plant="north",
    version=3,
    time=datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
    traceparent="00-" + "a" * 32 + "-" + "b" * 16 + "-01",
    data=EVENT.to_wire(),
    position=17,
    actor="li@acme",
    cause="orders:12",
)


def whole() -> dict[str, Any]:
    form = for_reader(ENVELOPE, "acme")
    assert form is not None
    return form


def test_binary_mode_has_the_attributes_in_headers_and_protobuf_in_the_value():
    headers, value = ENVELOPE.binary()
    named = {name: text.decode() for name, text in headers}
    assert named["content-type"] == "application/protobuf"
    assert (named["ce_specversion"], named["ce_type"]) == ("1.0", "headrace.api_gateway.v1.PlantRegistered")
    assert (named["ce_source"], named["ce_subject"], named["ce_time"]) == (
        "/headrace/api-gateway",
        "north",
        "2026-03-02T08:30:00Z",
    )
    assert (named["ce_tenant"], named["ce_aggregateversion"], named["ce_logposition"]) == ("acme", "3", "17")
    assert named["ce_traceparent"] == ENVELOPE.traceparent
    assert (named["ce_actor"], named["ce_cause"]) == ("li@acme", "orders:12")
    assert PlantRegistered.from_wire(value) == EVENT


def test_attributes_are_named_as_cloudevents_asks():
    """Lower-case letters and digits, and no longer than 20 of them."""
    assert all(re.fullmatch("[a-z0-9]{1,20}", name) for name in whole())
    headers = dict(ENVELOPE.binary()[0])
    assert all(re.fullmatch("content-type|ce_[a-z0-9]{1,20}", name) for name in headers)


def test_an_event_of_a_relay_that_knew_of_neither_was_caused_by_nobody_known():
    headers = {name: value for name, value in ENVELOPE.binary()[0] if name not in ("ce_actor", "ce_cause")}
    heard = Envelope.from_binary(headers, ENVELOPE.data)
    assert (heard.actor, heard.cause) == ("unknown", "")


def test_an_event_survives_binary_mode():
    headers, value = ENVELOPE.binary()
    assert Envelope.from_binary(dict(headers), value) == ENVELOPE


def test_an_attribute_without_a_value_is_left_out_and_comes_back_empty():
    bare = ENVELOPE._replace(plant="", traceparent="", cause="")
    headers, value = bare.binary()
    assert "ce_plant" not in dict(headers)
    assert Envelope.from_binary(dict(headers), value) == bare


def test_partners_get_the_content_as_json():
    form = whole()
    assert form["datacontenttype"] == "application/json"
    assert (form["actor"], form["cause"]) == ("li@acme", "orders:12")
    assert form["data"] == {
        "plant": "north",
        "organisation": "acme",
        "name": "North",
        "time_zone": "Europe/Berlin",
    }


def test_an_event_of_an_unknown_type_says_so():
    with pytest.raises(UnknownEventType, match=r"headrace\.mrp\.v9\.Unheard"):
        ENVELOPE._replace(type="headrace.mrp.v9.Unheard").event()
