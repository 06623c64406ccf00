"""PLT-6: values are exact and never mixed; events survive the wire; money is never lost in a split."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headrace_contracts.aggregate import Aggregate
from headrace_contracts.equipment.v1 import MachineState, MachineStateChanged
from headrace_contracts.product.v1 import ItemDefined, Source, Tracking
from headrace_contracts.registry import EVENT_TYPES
from headrace_contracts.values import MixedUnits, Money, Quantity

decimals = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9)


@given(decimals, decimals)
def test_quantities_add_exactly(a, b):
    total = Quantity(a, "KG") + Quantity(b, "KG")
    assert total - Quantity(b, "KG") == Quantity(a, "KG")


amounts = st.integers(-(10**30), 10**30)
weights_of = st.lists(st.integers(0, 1000) | st.decimals(0, 10**6, places=4), min_size=1, max_size=20).filter(any)


@given(amounts, weights_of)
@example(-10000, [1, 1, 1])
def test_a_split_of_money_loses_nothing_and_is_fair_to_a_cent(minor, weights):
    parts = Money(minor, "EUR").allocate(weights)
    assert sum(p.minor for p in parts) == minor
    shares = [Fraction(weight) for weight in weights]
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.minor - minor * share / sum(shares)) < 1


@given(amounts, weights_of)
def test_what_is_taken_back_is_split_as_it_was_given(minor, weights):
    given_, taken = Money(minor, "EUR").allocate(weights), Money(-minor, "EUR").allocate(weights)
    assert [-part for part in taken] == list(given_)


@pytest.mark.parametrize("weights", [[], [0], [-1, 2], [1, -1]])
def test_nothing_is_split_by_no_weight_or_by_one_below_zero(weights):
    with pytest.raises(ValueError, match="weights"):
        Money(100, "EUR").allocate(weights)


def test_units_and_currencies_are_never_mixed():
    with pytest.raises(MixedUnits):
        Quantity(Decimal(1), "KG") + Quantity(Decimal(1), "EA")
    with pytest.raises(MixedUnits):
        Money(1, "EUR") + Money(1, "CNY")


@pytest.mark.parametrize("wrong", ["x", "NaN", "Infinity", ""])
def test_a_quantity_is_a_finite_number(wrong):
    with pytest.raises(ValueError, match="number"):
        Quantity.of(wrong, "EA")


def test_money_knows_the_minor_units_of_its_currency():
    assert Money.of("12.345", "EUR") == Money(1234, "EUR")
    assert Money.of("12", "JPY") == Money(12, "JPY")
    assert str(Money(1205, "EUR")) == "12.05 EUR"


@given(decimals, st.booleans(), st.text(max_size=20))
def test_an_event_survives_the_wire(amount, priced, name):
    event = ItemDefined(
        item="BK-1",
        name=name,
        unit="EA",
        category="c",
        subcategory="s",
        source=Source.BUY,
        tracking=Tracking.LOT,
        sold=False,
        lead_time_days=3,
        safety_stock=Quantity(amount, "EA"),
        lot_minimum=Quantity(Decimal(1), "EA"),
        lot_multiple=Quantity(Decimal("0.25"), "EA"),
        list_price=Money(7, "EUR") if priced else None,
    )
    assert ItemDefined.from_wire(event.to_wire()) == event


def test_moments_and_enums_survive_the_wire_and_read_well_as_json():
    since = datetime(2026, 3, 2, 8, 30, 0, 123456, tzinfo=UTC)
    event = MachineStateChanged(
        machine="m1",
        plant="p",
        work_centre="w",
        previous=MachineState.RUN,
        state=MachineState.ABNORMAL,
        reason="jam",
        since=since,
    )
    assert MachineStateChanged.from_wire(event.to_wire()) == event
    assert event.to_json()["state"] == "abnormal"
    assert event.to_json()["since"] == "2026-03-02T08:30:00.123456Z"


def test_every_event_has_a_key_among_its_fields():
    for name, kind in EVENT_TYPES.items():
        assert kind.event_type == name
        assert kind.key_field in kind.__slots__


def test_an_aggregate_hands_over_each_event_once():
    thing = Aggregate(id="a", tenant="t")
    event = MachineStateChanged(
        machine="m", plant="p", work_centre="w", previous=MachineState.RUN, state=MachineState.OFF, reason="",
        since=datetime(2026, 1, 1, tzinfo=UTC),
    )  # fmt: skip
    thing.tell(event)
    assert thing.collect_events() == [event]
    assert thing.collect_events() == []
