"""SRM-3, SRM-8: which price step holds, and what past purchases and prices must say to be taken; on the model alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Price, Quantity
from headrace_srm.model.known import Known, Unit
from headrace_srm.model.past_purchase import PastPurchase
from headrace_srm.model.refusal import RowRefused
from headrace_srm.model.supplier_item import Offer, price_of

KNOWN = Known({"steelco"}, {"TUBE": Unit("EA", 0)}, "EUR")
PURCHASE = PastPurchase(
    reference="3/1",
    supplier="steelco",
    item="TUBE",
    ordered_on=date(2026, 1, 10),
    due=date(2026, 2, 1),
    received_on=date(2026, 1, 30),
    quantity=Decimal(10),
    received=Decimal(10),
    rejected=Decimal(2),
    price=Price(Decimal("4.52"), "EUR"),
)


def step(minimum: object, amount: object, *, supplier: str = "steelco", item: str = "TUBE") -> Offer:
    return Offer(supplier, item, Price(Decimal(str(amount)), "EUR"), 5, Quantity.of(str(minimum), "EA"))


def test_of_price_steps_the_best_that_is_reached_holds_and_below_all_the_lowest():
    steps = [step(1000, "0.08"), step(10, "0.10"), step(100, "0.09")]
    assert [price_of(steps, Decimal(n)).amount for n in (1, 10, 99, 100, 5000)] == [
        Decimal(amount) for amount in ("0.10", "0.10", "0.10", "0.09", "0.08")
    ]
    dearer_when_more = [step(1, "0.10"), step(1000, "0.12")]
    assert price_of(dearer_when_more, Decimal(2000)).amount == Decimal("0.10")


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 9)), min_size=1, max_size=6), st.integers(1, 60))
def test_nobody_pays_more_than_on_any_step_that_is_reached(steps, quantity):
    offers = [step(minimum, amount) for minimum, amount in steps]
    paid = price_of(offers, Decimal(quantity)).amount
    reached = [amount for minimum, amount in steps if minimum <= quantity]
    assert paid == min(reached) if reached else paid in {amount for _, amount in steps}


@given(
    st.tuples(st.from_regex("[a-z0-9][a-z0-9-]{0,3}", fullmatch=True), st.integers(0, 99), st.text("a:1", max_size=6)),
    st.tuples(st.from_regex("[a-z0-9][a-z0-9-]{0,3}", fullmatch=True), st.integers(0, 99), st.text("a:1", max_size=6)),
)
def test_offers_of_different_supplier_minimum_or_item_never_share_a_key(one, other):
    keys = {step(minimum, 1, supplier=supplier, item=item).key for supplier, minimum, item in (one, other)}
    assert len(keys) == len({one, other})
    assert step("10.0", 1).key == step("10", 1).key


def test_a_minimum_of_part_of_a_piece_is_refused():
    assert KNOWN.minimum("TUBE", Decimal("10.0")) == Quantity.of(10, "EA")
    with pytest.raises(RowRefused, match="give whole"):
        KNOWN.minimum("TUBE", Decimal("2.5"))


def test_all_that_is_unknown_is_named_at_once():
    with pytest.raises(RowRefused) as refused:
        KNOWN.check("nobody", "GHOST", "USD")
    assert [problem.field for problem in refused.value.errors] == ["supplier", "item", "price"]
    KNOWN.check("steelco", "TUBE", "EUR")
    replace(KNOWN, currency=None).check("steelco", "TUBE", "USD")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"received_on": None}, "the day is missing"),
        ({"rejected": Decimal(11)}, "11 rejected of only 10 received"),
        ({"received_on": date(2026, 1, 9)}, "before it was ordered"),
    ],
)
def test_books_that_contradict_themselves_are_refused(changes, words):
    PURCHASE.check()
    with pytest.raises(RowRefused, match=words):
        replace(PURCHASE, **changes).check()


def test_a_past_purchase_is_an_outcome_of_its_line():
    outcome = PURCHASE.outcome
    assert (outcome.share_in_time(date(2026, 3, 1)), outcome.accepted_share) == (1, Decimal("0.8"))
    unsent = replace(PURCHASE, received_on=None, received=Decimal(0), rejected=Decimal(0)).outcome
    assert (unsent.share_in_time(date(2026, 3, 1)), unsent.accepted_share) == (0, None)
