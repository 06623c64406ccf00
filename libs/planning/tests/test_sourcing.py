"""MRP-10, SRM-2: an item is bought by the offer with which what is wanted costs least, unless the buyer has a wish."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Price, Quantity
from headrace_planning.model.sourcing import Lots, SupplierOffer, chosen

needed = st.lists(st.integers(1, 50).map(Decimal), max_size=8)
lots = st.builds(Lots, st.integers(0, 60).map(Decimal), st.integers(0, 7).map(Decimal))


def offer(supplier, price, minimum=1, rank=0, lead=5, currency="EUR"):
    return SupplierOffer(supplier, rank, Price(Decimal(price), currency), lead, Quantity(Decimal(minimum), "EA"))


def best(offers, *needs):
    found = chosen(offers, [Decimal(need) for need in needs])
    return found and found.supplier


CHEAP, NEAR = offer("s1", "0.90", 1000, lead=30), offer("s2", "1.00")


def test_the_minimum_counts_in_the_cost():
    assert best([CHEAP, NEAR], 5) == "s2"
    assert best([CHEAP, NEAR], 899) == "s2"
    assert best([CHEAP, NEAR], 901) == "s1"
    assert best([CHEAP, NEAR], *[5] * 181) == "s1"


def test_fractions_of_a_cent_decide():
    assert best([offer("s1", "0.0125"), offer("s2", "0.0124")], 1) == "s2"


def test_a_supplier_s_price_steps_are_offers_like_others():
    steps = [offer("s1", "1.00"), offer("s1", "0.90", 1000)]
    assert chosen(steps, [Decimal(5)]).minimum.value == 1
    assert chosen(steps, [Decimal(950)]).minimum.value == 1000


def test_whom_the_buyer_wants_comes_first_whatever_it_costs():
    wanted = offer("dear", "9", rank=2)
    assert best([CHEAP, NEAR, wanted], 5) == "dear"
    assert best([CHEAP, NEAR, wanted, offer("dearer", "10", rank=1)], 5) == "dearer"


def test_with_nothing_known_of_the_need_the_price_decides_then_the_lead_time_then_the_code():
    assert best([CHEAP, NEAR]) == "s1"
    assert best([offer("b", "1", lead=3), offer("a", "1")], 5) == "b"
    assert best([offer("b", "1"), offer("a", "1")], 5) == "a"
    assert best([]) is None


def test_costs_in_two_currencies_are_not_compared():
    offers = [offer("s1", "900", currency="JPY", lead=9), offer("s2", "7", lead=4), offer("s3", "6", lead=8)]
    assert best(offers, 5) == "s3"


@given(needed, lots)
def test_lots_cover_the_needs_and_end_with_less_than_one_lot_too_much(needs, lots):
    bought, total = lots.bought_for(needs), sum(needs)
    assert bought >= total
    assert bought - total < max(lots.minimum, lots.multiple, 1) + lots.multiple
    assert not lots.multiple or bought % lots.multiple == 0


@given(needed, st.lists(st.tuples(st.integers(1, 20), st.integers(0, 60)), min_size=1, max_size=5))
def test_no_other_offer_would_have_cost_less(needs, terms):
    offers = [offer(f"s{n}", price, minimum) for n, (price, minimum) in enumerate(terms)]

    def cost(each):
        return each.price.amount * Lots().of(each).bought_for(needs)

    assert cost(chosen(offers, needs)) == min(map(cost, offers))
