"""LOG-2: what a plant has to send for an order is open until all of it is sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_logistics.shipping.model.shipment import ShipmentLine
from headrace_logistics.shipping.model.shipment_request import RequestClosed, RequestState, ShipmentRequest

from ..worlds import pcs


def request(first: int = 3, second: int = 2) -> ShipmentRequest:
    lines = [ShipmentLine(1, "PUMP", pcs(first)), ShipmentLine(2, "BOLT", pcs(second))]
    return ShipmentRequest.of("shr_1", "ACME", order="SO-1", customer="C-1", plant="P1", lines=lines)


def test_a_part_that_was_sent_is_not_asked_for_again():
    asked = request()
    asked.ship([ShipmentLine(1, "PUMP", pcs(2)), ShipmentLine(2, "BOLT", pcs(2))])
    assert asked.open_lines() == [ShipmentLine(1, "PUMP", pcs(1))]
    asked.ship([ShipmentLine(1, "PUMP", pcs(1))])
    assert asked.state is RequestState.COMPLETE
    with pytest.raises(RequestClosed, match="complete"):
        asked.open_lines()


def test_a_cancelled_request_sends_no_more_and_a_complete_one_stays_so():
    asked, sent = request(), request()
    asked.cancel()
    with pytest.raises(RequestClosed, match="cancelled"):
        asked.open_lines()
    sent.ship(sent.open_lines())
    sent.cancel()
    assert sent.state is RequestState.COMPLETE


@given(st.lists(st.integers(1, 4), max_size=12))
def test_in_however_many_parts_it_goes_all_of_it_goes_once(parts):
    asked, sent = request(9, 5), 0
    for part in parts:
        if asked.state is RequestState.COMPLETE:
            break
        line = asked.open_lines()[0]
        quantity = min(line.quantity, pcs(part))
        asked.ship([ShipmentLine(line.order_line, line.item, quantity)])
        sent += int(quantity.value)
    rest = sum(int(line.rest.value) for line in asked.lines)
    assert sent + rest == 14
    assert (asked.state is RequestState.COMPLETE) == (rest == 0)
