"""PDM-1, PDM-10: items and units are loaded in bulk, errors by row, a second load changes nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headrace_contracts.product.v1 import ItemDefined, Source, Tracking
from headrace_contracts.values import Money, Price, Quantity
from headrace_product.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import counts, put

from .product_world import UNITS, engineer, item


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await put(engineer(bench), "units", *UNITS)
    return bench


async def test_an_item_is_defined_told_and_shown(bench):
    row = item("BIKE", sold=True, tracking="serial", safety_stock="25", list_price={"minor": 99_900, "currency": "EUR"})
    assert counts(await put(engineer(bench), "items", row)) == (1, 0, 0, 0)
    [told] = await bench.told(ItemDefined, tenant="acme")
    assert (told.item, told.source, told.tracking, told.sold) == ("BIKE", Source.MAKE, Tracking.SERIAL, True)
    assert told.safety_stock == Quantity.of("25", "EA")
    assert (told.list_price, told.list_price_per_unit) == (Money(99_900, "EUR"), Price(Decimal(999), "EUR"))
    assert told.unit_decimals == 0
    shown = await bench.client("planner").get("/v1/items/BIKE")
    assert shown.headers["etag"] == '"1"'
    assert shown.json() == row | {
        "id": "BIKE",
        "version": 1,
        "safety_stock": {"value": "25", "unit": "EA"},
        "lot_minimum": {"value": "1", "unit": "EA"},
        "lot_multiple": {"value": "1", "unit": "EA"},
        "unit_decimals": 0,
        "standard_cost": {"amount": "120", "minor": 12_000, "currency": "EUR"},
        "list_price": {"amount": "999", "minor": 99_900, "currency": "EUR"},
    }


async def test_a_second_load_changes_nothing_and_tells_nothing(bench):
    rows = [item(f"PART-{n}") for n in range(20)]
    await put(engineer(bench), "items", *rows)
    same = [row | {"safety_stock": "0.00"} for row in rows]
    assert counts(await put(engineer(bench), "items", *same)) == (0, 0, 20, 0)
    assert len(await bench.told(ItemDefined)) == 20


async def test_only_the_changed_item_is_told(bench):
    await put(engineer(bench), "items", item("BIKE"), item("FRAME"))
    changed = await put(engineer(bench), "items", item("BIKE"), item("FRAME", lead_time_days=9))
    assert counts(changed) == (0, 1, 1, 0)
    assert [(e.item, e.lead_time_days) for e in await bench.told(ItemDefined)][2:] == [("FRAME", 9)]
    assert (await engineer(bench).get("/v1/items/FRAME")).headers["etag"] == '"2"'


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (item("X", unit="FURLONG"), "unit", "unknown"),
        (item("X", safety_stock="-1"), "safety_stock", "greater than or equal to 0"),
        (item("X", lot_multiple="a few"), "lot_multiple", "valid decimal"),
        (item("X", lot_minimum="NaN"), "lot_minimum", "finite"),
        (item("X", source="found"), "source", "'make' or 'buy'"),
        (item("X", standard_cost={"minor": -5, "currency": "EUR"}), "standard_cost.minor", "greater than or equal"),
        (item("X", standard_cost={"minor": 10**30, "currency": "EUR"}), "standard_cost.minor", "less than or equal"),
        (item("X", standard_cost={"minor": 5, "currency": "XYZ"}), "standard_cost.currency", "ISO 4217"),
        (item("X", safety_stock="2.5"), "safety_stock", "whole pieces"),
        (item("X", lot_multiple="0.5"), "lot_multiple", "whole pieces"),
        (item("X", unit="KG", safety_stock="0.0001"), "safety_stock", "to 3 decimals"),
        (item("X", safety_stock="10000000000000000000"), "safety_stock", "less than or equal"),
        (item("X", category="c" * 10_000), "category", "at most 200"),
        (item("X\u200b"), "item", "U+200B"),
        (item(".."), "item", "not . or .."),
        (item("a/b"), "item", "no slash"),
        (item("BIKE", unit="KG"), "unit", "a new unit needs a new item"),
        ({"item": "X"}, "name", "required"),
    ],
)
async def test_a_wrong_row_is_named_and_the_others_are_kept(bench, row, field, words):
    await put(engineer(bench), "items", item("BIKE"))
    loaded = await put(engineer(bench), "items", item("FRAME"), row)
    assert loaded["created"] == 1
    error = loaded["errors"][0]
    assert (error["row"], error["field"]) == (1, field)
    assert words in error["detail"]
    assert [e.item for e in await bench.told(ItemDefined)] == ["BIKE", "FRAME"]


async def test_an_item_named_twice_in_one_load_is_taken_once(bench):
    loaded = await put(engineer(bench), "items", item("BIKE"), item("BIKE", name="Other"))
    assert counts(loaded) == (1, 0, 0, 1)
    assert "row 0" in loaded["errors"][0]["detail"]
    assert (await engineer(bench).get("/v1/items/BIKE")).json()["name"] == "Bike"


async def test_a_load_of_more_than_a_thousand_rows_is_refused_whole(bench):
    rows = [item(f"P{n}") for n in range(1001)]
    answer = await engineer(bench).put("/v1/items", json={"items": rows})
    assert answer.status_code == 422
    assert await bench.query("SELECT * FROM item") == []


async def test_items_are_found_by_category_source_and_page(bench):
    client = engineer(bench)
    await put(client, "items", item("BIKE", sold=True), item("TYRE", category="Parts", source="buy"), item("FRAME"))

    async def codes(**query: object) -> list[str]:
        return [row["item"] for row in (await client.get("/v1/items", params=query)).json()["items"]]

    assert await codes() == ["BIKE", "FRAME", "TYRE"]
    assert await codes(category="Bikes") == ["BIKE", "FRAME"]
    assert await codes(source="buy") == ["TYRE"]
    assert await codes(sold="true") == ["BIKE"]
    first = (await client.get("/v1/items", params={"limit": 2})).json()
    assert await codes(limit=2, cursor=first["next_cursor"]) == ["TYRE"]


async def test_product_data_belongs_to_its_organisation_and_its_engineers(bench):
    await put(engineer(bench), "items", item("BIKE"))
    stranger = engineer(bench, "rival")
    assert (await stranger.get("/v1/items/BIKE")).status_code == 404
    assert (await stranger.get("/v1/items")).json()["items"] == []
    assert (await put(stranger, "items", item("BIKE")))["errors"][0]["field"] == "unit"
    refused = await bench.client("sales").put("/v1/items", json={"items": []})
    assert refused.status_code == 403


async def test_a_price_finer_than_a_cent_and_one_of_thirty_million_are_kept_exactly(bench):
    screw = item("SCREW", list_price={"amount": "0.0125", "currency": "EUR"})
    press = item("PRESS", list_price={"minor": 3_000_000_000, "currency": "EUR"})
    assert counts(await put(engineer(bench), "items", screw, press)) == (2, 0, 0, 0)
    told = {e.item: e for e in await bench.told(ItemDefined)}
    assert told["SCREW"].list_price_per_unit == Price(Decimal("0.0125"), "EUR")
    assert told["PRESS"].list_price == Money(3_000_000_000, "EUR")
    shown = (await engineer(bench).get("/v1/items/SCREW")).json()["list_price"]
    assert shown == {"amount": "0.0125", "minor": None, "currency": "EUR"}


async def test_a_code_in_two_unicode_forms_is_one_item(bench):
    await put(engineer(bench), "items", item("\u00e4-\u00f6"))
    assert counts(await put(engineer(bench), "items", item("a\u0308-o\u0308", name="\u00c4-\u00d6"))) == (0, 0, 1, 0)


async def test_a_company_says_how_finely_a_unit_is_counted_and_its_items_follow(bench):
    client = engineer(bench)
    assert counts(await put(client, "units", {"code": "Karton", "name": "Carton"})) == (1, 0, 0, 0)
    await put(client, "items", item("TILES", unit="Karton", safety_stock="2.5"))
    told = (await bench.told(ItemDefined))[-1]
    assert told.unit_decimals == 3
    whole = {"code": "Karton", "name": "Carton", "decimals": 0}
    error = (await put(client, "units", whole))["errors"][0]
    assert (error["field"], "2.5 Karton of TILES" in error["detail"]) == ("safety_stock", True)
    assert (await client.get("/v1/units/Karton")).json()["decimals"] == 3
    await put(client, "items", item("TILES", unit="Karton", safety_stock="3"))
    assert counts(await put(client, "units", whole)) == (0, 1, 0, 0)
    assert (
        (await bench.told(ItemDefined))[-1].unit_decimals,
        (await client.get("/v1/items/TILES")).json()["version"],
    ) == (0, 3)


async def test_units_are_renamed_and_listed(bench):
    loaded = await put(
        engineer(bench), "units", UNITS[0], {"code": "KG", "name": "Kilo"}, {"code": "M", "name": "Metre"}
    )
    assert counts(loaded) == (1, 1, 1, 0)
    units = (await engineer(bench).get("/v1/units")).json()["items"]
    assert [(u["code"], u["name"]) for u in units] == [("EA", "Each"), ("KG", "Kilo"), ("M", "Metre")]
    assert (await engineer(bench).get("/v1/units/XX")).status_code == 404
