"""PLT-6: an event that was sent again takes no effect, whether it comes later or beside the first."""

from __future__ import annotations

from datetime import UTC, datetime

from headrace_chassis.events.bus import Delivered
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.events.hearing import unheard


def at(offset: int, position: int) -> Delivered:
    return Delivered(
        offset,
        Envelope(
            id=str(position),
            type="headrace.orders.v1.OrderPlaced",
            source="headrace.orders.v1",
            key="ord_1",
            tenant="acme",
            plant="",
            version=1,
            time=datetime(2026, 3, 2, tzinfo=UTC),
            traceparent="",
            data=b"",
            position=position,
        ),
    )


def test_what_was_heard_before_is_left_out():
    delivered = [at(1, 7), at(2, 8), at(3, 9)]
    assert [one.event.position for one in unheard(delivered, 8)] == [9]


def test_what_stands_twice_in_one_batch_is_heard_once():
    delivered = [at(1, 7), at(2, 8), at(3, 7), at(4, 8), at(5, 9)]
    assert [one.offset for one in unheard(delivered, 6)] == [1, 2, 5]
