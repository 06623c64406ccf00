"""MRP-2: what a plant plans, with whose lead time and in which lots, and where what is said of no plant is planned."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from headrace_contracts.values import Price, Quantity
from headrace_planning.model.network import Component, Item, Network
from headrace_planning.model.refusal import UnknownPlant, UnknownUnit
from headrace_planning.model.sourcing import Lots, SupplierOffer

TODAY = date(2026, 3, 4)


def item(name, made=False, unit="EA", places=0, minimum=0, safety=0):
    return Item(name, unit, places, made, 5, Decimal(safety), Lots(Decimal(minimum)))


def part(name, per, unit="EA", scrap="0", until=None):
    return Component(name, Quantity(Decimal(str(per)), unit), Decimal(scrap), TODAY, until)


def offer(supplier, price, minimum=0, unit="EA", lead=9):
    return SupplierOffer(supplier, 0, Price(Decimal(price), "EUR"), lead, Quantity(Decimal(minimum), unit))


def network(offers=(), plants=("east", "north"), routings=(), stocked=(), needs=None):
    items = (item("TABLE", True, safety=2), item("LEG", minimum=2, safety=8), item("OIL", unit="L", places=3))
    parts = {"TABLE": [part("LEG", 4), part("OIL", "0.0015", "L", scrap="0.1"), part("OIL", 1, "L", until=TODAY)]}
    named = {i.item: i for i in (*items, item("CHAIR", safety=5))}
    return Network(named, parts, {"LEG": offers}, set(routings), plants, set(stocked), needs or {})


def leg(*offers, needs=()):
    return network(offers, needs={("LEG", "north"): [Decimal(need) for need in needs]}).planning_item("LEG", "north")


def safety(made):
    places = [(name, plant) for name in ("CHAIR", "LEG", "TABLE") for plant in made.plants]
    items = (made.planning_item(*place) for place in places)
    return {(p.item, p.plant): int(p.safety_stock) for p in items if p.safety_stock}


def test_a_plant_plans_what_its_items_are_made_of():
    assert network().reached([("TABLE", "north")]) == {("LEG", "north"), ("OIL", "north"), ("TABLE", "north")}


def test_a_purchased_item_has_the_lead_time_and_least_lot_of_the_offer_that_is_best_for_what_is_wanted():
    cheap, near = offer("cheap", "0.90", minimum=1000, lead=30), offer("near", "1.00", minimum=6)
    few = leg(cheap, near, needs=[5])
    assert (few.lead_time_days, few.lot_minimum) == (9, 6)
    many = leg(cheap, near, needs=[400, 600])
    assert (many.lead_time_days, many.lot_minimum) == (30, 1000)


def test_an_offer_in_another_unit_is_none():
    boxed = leg(offer("boxes", "90", minimum=6, unit="BOX"))
    assert (boxed.lead_time_days, boxed.lot_minimum) == (5, 2)


def test_what_is_made_is_forecast_in_the_first_plant_that_makes_it():
    assert network(routings=[("TABLE", "north"), ("TABLE", "west")]).home_of("TABLE") == "north"


def test_what_is_bought_is_forecast_where_it_is_used_else_where_it_lies_else_in_the_first_plant():
    assert network().home_of("LEG") == "east"
    assert network(stocked=[("LEG", "north")]).home_of("LEG") == "north"
    assert network(routings=[("TABLE", "north")], stocked=[("LEG", "east")]).home_of("LEG") == "north"
    two = [("TABLE", "east"), ("TABLE", "north")]
    assert network(routings=two, stocked=[("LEG", "north")]).home_of("LEG") == "north"
    with pytest.raises(UnknownPlant, match="register one"):
        network(plants=()).home_of("LEG")


def test_the_safety_stock_of_an_item_is_held_once_for_the_firm():
    two = [("TABLE", "east"), ("TABLE", "north")]
    assert safety(network(routings=two)) == {("CHAIR", "east"): 5, ("LEG", "east"): 8, ("TABLE", "east"): 2}
    assert set(network(plants=()).safety_stocks()) == set()


def test_a_bill_in_another_unit_is_named():
    wrong = {"TABLE": [part("LEG", 4, "M")]}
    with pytest.raises(UnknownUnit, match="the bill of TABLE asks for 4 M of LEG, which is counted in EA"):
        list(Network(network().items, wrong, {}, set(), ()).bom("TABLE"))


def test_material_of_a_work_order_is_by_the_bill_of_its_day_rounded_up_to_what_can_be_issued():
    tomorrow = TODAY + timedelta(days=1)
    assert dict(network().material_for("TABLE", Decimal(1), tomorrow)) == {
        "LEG": Quantity(Decimal(4), "EA"),
        "OIL": Quantity(Decimal("0.002"), "L"),
    }
