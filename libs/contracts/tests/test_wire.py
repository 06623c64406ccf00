"""PLT-6: a number that comes in an event is one that can be worked with."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headrace.common.v1 import values_pb2
from headrace_contracts import wire
from headrace_contracts.values import Quantity
from headrace_contracts.zones import is_zone


@pytest.mark.parametrize(
    "odd", ["1E+999999999", "1E-999999999", "0E+999", "9" * 51, "1." + "0" * 50, "NaN", "Infinity"]
)
def test_a_quantity_that_takes_pages_to_write_out_is_refused(odd):
    with pytest.raises(ValueError, match="more than 50 digits"):
        wire.quantity_from(values_pb2.Quantity(value=odd, unit="EA"))


@pytest.mark.parametrize("usual", ["0", "-2.5", "0.333333333333333", "1000000000", "9" * 50])
def test_a_quantity_comes_out_as_it_went_in(usual):
    quantity = Quantity(Decimal(usual), "KG")
    assert wire.quantity_from(wire.quantity_to(quantity)) == quantity


@pytest.mark.parametrize(
    "odd", ["", "Mars/Base", "America", "../etc/passwd", "/etc/passwd", "a\x00b", "x" * 300, "\ud800"]
)
def test_a_name_that_is_no_zone_is_told_from_one(odd):
    assert is_zone("Asia/Shanghai")
    assert not is_zone(odd)
