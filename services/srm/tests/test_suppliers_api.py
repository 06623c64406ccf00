"""SRM-1, SRM-3: suppliers are registered and their prices loaded, ranked and told."""

from __future__ import annotations

import pytest

from headrace_contracts.srm.v1 import SupplierItemPublished
from headrace_contracts.values import Money, Quantity
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import counts, put

from .srm_world import buyer, defined, offer, purchasing, supplier


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


async def test_suppliers_are_registered_once_and_changed_when_they_differ(bench):
    steel = {"supplier": "steelco", "name": "Steel Co", "rating": 1}
    loaded = await put(buyer(bench), "suppliers", steel, {"supplier": "colours", "name": "Colours plc", "rating": 2})
    assert counts(loaded) == (0, 1, 1, 0)
    listed = (await buyer(bench).get("/v1/suppliers")).json()["items"]
    assert [(row["supplier"], row["name"], row["rating"]) for row in listed] == [
        ("colours", "Colours plc", 2),
        ("steelco", "Steel Co", 1),
    ]
    assert (await buyer(bench).get("/v1/suppliers/colours")).headers["etag"] == '"2"'


async def test_a_wrong_supplier_is_named(bench):
    rows = [{"supplier": "Steel Co", "name": "x"}, {"supplier": "s", "name": "x", "rating": 9}, {"supplier": "t"}]
    errors = (await put(buyer(bench), "suppliers", *rows))["errors"]
    assert [(e["row"], e["field"]) for e in errors] == [(0, "supplier"), (1, "rating"), (2, "name")]


async def test_a_price_is_published_in_minor_units_and_its_rounding_is_said(bench):
    loaded = await put(buyer(bench), "supplier-items", offer(amount="49.9126"), offer("PAINT", "colours", "12.00"))
    assert counts(loaded) == (0, 1, 1, 0)
    assert loaded["rounded"] == [{"row": 0, "field": "price", "detail": "49.9126 EUR is kept as 49.91 EUR"}]
    told = (await bench.told(SupplierItemPublished, tenant="acme"))[-1]
    assert (told.item, told.supplier, told.rank, told.lead_time_days) == ("TUBE", "steelco", 1, 5)
    assert told.price == Money(4991, "EUR")
    assert told.minimum == Quantity.of("10", "EA")


async def test_the_same_prices_again_are_no_change_in_either_form(bench):
    exact = offer(price={"minor": 450, "currency": "EUR"}, minimum="10.0")
    assert counts(await put(buyer(bench), "supplier-items", exact)) == (0, 0, 1, 0)
    assert len(await bench.told(SupplierItemPublished)) == 2


async def test_a_cheaper_supplier_takes_the_first_rank_and_the_other_is_told_of_its_new_one(bench):
    assert counts(await put(buyer(bench), "supplier-items", offer(name="colours", amount="4.10"))) == (1, 0, 0, 0)
    told = [(e.supplier, e.rank) for e in (await bench.told(SupplierItemPublished))[2:]]
    assert sorted(told) == [("colours", 1), ("steelco", 2)]
    listed = (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"]
    assert [(row["id"], row["rank"]) for row in listed] == [("colours:TUBE", 1), ("steelco:TUBE", 2)]
    one = await buyer(bench).get("/v1/supplier-items/colours:TUBE")
    assert one.json()["price"] == {"minor": 410, "currency": "EUR"}


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (offer(name="nobody"), "supplier", "'nobody' is unknown"),
        (offer("GHOST"), "item", "'GHOST' is unknown here"),
        (offer(price={"amount": "4.5", "currency": "USD"}), "price", "you buy in EUR"),
        (offer(price={"amount": "-4.5", "currency": "EUR"}), "price.amount", "greater than or equal to 0"),
        (offer(price={"currency": "EUR"}), "price", "either minor units or an amount"),
        (offer(minimum="-1"), "minimum", "greater than or equal to 0"),
        (offer(lead_time_days=-1), "lead_time_days", "greater than or equal to 0"),
    ],
)
async def test_a_wrong_price_is_named_and_changes_nothing(bench, row, field, words):
    before = await bench.query("SELECT * FROM supplier_item ORDER BY id")
    loaded = await put(buyer(bench), "supplier-items", row)
    assert counts(loaded) == (0, 0, 0, 1)
    assert loaded["errors"][0]["field"] == field
    assert words in loaded["errors"][0]["detail"]
    assert await bench.query("SELECT * FROM supplier_item ORDER BY id") == before


async def test_an_item_can_be_priced_as_soon_as_it_was_heard_of(bench):
    assert counts(await put(buyer(bench), "supplier-items", offer("BELL"))) == (0, 0, 0, 1)
    await bench.hear(defined("BELL"))
    assert counts(await put(buyer(bench), "supplier-items", offer("BELL"))) == (1, 0, 0, 0)


async def test_prices_are_nobody_elses_business(bench):
    assert (await supplier(bench).get("/v1/supplier-items")).status_code == 403
    rival = bench.client("buyer", tenant="rival")
    assert (await rival.get("/v1/supplier-items")).json()["items"] == []
    assert (await rival.get("/v1/suppliers/steelco")).status_code == 404
    assert (await bench.client("planner").put("/v1/suppliers", json={"items": []})).status_code == 403
