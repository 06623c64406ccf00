"""SRM-1, SRM-3: suppliers are registered and their prices loaded, preferred, blocked, withdrawn, and told."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import quote

import pytest

from headrace_contracts.srm.v1 import SupplierItemPublished, SupplierItemWithdrawn
from headrace_contracts.values import Money, Price, Quantity
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


async def test_a_price_is_published_exactly_and_rounded_beside_it(bench):
    loaded = await put(buyer(bench), "supplier-items", offer(amount="49.9126"), offer("PAINT", "colours", "12.00"))
    assert (counts(loaded), loaded["rounded"]) == ((0, 1, 1, 0), [])
    told = (await bench.told(SupplierItemPublished, tenant="acme"))[-1]
    assert (told.item, told.supplier, told.rank, told.blocked, told.lead_time_days) == ("TUBE", "steelco", 0, False, 5)
    assert (told.price_per_unit, told.price) == (Price(Decimal("49.9126"), "EUR"), Money(4991, "EUR"))
    assert told.minimum == Quantity.of("10", "EA")


async def test_a_price_finer_than_nine_decimals_is_kept_to_nine_and_that_is_said(bench):
    third = "0.333333333333333"
    loaded = await put(buyer(bench), "supplier-items", offer(amount=third), offer("PAINT", "colours", "12.0000000000"))
    detail = f"{third} EUR is kept as 0.333333333 EUR"
    assert loaded["rounded"] == [{"row": 0, "field": "price", "detail": detail}]


async def test_the_same_prices_again_are_no_change_in_either_form(bench):
    exact = offer(price={"minor": 450, "currency": "EUR"}, minimum="10.0")
    assert counts(await put(buyer(bench), "supplier-items", exact)) == (0, 0, 1, 0)
    assert len(await bench.told(SupplierItemPublished)) == 2


async def test_whom_to_ask_first_and_whom_not_at_all_is_the_buyers_to_say(bench):
    await put(buyer(bench), "supplier-items", offer(name="colours", amount="4.10", rank=1), offer(blocked=True))
    told = {e.supplier: (e.rank, e.blocked) for e in (await bench.told(SupplierItemPublished))[2:]}
    assert told == {"colours": (1, False), "steelco": (0, True)}
    listed = (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"]
    assert {(row["supplier"], row["rank"], row["blocked"]) for row in listed} == {
        ("colours", 1, False),
        ("steelco", 0, True),
    }
    one = await buyer(bench).get("/v1/supplier-items/colours:TUBE")
    assert one.json()["price"] == {"amount": "4.1", "minor": 410, "currency": "EUR"}


async def test_another_minimum_is_a_price_step_and_the_same_one_a_change(bench):
    more = offer(amount="4.00", minimum="1000")
    assert counts(await put(buyer(bench), "supplier-items", offer(), more)) == (1, 0, 1, 0)
    assert counts(await put(buyer(bench), "supplier-items", more | {"minimum": "1000.0"})) == (0, 0, 1, 0)
    assert counts(await put(buyer(bench), "supplier-items", more | {"lead_time_days": 9})) == (0, 1, 0, 0)
    listed = (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"]
    assert sorted((row["minimum"]["value"], row["price"]["minor"]) for row in listed) == [("10", 450), ("1000", 400)]


async def test_what_a_supplier_no_longer_sells_is_withdrawn_and_can_come_back(bench):
    await put(buyer(bench), "supplier-items", offer(minimum="1000"))
    assert (await supplier(bench).delete("/v1/supplier-items/steelco:TUBE")).status_code == 403
    gone = await buyer(bench).delete("/v1/supplier-items/steelco:TUBE", params={"minimum": "1000"})
    assert gone.status_code == 204
    [rest] = (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"]
    assert rest["minimum"] == {"value": "10", "unit": "EA"}
    assert (await buyer(bench).delete(f"/v1/supplier-items/{rest['id']}")).status_code == 204
    assert (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"] == []
    told = [(e.supplier, e.item, str(e.minimum)) for e in await bench.told(SupplierItemWithdrawn, tenant="acme")]
    assert told == [("steelco", "TUBE", "1000 EA"), ("steelco", "TUBE", "10 EA")]
    again = await buyer(bench).delete("/v1/supplier-items/steelco:TUBE")
    assert (again.status_code, again.json()["title"]) == (404, "No such thing")
    assert counts(await put(buyer(bench), "supplier-items", offer())) == (1, 0, 0, 0)


async def test_offers_of_items_with_any_code_are_found_by_it(bench):
    codes = ["A/B", "A:B", "a b", "100%"]
    await bench.hear(*map(defined, codes))
    assert counts(await put(buyer(bench), "supplier-items", *map(offer, codes))) == (4, 0, 0, 0)
    for code in codes:
        found = await buyer(bench).get(f"/v1/supplier-items/steelco:{quote(code, safe='')}")
        assert (found.status_code, found.json()["item"]) == (200, code)
        assert (await buyer(bench).delete(f"/v1/supplier-items/{found.json()['id']}")).status_code == 204


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        (offer(name="nobody"), "supplier", "'nobody' is unknown"),
        (offer("GHOST"), "item", "'GHOST' is unknown here"),
        (offer(price={"amount": "4.5", "currency": "USD"}), "price", "you buy in EUR"),
        (offer(price={"amount": "-4.5", "currency": "EUR"}), "price.amount", "greater than or equal to 0"),
        (offer(price={"currency": "EUR"}), "price", "give an amount such as 0.0125, or whole minor units"),
        (offer(price={"amount": "4.5", "currency": "ABC"}), "price.currency", "'ABC' is not an ISO 4217 currency"),
        (offer(minimum="2.5"), "minimum", "2.5 EA is part of a piece"),
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
