"""TRC-2, TRC-4: an event tells what, when, where, why and who, and has exactly one spelling to hash."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from headrace_contracts.values import Quantity
from headrace_traceability.model.canonical import canonical_json
from headrace_traceability.model.trace_event import Amount, EventKind, EventRefused, TraceEvent

AT = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
MADE = TraceEvent(
    id="e-1",
    kind=EventKind.TRANSFORMATION,
    at=AT,
    organisation="山水",
    location="plant-1",
    step="commissioning",
    inputs=(Amount("lot:A", Quantity.of("1.50", "kg")),),
    outputs=(Amount("serial:S1", Quantity.of(1, "pcs")),),
    document="WO-1",
)


def test_the_bytes_of_an_event_are_fixed() -> None:
    assert MADE.canonical().decode() == (
        '{"id":"e-1","kind":"transformation","what":{"inputs":[{"code":"lot:A","quantity":"1.5","unit":"kg"}],'
        '"outputs":[{"code":"serial:S1","quantity":"1","unit":"pcs"}]},"when":"2026-11-21T08:00:00.000000Z",'
        '"where":"plant-1","who":{"organisation":"山水"},"why":{"document":"WO-1","step":"commissioning"}}'
    )


def test_equal_contents_written_differently_have_equal_bytes() -> None:
    same = replace(
        MADE,
        at=AT.astimezone(timezone(timedelta(hours=8))),
        inputs=(Amount("lot:A", Quantity(Decimal("1.500"), "kg")),),
    )
    assert same.canonical() == MADE.canonical()


def test_reading_and_writing_again_changes_nothing() -> None:
    assert canonical_json(json.loads(MADE.canonical())) == MADE.canonical()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"outputs": ()}, "names nothing"),
        ({"inputs": ()}, "needs inputs"),
        ({"kind": EventKind.OBJECT}, "has no inputs"),
        ({"kind": EventKind.AGGREGATION, "outputs": MADE.outputs * 2}, "one package"),
    ],
)
def test_an_event_that_does_not_tell_what_its_kind_must_is_refused(change, why) -> None:
    with pytest.raises(EventRefused, match=why):
        replace(MADE, **change)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="names no zone"):
        replace(MADE, at=datetime(2026, 11, 21))  # noqa: DTZ001 - the fault under test


def test_floats_have_no_canonical_form() -> None:
    with pytest.raises(TypeError, match="decimal string"):
        canonical_json({"a": [{"b": 0.1}]})
