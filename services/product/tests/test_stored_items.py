"""Items that were stored before prices were exact are read as they were meant (PDM-1)."""

import importlib

from pydantic import TypeAdapter

from headrace_contracts.values import Money, Price
from headrace_product.model.item import Item

OLD = {
    "id": "BIKE",
    "tenant": "acme",
    "version": 1,
    "data": {
        "item": "BIKE",
        "name": "Bike",
        "unit": "EA",
        "category": "",
        "subcategory": "",
        "source": "make",
        "tracking": "lot",
        "sold": True,
        "lead_time_days": 1,
        "standard_cost": None,
        **{name: {"value": "1", "unit": "EA"} for name in ("safety_stock", "lot_minimum", "lot_multiple")},
        "list_price": {"minor": 1500, "currency": "JPY"},
    },
}


def test_an_old_body_is_renewed_with_its_price_and_the_decimals_of_its_unit():
    migration = importlib.import_module("headrace_product.migrations.versions.0002_exact_prices")
    item = TypeAdapter(Item).validate_python(migration._renewed(OLD), strict=False)
    assert (item.data.list_price, item.decimals) == (Price.of(Money(1500, "JPY")), 0)
