"""MRP-1, MRP-2: what a plant plans, with whose lead time, and forecasts as whole pieces."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headrace_contracts.values import Money, Quantity
from headrace_mrp.model.forecast import Bucket, demand_of
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.refusal import UnknownPlant
from headrace_planning.model.sourcing import SupplierOffer, preferred

TODAY = date(2026, 3, 4)
NONE = Decimal(0)


def item(name, made=False, unit="EA", minimum=0):
    return Item(name, unit, made, 5, NONE, Decimal(minimum), NONE)


def part(name, per, unit="EA", scrap="0", until=None):
    return Component(name, Quantity(Decimal(str(per)), unit), Decimal(scrap), TODAY, until)


def offer(supplier, rank, price, minimum=0, unit="EA"):
    return SupplierOffer(supplier, rank, Money(price, "EUR"), 9, Quantity(Decimal(minimum), unit))


def network(offers=(), plants=("east", "north"), routings=()):
    items = {i.item: i for i in (item("TABLE", made=True), item("LEG", minimum=2), item("OIL", unit="L"))}
    parts = {"TABLE": [part("LEG", 4), part("OIL", "0.0015", "L", scrap="0.1"), part("OIL", 1, "L", until=TODAY)]}
    return Network(items, parts, {"LEG": offers}, set(routings), plants)


def bucket(start, quantity, days=7):
    return Bucket("fco_1", TODAY + timedelta(days=start), days, Quantity(Decimal(str(quantity)), "EA"))


def rows(*buckets):
    return [((d.due - TODAY).days, int(d.quantity.value)) for d in demand_of("TABLE", "east", buckets, TODAY, 0)]


def test_a_plant_plans_what_its_items_are_made_of():
    planned = network().planned([("TABLE", "north")])
    assert [(p.item, p.plant) for p in planned] == [("LEG", "north"), ("OIL", "north"), ("TABLE", "north")]


def test_a_purchased_item_has_the_lead_time_and_least_lot_of_its_first_supplier():
    leg = network([offer("dear", 1, 90, minimum=6), offer("cheap", 2, 10)]).planned([("LEG", "north")])[0]
    assert (leg.lead_time_days, leg.lot_minimum) == (9, 6)
    boxed = network([offer("boxes", 1, 90, minimum=6, unit="BOX")]).planned([("LEG", "north")])[0]
    assert boxed.lot_minimum == 2


def test_the_supplier_is_the_best_ranked_then_the_cheapest_and_the_unranked_come_last():
    assert preferred([offer("a", 0, 1), offer("b", 2, 5), offer("c", 2, 4)]).supplier == "c"
    assert preferred([offer("b", 0, 1), offer("a", 0, 1)]).supplier == "a"
    assert preferred([]) is None


def test_a_forecast_is_planned_where_the_item_is_made():
    assert network(routings=[("TABLE", "north")]).home_of("TABLE") == "north"
    assert network().home_of("LEG") == "east"
    with pytest.raises(UnknownPlant, match="register one"):
        network(plants=()).home_of("LEG")


def test_material_of_a_work_order_is_by_the_bill_of_its_day_rounded_up_to_what_can_be_issued():
    tomorrow = TODAY + timedelta(days=1)
    assert dict(network().material_for("TABLE", Decimal(1), tomorrow)) == {
        "LEG": Quantity(Decimal(4), "EA"),
        "OIL": Quantity(Decimal("0.002"), "L"),
    }


def test_a_bucket_under_way_counts_for_its_days_left_and_one_that_is_over_not_at_all():
    assert rows(bucket(-9, 70), bucket(-2, 70), bucket(5, 70)) == [(0, 50), (5, 70)]


@given(st.lists(st.decimals(0, 9, places=3), max_size=20))
def test_rounding_neither_adds_to_the_forecast_nor_takes_from_it(quantities):
    found = rows(*(bucket(7 * n, q) for n, q in enumerate(quantities)))
    assert abs(sum(q for _, q in found) - sum(quantities)) <= Decimal("0.5")
