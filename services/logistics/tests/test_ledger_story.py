"""LOG-1: whatever happens in a warehouse, the ledger replays to the balances and every item's books balance."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import replace

import pytest

from headrace_contracts.logistics.v1 import GoodsReceived, StockChanged
from headrace_contracts.mes.v1 import WorkOrderComponent
from headrace_contracts.quality.v1 import InspectionKind
from headrace_contracts.values import Quantity
from headrace_logistics.service import service
from headrace_logistics.stock.model.places import Place, PlaceKind
from headrace_logistics.stock.model.stock import Goods, Move, Stock
from headrace_testkit.bench import ServiceBench

from .warehouse import (
    accepted,
    assert_balanced,
    completed,
    consumed,
    in_stock,
    item,
    matched,
    note,
    open_stock,
    rejected,
    released,
    scanned,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("PUMP"))
    return bench


async def replayed(bench: ServiceBench) -> Stock:
    """The state that the movements lead to, each of which the rules must allow."""
    rows = await bench.query("SELECT * FROM movement ORDER BY number")
    return Stock.replay(
        Move(
            Goods(row["item"], row["lot"], row["serial"], row["maker"]),
            Quantity(row["quantity"], row["unit"]),
            Place(PlaceKind(row["source"]), row["plant"], row["source_party"]),
            Place(PlaceKind(row["target"]), row["plant"], row["target_party"]),
            row["reference"],
            row["at"],
        )
        for row in rows
    )


async def assert_true_books(bench: ServiceBench) -> None:
    await assert_balanced(bench)
    rows = await bench.query("SELECT * FROM balance WHERE quantity <> 0")
    stored = {
        (r["item"], r["lot"], r["serial"], r["maker"], r["place"], r["party"]): Quantity(r["quantity"], r["unit"])
        for r in rows
    }
    ledger = await replayed(bench)
    assert stored == {
        (b.goods.item, b.goods.lot, b.goods.serial, b.goods.maker, b.place.kind.value, b.place.party): b.quantity
        for b in ledger.balances()
    }
    await assert_told_figures(bench, ledger)


async def assert_told_figures(bench: ServiceBench, ledger: Stock) -> None:
    """What was told last of an item is what there is."""
    last = {told.item: told for told in await bench.told(StockChanged)}
    for name, told in last.items():
        for kind in ("available", "inspection", "blocked"):
            there = (b.quantity.value for b in ledger.balances() if (b.goods.item, b.place.kind) == (name, kind))
            assert getattr(told, kind).value == sum(there)


async def test_from_the_supplier_to_the_customer_nothing_is_lost(bench):
    await bench.hear(note(("BOLT", "GOOD", 10), ("BOLT", "BAD", 5)), released(BOLT=6), matched())
    warehouse = bench.client("warehouse")
    scans = [scanned("1", lot="GOOD"), scanned("2", lot="BAD")]
    await warehouse.post("/v1/receipts", json={"delivery_note": "dn_1", "scans": scans})
    await bench.hear(accepted("BOLT", "GOOD", 10), rejected("BOLT", "BAD", 5))
    await warehouse.post("/v1/issues", json={"work_order": "wo_1", "propose": True})
    await bench.hear(completed(consumed("WO-1-1", "GOOD", "3"), consumed("WO-1-2", "GOOD", "3")))
    await bench.hear(accepted("PUMP", "WO-1", 2, InspectionKind.FINAL))
    sent = await warehouse.post(
        "/v1/shipments", json={"order": "ord_1", "plant": "north", "carrier": "Truck 7", "propose": True}
    )
    await warehouse.post(f"/v1/shipments/{sent.json()['id']}/delivery", json={"received_by": "Mia"})
    books = await assert_balanced(bench)
    assert {k: books["BOLT"][k]["value"] for k in ("received", "on_hand", "consumed")} == {
        "received": "15",
        "on_hand": "9",
        "consumed": "6",
    }
    assert {k: books["PUMP"][k]["value"] for k in ("made", "on_hand", "shipped")} == {
        "made": "2",
        "on_hand": "0",
        "shipped": "2",
    }
    await assert_true_books(bench)


async def counted(bench: ServiceBench, lot: str, there: int) -> int:
    """Of what is free; the status of the answer."""
    before = (await in_stock(bench, lot=lot)).get(lot, {}).get("available", "0")
    quantities = {
        name: {"value": str(value), "unit": "EA"} for name, value in (("quantity", there), ("before", before))
    }
    body = {"plant": "north", "item": "BOLT", "lot": lot, "reason": "yearly", **quantities}
    return (await bench.client("warehouse").post("/v1/stock-counts", json=body)).status_code


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_a_busy_warehouse_keeps_true_books(bench, seed):
    chance = random.Random(seed)
    warehouse = bench.client("warehouse")
    await bench.hear(*(released(f"wo_{n}", BOLT=4) for n in range(8)))
    answers: Counter[int] = Counter()
    for step in range(35):
        lot = f"L-{chance.randrange(4)}"
        match chance.randrange(6):
            case 0:
                await open_stock(bench, ("BOLT", lot, chance.randrange(8)))
            case 1:
                await bench.hear(note(("BOLT", lot, 3), name=f"dn_{step}", number=f"DN-{step}"))
                body = {"delivery_note": f"dn_{step}", "scans": [scanned(f"s{step}", lot=lot)]}
                answers[(await warehouse.post("/v1/receipts", json=body)).status_code] += 1
                await bench.hear(chance.choice([accepted, rejected])("BOLT", lot, 3))
            case 2:
                scan = scanned(f"s{step}", chance.randrange(1, 5), lot=lot)
                body = {"work_order": f"wo_{chance.randrange(8)}", "scans": [scan]}
                answers[(await warehouse.post("/v1/issues", json=body)).status_code] += 1
            case 3:
                deed = chance.choice(["stock-blocks", "stock-scraps", "stock-returns"])
                goods = {"plant": "north", "item": "BOLT", "lot": lot, "reason": "cracks"}
                body = goods | {"quantity": {"value": str(chance.randrange(1, 4)), "unit": "EA"}}
                answers[(await warehouse.post(f"/v1/{deed}", json=body)).status_code] += 1
            case 4:
                answers[await counted(bench, lot, chance.randrange(6))] += 1
            case _:
                body = {"work_order": f"wo_{chance.randrange(8)}", "propose": True}
                answers[(await warehouse.post("/v1/issues", json=body)).status_code] += 1
    assert answers[201] > 0
    assert set(answers) <= {201, 409, 422}
    await assert_true_books(bench)


async def test_scans_sent_twice_at_the_same_moment_are_received_once(bench):
    await bench.hear(note(("BOLT", "A", 10)))
    body = {"delivery_note": "dn_1", "scans": [scanned(str(n), 1, lot="A") for n in range(5)]}
    asked = [bench.client("warehouse").post("/v1/receipts", json=body) for _ in range(4)]
    answers = await asyncio.gather(*asked)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await in_stock(bench) == {"A": {"inspection": "5"}}
    assert len(await bench.told(GoodsReceived)) == 1


async def test_parts_of_a_unit_are_kept_exactly(bench):
    await bench.hear(item("BOLT", "KG"))
    row = {"plant": "north", "item": "BOLT", "lot": "A", "quantity": {"value": "1", "unit": "KG"}}
    await bench.client("warehouse").put("/v1/opening-stock", json={"items": [row]})
    await bench.hear(replace(released(), components=(WorkOrderComponent(item="BOLT", quantity=Quantity.of(1, "KG")),)))
    for n in range(10):
        scan = {"scan": str(n), "lot": "A", "quantity": {"value": "0.1", "unit": "KG"}}
        answer = await bench.client("warehouse").post("/v1/issues", json={"work_order": "wo_1", "scans": [scan]})
        assert answer.status_code == 201, answer.text
    assert await in_stock(bench) == {}
    assert (await bench.told(StockChanged))[-1].available == Quantity.zero("KG")
    await assert_true_books(bench)
