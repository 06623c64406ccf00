"""LOG-1: what was taken in before is blocked, released, scrapped, sent back and counted, and others hear of it."""

from __future__ import annotations

import asyncio
from importlib import import_module

import pytest

from headrace_contracts.logistics.v1 import (
    LotsMoved,
    StockBlocked,
    StockChanged,
    StockCounted,
    StockReleased,
    StockReturned,
    StockScrapped,
)
from headrace_contracts.quality.v1 import Disposition
from headrace_logistics.service import service
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench

from ..warehouse import (
    assert_balanced,
    disposed,
    ea,
    in_stock,
    item,
    matched,
    note,
    open_stock,
    rejected,
    released,
    scanned,
)

SUSPECT = {"plant": "north", "item": "BOLT", "lot": "A", "reason": "cracks"}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    """Of lot A of BOLT ten were received from vendor-1 for line 10 of po_1, and accepted."""
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("PUMP"), note(("BOLT", "A", 10)))
    scans = {"delivery_note": "dn_1", "scans": [scanned("1", lot="A")]}
    assert (await bench.client("warehouse").post("/v1/receipts", json=scans)).status_code == 201
    await bench.hear(bought("A", 10))
    return bench


def bought(lot: str, quantity: int):
    return told.accepted("BOLT", lot, ea(quantity), supplier="vendor-1", purchase_order="po_1", order_line=10)


