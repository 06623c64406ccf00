"""SRM-3, SRM-4: a price is what was said, whatever its size, fineness or currency; only a line's amount is rounded."""

from __future__ import annotations

from decimal import Decimal

import pytest

from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderPublished, SupplierItemPublished
from headrace_contracts.values import Money, Price
from headrace_srm.store.earlier import exact_prices
from headrace_srm.store.suppliers import supplier_items
from headrace_testkit.loads import counts, put

from .srm_world import buyer, confirmed_order, defined, offer, purchasing, released, step, supplier, the_order


@pytest.mark.parametrize(
    ("amount", "pieces", "minor"),
    [
        ("0.0125", 10_000, 12_500),
        ("0.004", 10_000, 4_000),
        ("0.000000001", 1_000_000_000, 100),
        ("30000000.00", 1, 3_000_000_000),
        ("4.50", 3, 1_350),
    ],
)
async def test_an_order_costs_the_exact_price_times_the_quantity_rounded_once(start_service, amount, pieces, minor):
    bench = await purchasing(start_service)
    await put(buyer(bench), "supplier-items", offer(amount=amount))
    order = await confirmed_order(bench, released("prp_1", pieces))
    assert order["total"] == {"minor": minor, "currency": "EUR"}
    for kind in (PurchaseOrderPublished, PurchaseOrderConfirmed):
        [told] = await bench.told(kind)
        assert told.total == Money(minor, "EUR")
        assert told.lines[0].price_per_unit == Price(Decimal(amount), "EUR")
        assert told.lines[0].price == Price(Decimal(amount), "EUR").rounded


async def test_a_price_finer_than_a_cent_has_no_minor_units(start_service):
    bench = await purchasing(start_service)
    await put(buyer(bench), "supplier-items", offer(amount="0.0125"))
    await bench.hear(released("prp_1"))
    order = await the_order(supplier(bench))
    assert order["lines"][0]["price"] == {"amount": "0.0125", "currency": "EUR", "minor": None}
    body = {"lines": [{"line": 1, "price": {"amount": "0.0118", "currency": "EUR"}}], "reason": "copper is cheaper"}
    countered = (await step(supplier(bench), order, "counter-proposal", body)).json()
    assert countered["counter"][0]["price"]["amount"] == "0.0118"
    agreed = (await step(buyer(bench), countered, "counter-proposal/acceptance")).json()
    assert agreed["total"]["minor"] == 118


@pytest.mark.parametrize(
    ("currency", "amount", "minor"),
    [
        ("JPY", "1500", 1500),
        ("CLP", "1500", 1500),
        ("ISK", "1500", 1500),
        ("XOF", "1500", 1500),
        ("VND", "750000000", 750_000_000),
        ("KWD", "1.234", 1234),
        ("OMR", "1.234", 1234),
        ("JOD", "1.234", 1234),
        ("EUR", "1.23", 123),
        ("CLF", "1.2345", 12345),
    ],
)
async def test_minor_units_are_those_of_iso_4217(start_service, currency, amount, minor):
    bench = await purchasing(start_service)
    rival = bench.client("buyer", tenant="rival")
    await bench.hear(defined("TUBE"), tenant="rival")
    await put(rival, "suppliers", {"supplier": "steelco", "name": "Steel Co"})
    loaded = await put(rival, "supplier-items", offer(price={"amount": amount, "currency": currency}))
    assert (counts(loaded), loaded["rounded"]) == ((1, 0, 0, 0), [])
    [row] = (await rival.get("/v1/supplier-items")).json()["items"]
    assert row["price"] == {"amount": amount, "currency": currency, "minor": minor}
    [told] = await bench.told(SupplierItemPublished, tenant="rival")
    assert told.price == Money(minor, currency)


async def test_what_was_kept_in_whole_cents_before_is_read_as_the_same_price(start_service):
    bench = await purchasing(start_service)
    before = """
        UPDATE supplier_item SET body = jsonb_set(body - 'form', '{offer,price}', '{"minor": 450, "currency": "EUR"}')
         WHERE item = 'TUBE' RETURNING id
    """
    [row] = await bench.query(before)
    async with bench.running.database.transaction("acme") as tx:
        kept = await supplier_items.get(tx, row["id"])
    assert kept.offer.price == Price(Decimal("4.50"), "EUR")
    assert counts(await put(buyer(bench), "supplier-items", offer())) == (0, 0, 1, 0)


def test_all_prices_of_a_body_of_before_are_found():
    price = {"minor": 1234, "currency": "KWD"}
    body = exact_prices({"lines": [{"terms": {"price": price}}], "steps": [{"terms": [{"price": price, "line": 1}]}]})
    assert body["lines"][0]["terms"]["price"] == body["steps"][0]["terms"][0]["price"] == Price(Decimal("1.234"), "KWD")
