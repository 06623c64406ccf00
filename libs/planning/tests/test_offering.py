"""MRP-10: an item is bought where it is cheapest, unless a customer would be served later for that."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headrace_contracts.values import Price, Quantity
from headrace_planning.engine.offering import on_best_offers
from headrace_planning.engine.plan import answered, plan
from headrace_planning.model.facts import Positions, laid_out
from headrace_planning.model.network import Item, Network
from headrace_planning.model.sourcing import SupplierOffer

from .planning_facts import START, day, forecast, order


def offer(supplier, price, lead, minimum=0):
    return SupplierOffer(supplier, 0, Price(Decimal(price), "EUR"), lead, Quantity(Decimal(minimum), "EA"))


OFFERS = [offer("bulk", "0.90", 30, 1000), offer("near", "1.00", 3)]
NETWORK = Network({"A": Item("A", "EA", 0, False, 0)}, {}, {"A": OFFERS}, set(), ["P1"])


def made(make, *demands):
    return on_best_offers(make, laid_out(START, NETWORK, demands, Positions([], [], {}, {})), NETWORK)


def supplier(*demands):
    return made(plan, *demands)[2].offer_for("A", "P1").supplier


def test_what_is_wanted_decides_where_it_is_cheapest():
    assert supplier(order("A", 5, 60)) == "near"
    assert supplier(order("A", 5000, 60)) == "bulk"


def test_nobody_waits_for_what_is_cheaper():
    assert supplier(order("A", 5000, 5)) == "near"
    assert supplier(order("A", 5, 5, "SO1"), order("A", 5000, 60, "SO2")) == "near"


def test_a_forecast_waits():
    assert supplier(forecast("A", 5000, 5)) == "bulk"


@pytest.mark.parametrize("due", [0, 5, 60])
def test_a_promise_and_a_plan_find_the_same_day(due):
    found = [made(make, order("A", 5000, due))[0].answers for make in (plan, answered)]
    assert found[0] == found[1]
    assert found[0][0].earliest == max(day(due), day(3))
