"""PDM-1, PDM-6, PDM-7: what items, work centres and routings may say, tried on the model alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from headrace_contracts.product.v1 import Source, Tracking
from headrace_contracts.values import Money, Price, Quantity
from headrace_product.model.item import Item, ItemData
from headrace_product.model.refusal import DefinitionRefused
from headrace_product.model.routing import Operation, Routing, Shop, check
from headrace_product.model.work_centre import WorkCentre, WorkCentreData

BIKE = ItemData(
    item="BIKE",
    name="Bike",
    unit="EA",
    category="Bikes",
    subcategory="City",
    source=Source.MAKE,
    tracking=Tracking.SERIAL,
    sold=True,
    lead_time_days=4,
    safety_stock=Quantity.of(2, "EA"),
    lot_minimum=Quantity.of(1, "EA"),
    lot_multiple=Quantity.of(1, "EA"),
    standard_cost=Price(Decimal(400), "EUR"),
    list_price=None,
)
LINE = WorkCentreData("north-line", "north", "Line", 960.0, Money(4500, "EUR"), ("m1", "m2"))
SHOP = Shop({"BIKE"}, {"north-line": "north", "south-line": "south"})


def operation(sequence: int, centre: str = "north-line", run: float = 5.0) -> Operation:
    return Operation(sequence, "assemble", centre, 10.0, run)


def test_an_item_of_an_unknown_unit_is_refused():
    with pytest.raises(DefinitionRefused, match="unit 'EA' is unknown"):
        Item.define("acme", BIKE, {"KG": 3})


def test_an_item_tells_all_that_is_said_of_it_once_for_each_change():
    item = Item.define("acme", BIKE, {"EA": 0})
    assert item.redefine(replace(BIKE, safety_stock=Quantity.of("2.00", "EA"))) is False
    assert item.redefine(replace(BIKE, list_price=Price(Decimal("0.0125"), "EUR"))) is True
    first, second = item.collect_events()
    assert first == replace(second, list_price=None, list_price_per_unit=None)
    told = {name: getattr(second, name) for name in ItemData.__dataclass_fields__}
    prices = {"standard_cost": Money(40_000, "EUR"), "list_price": Money(1, "EUR")}
    assert told == {name: getattr(item.data, name) for name in told} | prices
    assert (second.standard_cost_per_unit, second.list_price_per_unit) == (
        item.data.standard_cost,
        item.data.list_price,
    )


def test_an_item_keeps_its_unit():
    item = Item.define("acme", BIKE, {"EA": 0, "KG": 3})
    with pytest.raises(DefinitionRefused, match="BIKE is counted in EA, not KG"):
        item.redefine(replace(BIKE, unit="KG"))
    assert item.data == BIKE


def test_a_work_centre_keeps_its_plant_and_names_each_machine_once():
    centre = WorkCentre.open("acme", LINE)
    with pytest.raises(DefinitionRefused, match="is in north"):
        centre.change(replace(LINE, plant="south"))
    with pytest.raises(DefinitionRefused, match="m2 is named twice"):
        centre.change(replace(LINE, machines=("m1", "m2", "m2")))
    assert centre.change(LINE) is False
    assert centre.change(replace(LINE, machines=("m1",))) is True
    assert [event.machines for event in centre.collect_events()] == [("m1", "m2"), ("m1",)]


def test_a_routing_is_kept_in_sequence_and_revised_when_it_differs():
    routing = Routing.first("acme", "BIKE", "north", [operation(20), operation(10)])
    assert routing.id == "BIKE@north"
    assert routing.revise([operation(10), operation(20)]) is False
    assert routing.revise([operation(10), operation(20, run=6.0)]) is True
    told = routing.collect_events()
    assert [event.revision for event in told] == [1, 2]
    assert [[o.sequence for o in event.operations] for event in told] == [[10, 20], [10, 20]]


def test_all_that_is_wrong_with_a_routing_is_named_at_once():
    wrong = [operation(10, "moon"), operation(10), operation(30, "south-line")]
    with pytest.raises(DefinitionRefused) as refused:
        check("GHOST", "north", wrong, SHOP)
    assert [problem.field for problem in refused.value.errors] == [
        "item",
        "operations.0.work_centre",
        "operations.1.sequence",
        "operations.2.work_centre",
    ]
