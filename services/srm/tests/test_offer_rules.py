"""SRM-3, SRM-8: ranks of offers, and what past purchases and prices must say to be taken; on the model alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Money, Quantity
from headrace_srm.model.known import Known
from headrace_srm.model.past_purchase import PastPurchase
from headrace_srm.model.refusal import RowRefused
from headrace_srm.model.supplier_item import Offer, SupplierItem, rank

KNOWN = Known({"steelco"}, {"TUBE": "EA"}, "EUR")
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
    price=Money(452, "EUR"),
)


def offered(supplier: str, minor: int, days: int = 5) -> SupplierItem:
    offer = Offer(supplier, "TUBE", Money(minor, "EUR"), days, Quantity.of(10, "EA"))
    return SupplierItem(id=offer.id, tenant="acme", offer=offer)


def test_the_cheapest_is_asked_first_then_the_fastest():
    slow, fast, dear = offered("a", 400, days=9), offered("b", 400, days=2), offered("c", 500, days=1)
    rank([dear, slow, fast])
    assert [each.rank for each in (fast, slow, dear)] == [1, 2, 3]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=8), st.randoms())
def test_ranks_do_not_depend_on_the_order_of_loading(terms, random):
    rivals = [offered(f"s{n}", minor, days) for n, (minor, days) in enumerate(terms)]
    rank(rivals)
    first = {each.id: each.rank for each in rivals}
    random.shuffle(rivals)
    rank(rivals)
    assert {each.id: each.rank for each in rivals} == first
    assert sorted(first.values()) == list(range(1, len(rivals) + 1))


def test_all_that_is_unknown_is_named_at_once():
    with pytest.raises(RowRefused) as refused:
        KNOWN.check("nobody", "GHOST", "USD")
    assert [problem["field"] for problem in refused.value.errors] == ["supplier", "item", "price"]
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
