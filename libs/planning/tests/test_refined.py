"""MRP-2, MRP-10: what is bought is bought where all that is wanted costs least, and dearer only to keep a promise."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from headrace_contracts.values import Price, Quantity
from headrace_planning.engine.refined import refined
from headrace_planning.model.facts import Positions, laid_out
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.sourcing import SupplierOffer

from .planning_facts import START, order

BIKE, BELL = Item("BIKE", "EA", 0, True, 1), Item("BELL", "EA", 0, False, 4)


def offer(supplier, price, lead, minimum=1, rank=0):
    return SupplierOffer(supplier, rank, Price(Decimal(price), "EUR"), lead, Quantity(Decimal(minimum), "EA"))


def planned(offers, *demands):
    bill = [Component("BELL", Quantity(Decimal(1), "EA"), Decimal(0), START, None)]
    network = Network({i.item: i for i in (BIKE, BELL)}, {"BIKE": bill}, {"BELL": offers}, {("BIKE", "P1")}, ["P1"])
    return refined(laid_out(START, network, demands, Positions([], [], {}, {})), network)


def supplier(best):
    return best.network.offer_for("BELL", "P1").supplier


def late(best):
    return [answer.demand.reference for answer in best.made.answers if answer.late_days]


SLOW, QUICK = offer("slow", "1", 20), offer("quick", "3", 2)


def test_the_cheap_offer_is_taken_when_it_is_in_time_and_a_dearer_one_when_only_that_is():
    assert supplier(planned([SLOW, QUICK], order("BIKE", 5, 40))) == "slow"
    in_time = planned([SLOW, QUICK], order("BIKE", 5, 40, "SO1"), order("BIKE", 5, 10, "SO2"))
    assert (supplier(in_time), late(in_time)) == ("quick", [])


def test_nothing_dearer_is_bought_where_it_keeps_no_promise():
    too_late = planned([SLOW, QUICK], order("BIKE", 5, 1))
    assert (supplier(too_late), late(too_late)) == ("slow", ["SO1"])


def test_the_buyer_s_wish_is_kept_also_when_that_is_late():
    wished = offer("wished", "2", 20, rank=1)
    assert supplier(planned([wished, QUICK], order("BIKE", 5, 10))) == "wished"


terms = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 25), st.integers(0, 60)), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(terms, st.lists(st.tuples(st.integers(1, 30), st.integers(1, 40)), min_size=1, max_size=4))
def test_no_plan_is_late_that_one_of_the_offers_alone_would_keep(offers, orders):
    sold = [offer(f"s{n}", price, lead, minimum) for n, (price, lead, minimum) in enumerate(offers)]
    wanted = [order("BIKE", quantity, due, f"SO{n}") for n, (quantity, due) in enumerate(orders)]
    alone = [len(late(planned([one], *wanted))) for one in sold]
    found = len(late(planned(sold, *wanted)))
    assert found <= min(alone)
