"""LOG-1, LOG-2, TRC-5: a lot is its maker's; its pieces are kept as they are scanned; others hear where each lot is."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from headrace_contracts.logistics.v1 import GoodsReceived, LotsMoved, MaterialIssued, ShipmentDispatched
from headrace_contracts.quality.v1 import InspectionKind
from headrace_logistics.service import service
from headrace_logistics.stock.usecases.tell_stock import tell_standing
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import ea

from .warehouse import accepted, completed, consumed, item, matched, note, open_stock, reason, released, scanned


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("MOTOR"), item("PUMP"))
    return bench


async def post(bench: ServiceBench, path: str, status: int = 201, **body: object) -> dict:
    answer = await bench.client("warehouse").post(f"/v1/{path}", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


async def bring(bench: ServiceBench, supplier: str, *scans: dict, name: str, lot: tuple[str, str, int]) -> None:
    await bench.hear(replace(note(lot, name=name, number=name), supplier=supplier))
    await post(bench, "receipts", delivery_note=name, scans=list(scans))
    await bench.hear(told.accepted(lot[0], lot[1], ea(lot[2]), supplier=supplier))


async def stock(bench: ServiceBench, **wanted: str) -> list[tuple[str, str, str, str]]:
    rows = (await bench.client("warehouse").get("/v1/stock", params=wanted)).json()["items"]
    return [(row["item"], row["lot"], row["maker"], row["available"]["value"]) for row in rows]


@pytest.fixture
async def two_of_a_number(bench) -> ServiceBench:
    for supplier, quantity in (("s1", 4), ("s2", 6)):
        await bring(bench, supplier, scanned(supplier, lot="L1"), name=supplier, lot=("BOLT", "L1", quantity))
    await bench.hear(released(BOLT=8))
    return bench


async def test_two_suppliers_lots_of_one_number_are_two_lots(two_of_a_number):
    assert await stock(two_of_a_number) == [("BOLT", "L1", "s1", "4"), ("BOLT", "L1", "s2", "6")]
    assert await stock(two_of_a_number, maker="s2") == [("BOLT", "L1", "s2", "6")]
    found = (await two_of_a_number.client("warehouse").get("/v1/lots/L1")).json()
    assert [(one["maker"], one["holdings"][0]["quantity"]["value"]) for one in found["items"]] == [
        ("s1", "4"),
        ("s2", "6"),
    ]


async def test_a_scan_that_may_be_of_either_is_asked_back_and_taken_with_its_maker(two_of_a_number):
    client = two_of_a_number.client("warehouse")
    unclear = await client.post("/v1/issues", json={"work_order": "wo_1", "scans": [scanned("1", 2, lot="L1")]})
    assert reason(unclear) == "several_lots"
    assert "BOLT lot L1 of s1 and BOLT lot L1 of s2" in unclear.json()["detail"]
    await post(two_of_a_number, "issues", work_order="wo_1", scans=[scanned("2", 2, lot="L1", maker="s2")])
    assert await stock(two_of_a_number) == [("BOLT", "L1", "s1", "4"), ("BOLT", "L1", "s2", "4")]


async def test_what_is_issued_used_and_shipped_says_whose_it_was(two_of_a_number):
    bench = two_of_a_number
    await post(bench, "issues", work_order="wo_1", propose=True)
    (issue,) = await bench.told(MaterialIssued)
    assert [(line.lot, line.maker, line.quantity) for line in issue.lines] == [("L1", "s1", ea(4)), ("L1", "s2", ea(4))]
    uses = [replace(consumed("WO-1", "L1", "4"), maker=maker) for maker in ("s1", "s2")]
    await bench.hear(completed(*uses), matched())
    await bench.hear(accepted("PUMP", "WO-1", 2, InspectionKind.FINAL))
    await post(bench, "shipments", order="ord_1", plant="north", carrier="rail", propose=True)
    (shipment,) = await bench.told(ShipmentDispatched)
    (packed,) = shipment.lines[0].packed
    assert (packed.lot, packed.maker, packed.serials) == ("WO-1", "acme", ("WO-1-1", "WO-1-2"))


async def test_goods_whose_maker_nobody_said_go_with_the_one_lot_they_may_be_of(bench):
    await open_stock(bench, ("BOLT", "L1", 3))
    await bring(bench, "s1", scanned("a", lot="L1"), name="s1", lot=("BOLT", "L1", 4))
    await bench.hear(released(BOLT=7))
    await post(bench, "issues", work_order="wo_1", scans=[scanned("1", 4, lot="L1"), scanned("2", 3, lot="L1")])
    await bench.hear(completed(consumed("WO-1", "L1", "7")))
    assert await stock(bench, item="BOLT") == []


async def test_serials_scanned_at_the_door_are_in_stock_and_are_issued(bench):
    pieces = [scanned(serial, 1, lot="L1", serial=serial) for serial in ("SN-A", "SN-B")]
    await bring(bench, "s1", *pieces, name="n", lot=("MOTOR", "L1", 2))
    (received,) = await bench.told(GoodsReceived)
    assert received.lines[0].serials == ("SN-A", "SN-B")
    assert await stock(bench, serial="SN-A") == [("MOTOR", "L1", "s1", "1")]
    await bench.hear(released(MOTOR=1))
    made = await post(bench, "issues", work_order="wo_1", scans=[scanned("x", serial="SN-A")])
    assert [(line["lot"], line["serial"]) for line in made["lines"]] == [("L1", "SN-A")]


async def test_a_serial_that_is_here_is_not_received_again_in_another_lot(bench):
    await bring(bench, "s1", scanned("a", 1, lot="L1", serial="SN"), name="n1", lot=("MOTOR", "L1", 1))
    await bench.hear(replace(note(("MOTOR", "L2", 1), name="n2", number="n2"), supplier="s1"))
    problem = await post(bench, "receipts", 422, delivery_note="n2", scans=[scanned("b", 1, lot="L2", serial="SN")])
    assert problem["type"] == "/problems/serial-twice"


async def test_of_one_day_the_lot_that_came_first_goes_first_whatever_its_name(bench):
    for lot in ("LOT-9", "LOT-10", "LOT-1"):
        await bring(bench, "s1", scanned(lot, lot=lot), name=lot, lot=("BOLT", lot, 4))
    await bench.hear(released(BOLT=10))
    made = await post(bench, "issues", work_order="wo_1", propose=True)
    assert [line["lot"] for line in made["lines"]] == ["LOT-9", "LOT-10", "LOT-1"]


GS = "\x1d"


@pytest.mark.parametrize(
    "label",
    [
        {"lot": "ABC\r"},
        {"lot": " ABC "},
        {"lot": "]C1010950600013435210ABC"},
        {"lot": f"{GS}0109506000134352172701" + "3110ABC"},
        {"serial": "(01)09506000134352(10)ABC"},
        {"lot": "https://id.gs1.org/01/09506000134352/10/ABC"},
    ],
)
async def test_a_label_is_read_as_scanners_send_it(bench, label):
    await open_stock(bench, ("BOLT", "ABC", 3))
    await bench.hear(released(BOLT=3))
    made = await post(bench, "issues", work_order="wo_1", scans=[scanned("1", 3, **label)])
    assert made["lines"][0]["lot"] == "ABC"


async def test_another_case_is_another_lot_and_says_which_is_here(bench):
    await open_stock(bench, ("BOLT", "ABC", 3))
    await bench.hear(released(BOLT=3))
    problem = await post(bench, "issues", 422, work_order="wo_1", scans=[scanned("1", 3, lot="abc")])
    assert "abc is not in stock here (ABC is: capitals and small letters count)" in problem["detail"]


async def test_a_number_that_can_t_be_read_is_refused_at_the_door(bench):
    answer = await open_stock(bench, ("BOLT", "A\tB", 1), ("BOLT", " 批次1 ", 1))
    assert [(error["row"], error["field"]) for error in answer["errors"]] == [(0, "lot")]
    assert [lot for _, lot, _, _ in await stock(bench)] == ["批次1"]
    problem = await post(bench, "receipts", 422, delivery_note="dn", scans=[scanned("1", 1, serial="A\x00B")])
    assert problem["status"] == 422


async def test_others_hear_how_much_of_each_lot_is_where(two_of_a_number):
    await post(two_of_a_number, "issues", work_order="wo_1", scans=[scanned("2", 2, lot="L1", maker="s2")])
    last = (await two_of_a_number.told(LotsMoved))[-1]
    assert [(held.lot, held.maker, held.place, held.party, held.quantity) for held in last.held] == [
        ("L1", "s2", "available", "", ea(4)),
        ("L1", "s2", "production", "wo_1", ea(2)),
    ]


async def test_stock_from_before_is_told_lot_by_lot_once(bench):
    await open_stock(bench, ("BOLT", "A", 3), ("BOLT", "B", 4))
    async with bench.running.database.transaction("*") as tx:
        await tx.raw.execute("UPDATE item_stock SET told = false")
    before = len(await bench.told(LotsMoved))
    for _ in range(2):
        async with bench.running.database.transaction("*") as tx:
            await tell_standing(tx)
    (standing,) = (await bench.told(LotsMoved))[before:]
    assert (standing.item, standing.plant) == ("BOLT", "north")
    assert sorted((held.lot, held.place, held.quantity.value) for held in standing.held) == [
        ("A", "available", 3),
        ("B", "available", 4),
    ]


async def test_stock_from_before_gets_the_maker_that_the_ledger_knows(bench):
    await open_stock(bench, ("BOLT", "OLD", 3))
    await bring(bench, "s1", scanned("a", lot="L1"), name="s1", lot=("BOLT", "L1", 4))
    await bench.hear(completed())
    revision = import_module("headrace_logistics.migrations.versions.0003_lots_have_a_maker_and_an_order")
    tables = ("lot", "balance")
    async with bench.running.database.transaction("*") as tx:
        for table in tables:
            await tx.raw.execute(f"UPDATE {table} SET maker = ''")
        await tx.raw.execute(revision.MAKERS)
        for table in tables:
            await tx.raw.execute(revision.SAY.format(table=table))
    for table in tables:
        rows = await bench.query(f"SELECT DISTINCT lot, maker FROM {table} ORDER BY lot")
        assert [tuple(row) for row in rows] == [("L1", "s1"), ("OLD", ""), ("WO-1", "acme")], table
