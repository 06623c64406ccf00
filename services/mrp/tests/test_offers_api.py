"""MRP-2, MRP-10, SRM-2: offers as heard from purchasing: exact, in steps, blocked, withdrawn; lines closed short."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_contracts.srm.v1 import PurchaseOrderLineClosed, SupplierItemWithdrawn
from headrace_contracts.values import Money
from headrace_mrp.service import service

from .chain import WORLD, ea, item, listed, matched, offer, planned, proposed, purchase_order, received, release, stock


@pytest.fixture
async def bench(start_service):
    """Ten bikes are ordered; frames are in stock, so that only wheels are wanted, 20 of them."""
    bench = await start_service(service)
    await bench.hear(*WORLD, stock("FRAME", 10), matched())
    return bench


async def released(bench):
    plan = await planned(bench)
    answer = await release(bench, plan=plan["plan"], order="ord_1")
    assert answer.status_code == 201, answer.text
    return [(e.supplier, int(e.quantity.value)) for e in await bench.told(PurchaseProposalReleased)]


async def test_a_price_of_thirty_million_is_heard_and_the_item_planned_and_bought(bench):
    await bench.hear(item("PRESS"), offer("PRESS", "pressco", price="30000000.00"), matched("ord_2", 1, name="PRESS"))
    await planned(bench)
    press = (await listed(bench, "/v1/proposals?item=PRESS"))[0]
    assert (press["supplier"], press["quantity"]["value"]) == ("pressco", "1")


async def test_five_are_bought_as_five_though_a_thousand_would_be_cheaper_by_the_piece(bench):
    few, many = offer("PIN", "few", price="1.00"), offer("PIN", "many", price="0.90", minimum=1000, lead=9)
    await bench.hear(item("PIN", lead=4), few, many, matched("ord_2", 5, name="PIN"))
    plan = await planned(bench)
    pins = (await listed(bench, "/v1/proposals?item=PIN&state=proposed"))[0]
    assert (pins["supplier"], pins["quantity"]["value"]) == ("few", "5")
    await bench.hear(matched("ord_3", 950, name="PIN", due=31))
    plan = await planned(bench)
    pins = (await listed(bench, "/v1/proposals?item=PIN&state=proposed"))[0]
    assert (pins["supplier"], pins["quantity"]["value"]) == ("many", "1000")
    await release(bench, plan=plan["plan"], order="ord_3")
    assert [(e.supplier, e.item) for e in await bench.told(PurchaseProposalReleased)] == [("many", "PIN")]


async def test_the_buyer_s_wish_comes_before_the_price(bench):
    await bench.hear(offer("WHEEL", "dear", price="9", rank=1))
    assert await released(bench) == [("dear", 20)]


async def test_nothing_is_bought_on_an_offer_that_is_blocked_until_it_is_free_again(bench):
    await bench.hear(offer("WHEEL", "wheelco", blocked=True))
    await planned(bench)
    assert (await listed(bench, "/v1/proposals?item=WHEEL&state=proposed"))[0]["supplier"] == "rim-works"
    await bench.hear(offer("WHEEL", "wheelco"))
    assert await released(bench) == [("wheelco", 20)]


async def test_a_step_that_is_withdrawn_leaves_the_others(bench):
    await bench.hear(offer("WHEEL", "rim-works", price="0.10", minimum=20))
    await bench.hear(SupplierItemWithdrawn(item="WHEEL", supplier="rim-works", minimum=ea(0)))
    await bench.hear(SupplierItemWithdrawn(item="WHEEL", supplier="wheelco", minimum=ea(0)))
    assert await released(bench) == [("rim-works", 20)]
    kept = await bench.query("SELECT supplier, minimum FROM offer WHERE item = 'WHEEL'")
    assert [(row["supplier"], int(row["minimum"])) for row in kept] == [("rim-works", 20)]


async def test_an_offer_told_before_there_were_steps_is_the_whole_of_its_supplier_and_no_wish_of_the_buyer(bench):
    before = replace(offer("WHEEL", "rim-works", rank=1), price=Money(200, "EUR"), price_per_unit=None, blocked=None)
    await bench.hear(before, replace(before, minimum=ea(7)))
    kept = await bench.query("SELECT minimum, rank, price, price_minor FROM offer WHERE supplier = 'rim-works'")
    assert [tuple(row.values()) for row in kept] == [(7, 0, None, 200)]
    assert await released(bench) == [("wheelco", 20)]


async def test_what_never_comes_of_a_line_closed_short_is_proposed_anew(bench):
    await bench.hear(purchase_order("WHEEL", 20), received("WHEEL", 12, "L1"), stock("WHEEL", 0, 12))
    closed = PurchaseOrderLineClosed(
        purchase_order="po_1",
        number="PO-1",
        buyer="acme",
        supplier="wheelco",
        plant="north",
        line=1,
        item="WHEEL",
        ordered=ea(20),
        sent=ea(15),
        received=ea(12),
        reason="sold out",
    )
    await planned(bench)
    assert "WHEEL" not in await proposed(bench)
    await bench.hear(closed)
    await planned(bench)
    assert (await proposed(bench))["WHEEL"] == [5]
    await bench.hear(replace(closed, sent=ea(12)), purchase_order("WHEEL", 20, revision=2))
    await planned(bench)
    assert (await proposed(bench))["WHEEL"] == [8]