async def handle(bench: ServiceBench, deed: str, status: int = 201, **what: object) -> dict:
    body = SUSPECT | what
    if isinstance(body.get("quantity"), int):
        body["quantity"] = {"value": str(body["quantity"]), "unit": "EA"}
    answer = await bench.client("warehouse", user="mia").post(f"/v1/{deed}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def count(bench: ServiceBench, there: int, before: int, status: int = 201, **what: object) -> dict:
    books = {"value": str(before), "unit": "EA"}
    return await handle(bench, "stock-counts", status, quantity=there, before=books, reason="yearly", **what)


async def test_a_wrongly_accepted_lot_is_blocked_and_comes_to_an_end(bench):
    block = await handle(bench, "stock-blocks")
    assert await in_stock(bench) == {"A": {"blocked": "10"}}
    await handle(bench, "stock-releases", block=block["id"], quantity=5, reason="looked at: good")
    await handle(bench, "stock-scraps", block=block["id"], quantity=2)
    back = await handle(bench, "stock-returns", block=block["id"])
    assert (back["quantity"], back["block"]) == ({"value": "3", "unit": "EA"}, block["id"])
    assert await in_stock(bench) == {"A": {"available": "5"}}
    books = (await assert_balanced(bench))["BOLT"]
    assert [books[where]["value"] for where in ("received", "on_hand", "scrapped")] == ["7", "5", "2"]
    (held,), (free,), (scrapped,), (returned,) = [
        await bench.told(kind) for kind in (StockBlocked, StockReleased, StockScrapped, StockReturned)
    ]
    assert (held.note, held.maker, held.quantity, held.reason) == (
        block["id"],
        "vendor-1",
        ea(10),
        "cracks",
    )
    assert [(each.block, each.quantity) for each in (free, scrapped, returned)] == [
        (block["id"], ea(5)),
        (block["id"], ea(2)),
        (block["id"], ea(3)),
    ]
    assert (returned.supplier, [(p.purchase_order, p.order_line, p.quantity) for p in returned.parts]) == (
        "vendor-1",
        [("po_1", 10, ea(3))],
    )
    last = (await bench.told(StockChanged))[-1]
    assert (last.available, last.blocked, last.cause) == (ea(5), ea(0), "returned")
    moved = (await bench.told(LotsMoved))[-1].held
    assert [(at.place, at.party, at.quantity) for at in moved] == [("blocked", block["id"], ea(0))]


async def test_who_did_what_and_why_is_written_down(bench):
    block = await handle(bench, "stock-blocks", quantity=4)
    await handle(bench, "stock-scraps", block=block["id"])
    client = bench.client("auditor")
    found = (await client.get("/v1/stock-notes", params={"lot": "A"})).json()["items"]
    assert [(n["kind"], n["number"], n["noted_by"], n["reason"]) for n in found] == [
        ("scrapped", "SN-000002", "mia", "cracks"),
        ("blocked", "SN-000001", "mia", "cracks"),
    ]
    of_block = (await client.get("/v1/stock-notes", params={"block": block["id"]})).json()["items"]
    assert [n["kind"] for n in of_block] == ["scrapped"]
    assert (await client.get(f"/v1/stock-notes/{block['id']}")).json() == block
    assert (await bench.client("auditor", tenant="rival").get("/v1/stock-notes")).json()["items"] == []


async def test_what_is_blocked_is_neither_offered_nor_picked_nor_shipped(bench):
    await handle(bench, "stock-blocks", quantity=8)
    await bench.hear(released(BOLT=3), matched())
    client = bench.client("warehouse")
    proposed = await client.post("/v1/issues", json={"work_order": "wo_1", "propose": True})
    assert (proposed.status_code, "1 EA of 3 EA are not free" in proposed.json()["detail"]) == (422, True)
    scan = {"work_order": "wo_1", "scans": [scanned("x", 3, lot="A")]}
    refused = await client.post("/v1/issues", json=scan)
    assert "8 EA are blocked, 2 EA are free" in refused.json()["detail"]
    await open_stock(bench, ("PUMP", "P", 2))
    await handle(bench, "stock-blocks", item="PUMP", lot="P")
    sent = {"order": "ord_1", "plant": "north", "carrier": "Truck 7", "propose": True}
    assert (await client.post("/v1/shipments", json=sent)).status_code >= 400
    assert (await in_stock(bench, item="PUMP")) == {"P": {"blocked": "2"}}


async def test_a_step_sent_again_has_no_second_effect(bench):
    body = SUSPECT | {"quantity": {"value": "2", "unit": "EA"}}
    key = {"Idempotency-Key": "press-1"}
    asked = [bench.client("warehouse").post("/v1/stock-scraps", json=body, headers=key) for _ in range(2)]
    assert len({(await answer).text for answer in asked}) == 1
    assert await in_stock(bench) == {"A": {"available": "8"}}


async def test_of_two_who_take_the_last_at_once_one_does(bench):
    body = SUSPECT | {"quantity": {"value": "7", "unit": "EA"}}
    client = bench.client("warehouse")
    asked = [client.post(f"/v1/{deed}", json=body) for deed in ("stock-scraps", "stock-returns", "stock-blocks")]
    assert sorted(answer.status_code for answer in await asyncio.gather(*asked)) == [201, 422, 422]
    await assert_balanced(bench)


async def test_what_quality_rejected_is_not_the_warehouse_s_to_release(bench):
    await bench.hear(note(("BOLT", "B", 5), name="dn_2", number="DN-2"))
    scans = {"delivery_note": "dn_2", "scans": [scanned("2", lot="B")]}
    await bench.client("warehouse").post("/v1/receipts", json=scans)
    await bench.hear(rejected("BOLT", "B", 5))
    for deed in ("stock-scraps", "stock-returns", "stock-blocks"):
        refused = await handle(bench, deed, 422, lot="B")
        assert "holds nothing of BOLT lot B" in refused["detail"]
    await handle(bench, "stock-releases", 422, lot="B")
    await handle(bench, "stock-releases", 422, lot="B", block="somebody's")
    assert (await in_stock(bench, lot="B")) == {"B": {"blocked": "5"}}
    await bench.hear(disposed("BOLT", "B", 5, Disposition.USE_AS_IS))
    back = await handle(bench, "stock-returns", lot="B")
    assert back["parts"] == [{"purchase_order": "po_1", "order_line": 1, "quantity": {"value": "5", "unit": "EA"}}]


async def test_the_newest_purchase_of_a_lot_goes_back_first_and_each_once(bench):
    await bench.hear(note(("BOLT", "A", 4), name="dn_2", number="DN-2"))
    scans = {"delivery_note": "dn_2", "scans": [scanned("2", lot="A")]}
    await bench.client("warehouse").post("/v1/receipts", json=scans)
    await bench.hear(told.accepted("BOLT", "A", ea(4), supplier="vendor-1", purchase_order="po_2", order_line=1))
    parts = [(await handle(bench, "stock-returns", quantity=q))["parts"] for q in (3, 5)]
    assert [[(p["purchase_order"], p["quantity"]["value"]) for p in each] for each in parts] == [
        [("po_2", "3")],
        [("po_2", "1"), ("po_1", "4")],
    ]


async def test_a_purchase_whose_acceptance_was_withdrawn_is_not_named(bench):
    await bench.hear(note(("BOLT", "A", 4), name="dn_2", number="DN-2"))
    scans = {"delivery_note": "dn_2", "scans": [scanned("2", lot="A")]}
    await bench.client("warehouse").post("/v1/receipts", json=scans)
    wrong = told.accepted("BOLT", "A", ea(4), supplier="vendor-1", purchase_order="po_2", order_line=1)
    await bench.hear(wrong, told.reopened(wrong))
    back = await handle(bench, "stock-returns", quantity=5)
    assert [(p["purchase_order"], p["quantity"]["value"]) for p in back["parts"]] == [("po_1", "5")]
    await bench.hear(wrong)
    again = await handle(bench, "stock-returns", quantity=5)
    assert [(p["purchase_order"], p["quantity"]["value"]) for p in again["parts"]] == [("po_2", "4"), ("po_1", "1")]


async def test_goods_without_a_supplier_are_scrapped_and_not_returned(bench):
    await open_stock(bench, ("BOLT", "OLD", 3))
    refused = await handle(bench, "stock-returns", 422, lot="OLD")
    assert (refused["type"], "scrap it instead" in refused["detail"]) == ("/problems/no-supplier", True)
    await handle(bench, "stock-scraps", lot="OLD")
    assert "OLD" not in await in_stock(bench)


async def test_a_count_moves_the_books_to_what_is_there(bench):
    missing = await count(bench, 7, 10)
    assert (missing["kind"], missing["quantity"]["value"], missing["before"]["value"]) == ("counted", "7", "10")
    stale = await count(bench, 9, 10, 409)
    assert (stale["type"], "say 7 EA" in stale["detail"]) == ("/problems/books-moved", True)
    await count(bench, 9, 7)
    await count(bench, 5, 0, lot="FOUND", maker="vendor-1")
    assert await in_stock(bench) == {"A": {"available": "9"}, "FOUND": {"available": "5"}}
    assert (await assert_balanced(bench))["BOLT"]["adjusted"]["value"] == "4"
    assert [(c.before, c.quantity) for c in await bench.told(StockCounted)] == [
        (ea(10), ea(7)),
        (ea(7), ea(9)),
        (ea(0), ea(5)),
    ]
    await bench.hear(released(BOLT=14))
    issued = await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", "propose": True})
    assert issued.status_code == 201, issued.text


async def test_what_a_block_holds_is_counted_by_itself(bench):
    block = await handle(bench, "stock-blocks", quantity=6)
    await count(bench, 5, 6, block=block["id"])
    assert await in_stock(bench) == {"A": {"available": "4", "blocked": "5"}}


async def test_a_count_that_agrees_is_written_down_and_moves_nothing(bench):
    before = len(await bench.told(StockChanged))
    await count(bench, 10, 10)
    assert len(await bench.told(StockChanged)) == before


@pytest.mark.parametrize(
    ("deed", "what", "status", "words"),
    [
        ("stock-scraps", {"quantity": 11}, 422, "holds 10 EA of BOLT lot A of vendor-1, 11 EA are asked for"),
        ("stock-scraps", {"quantity": {"value": "2.5", "unit": "EA"}}, 422, "part of a piece"),
        ("stock-scraps", {"quantity": {"value": "1", "unit": "KG"}}, 422, "kept in EA, not in KG"),
        ("stock-scraps", {"quantity": 0}, 422, "give more than 0"),
        ("stock-scraps", {"quantity": -1}, 422, "give more than 0"),
        ("stock-blocks", {"lot": "GHOST"}, 422, "holds nothing of BOLT lot GHOST"),
        ("stock-blocks", {"item": "GHOST"}, 404, "no item 'GHOST'"),
        ("stock-blocks", {"serials": ["s"]}, 422, "with serials s"),
        ("stock-blocks", {"reason": ""}, 422, ""),
        ("stock-releases", {}, 422, ""),
    ],
)
async def test_what_can_t_be_is_refused_in_words_and_changes_nothing(bench, deed, what, status, words):
    assert words in (await handle(bench, deed, status, **what))["detail"]
    assert await in_stock(bench) == {"A": {"available": "10"}}


async def test_only_who_handles_goods_does_so(bench):
    for deed in ("stock-blocks", "stock-scraps", "stock-returns"):
        answer = await bench.client("planner").post(f"/v1/{deed}", json=SUSPECT)
        assert answer.status_code == 403
    assert (await bench.client("inspector").post("/v1/stock-blocks", json=SUSPECT)).status_code == 201


async def test_what_was_accepted_before_is_read_from_the_receipts(bench):
    revision = import_module("headrace_logistics.migrations.versions.0005_stock_notes_and_numbers_in_any_writing")
    async with bench.running.database.transaction("*") as tx:
        await tx.raw.execute("DELETE FROM bought_lot")
        await tx.raw.execute(revision.BOUGHT)
    back = await handle(bench, "stock-returns", quantity=3)
    assert [(p["purchase_order"], p["order_line"]) for p in back["parts"]] == [("po_1", 10)]
