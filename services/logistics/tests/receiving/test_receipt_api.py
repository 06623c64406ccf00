"""LOG-1, LOG-2, PLT-5: announced goods are scanned in once, wait for inspection, are freed or
blocked; what never comes is closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from headrace_contracts.logistics.v1 import DeliveryNoteClosed, GoodsReceived, StockChanged
from headrace_contracts.quality.v1 import Disposition
from headrace_contracts.srm.v1 import DeliveryNoteLine
from headrace_contracts.values import Quantity
from headrace_logistics.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import reopened

from ..warehouse import (
    accepted,
    assert_balanced,
    disposed,
    ea,
    in_stock,
    item,
    note,
    open_stock,
    reason,
    rejected,
    scanned,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await bench.hear(item("BOLT"), item("NUT"), note(("BOLT", "A", 10), ("NUT", "B", 4)))
    return bench


async def receive(bench: ServiceBench, *scans: dict, key: str = "", note_id: str = "dn_1"):
    headers = {"Idempotency-Key": key} if key else {}
    body = {"delivery_note": note_id, "scans": list(scans)}
    return await bench.client("warehouse", user="li").post("/v1/receipts", json=body, headers=headers)


async def test_scanned_goods_wait_for_inspection_and_are_told_once(bench):
    answer = await receive(bench, scanned("1", lot="A"), scanned("2", 3, lot="B"), scanned("3", 1, lot="B"))
    assert answer.status_code == 201, answer.text
    assert (answer.json()["number"], answer.json()["received_by"]) == ("GR-000001", "li")
    assert await in_stock(bench) == {"A": {"inspection": "10"}, "B": {"inspection": "4"}}
    (told,) = await bench.told(GoodsReceived)
    assert [(i.order_line, i.lot, i.quantity) for i in told.lines] == [(10, "A", ea(10)), (20, "B", ea(4))]
    changed = await bench.told(StockChanged, tenant="acme")
    assert [(c.item, c.plant, c.available, c.inspection, c.cause) for c in changed] == [
        ("BOLT", "north", ea(0), ea(10), "received"),
        ("NUT", "north", ea(0), ea(4), "received"),
    ]
    noted = (await bench.client("warehouse").get("/v1/delivery-notes/dn_1")).json()
    assert (noted["state"], [i["received"]["value"] for i in noted["lines"]]) == ("complete", ["10", "4"])


async def test_scans_sent_again_over_a_weak_network_have_no_second_effect(bench):
    first = await receive(bench, scanned("1", 4, lot="A"), key="one")
    again = await receive(bench, scanned("1", 4, lot="A"), key="another")
    assert (again.status_code, again.json()["id"]) == (201, first.json()["id"])
    more = await receive(bench, scanned("1", lot="A"), scanned("2", lot="A"))
    assert [i["quantity"]["value"] for i in more.json()["lines"]] == ["6"]
    assert await in_stock(bench) == {"A": {"inspection": "10"}}
    assert len(await bench.told(GoodsReceived)) == 2


@pytest.mark.parametrize(
    ("scan", "why"),
    [
        (scanned("2", 11, lot="A"), "too_much"),
        (scanned("2", lot="Z"), "not_expected"),
        (scanned("2", lot="A", company="vendor-2"), "foreign_lot"),
        (scanned("2", 0, lot="A"), "wrong_quantity"),
        (scanned("1", 5, lot="A"), "scan_id_reused"),
        ({"scan": "2", "lot": "A", "quantity": {"value": "1", "unit": "KG"}}, "wrong_quantity"),
    ],
)
async def test_a_wrong_scan_among_good_ones_is_refused_and_nothing_is_received(bench, scan, why):
    await receive(bench, scanned("1", 1, lot="A"))
    assert reason(await receive(bench, scanned("b", lot="B"), scan)) == why
    assert await in_stock(bench) == {"A": {"inspection": "1"}}
    assert len(await bench.told(GoodsReceived)) == 1


async def test_a_foreign_lot_is_found_among_ever_so_many_of_another_scanned_number(bench):
    row = """INSERT INTO balance (tenant, item, plant, lot, serial, place, party, quantity, unit)
             SELECT 'rival', 'I-' || n, 'south', CASE n WHEN 999 THEN 'R-1' ELSE 'A' END, '', 'available', '', 1, 'EA'
               FROM generate_series(1, 999) AS n"""
    async with bench.running.database.transaction("*") as tx:
        await tx.raw.execute(row)
    assert reason(await receive(bench, scanned("1", lot="A"), scanned("2", lot="R-1"))) == "foreign_lot"


async def test_a_scan_of_a_foreign_company_s_lot_says_so_and_no_more(bench):
    await bench.hear(item("SECRET"), tenant="rival")
    await open_stock(bench, ("SECRET", "R-1", 5), tenant="rival")
    answer = await receive(bench, scanned("1", lot="R-1"))
    assert reason(answer) == "foreign_lot"
    assert "another company" in answer.json()["detail"]
    assert "rival" not in answer.text
    assert "SECRET" not in answer.text
    assert await bench.told(GoodsReceived) == []
    assert await bench.query("SELECT * FROM movement WHERE tenant = 'acme'") == []


@pytest.mark.parametrize("body", [{"delivery_note": "dn_1", "scans": []}, {"delivery_note": "dn_1", "scans": [{}]}])
async def test_a_receipt_without_scans_is_not_well_formed(bench, body):
    answer = await bench.client("warehouse").post("/v1/receipts", json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")


async def test_goods_on_an_unknown_or_a_foreign_note_are_not_received(bench):
    assert (await receive(bench, scanned("1", lot="A"), note_id="dn_9")).status_code == 404
    foreign = bench.client("warehouse", tenant="rival")
    body = {"delivery_note": "dn_1", "scans": [scanned("1", lot="A")]}
    assert (await foreign.post("/v1/receipts", json=body)).status_code == 404
    assert (await foreign.get("/v1/delivery-notes")).json()["items"] == []
    assert (await bench.client("sales").post("/v1/receipts", json=body)).status_code == 403


async def test_a_note_of_a_number_used_before_waits_for_a_person_and_changes_nothing(bench):
    await bench.hear(note(("BOLT", "C", 5), name="dn_2"))
    notes = (await bench.client("warehouse").get("/v1/delivery-notes")).json()["items"]
    assert [n["id"] for n in notes] == ["dn_1"]
    (error,) = await bench.parked()
    assert "DuplicateNote: vendor-1 sent delivery note DN-1 before" in error


async def test_an_accepted_lot_is_free_and_a_rejected_one_blocked(bench):
    await receive(bench, scanned("1", lot="A"), scanned("2", lot="B"))
    await bench.hear(accepted("BOLT", "A", 10), rejected("NUT", "B", 4))
    assert await in_stock(bench) == {"A": {"available": "10"}, "B": {"blocked": "4"}}
    changed = (await bench.told(StockChanged))[2:]
    assert [(c.cause, c.reference, c.available, c.blocked) for c in changed] == [
        ("accepted", "ins_A", ea(10), ea(0)),
        ("rejected", "ins_B", ea(0), ea(4)),
    ]
    books = await assert_balanced(bench)
    assert (books["BOLT"]["received"]["value"], books["BOLT"]["on_hand"]["value"]) == ("10", "10")


@pytest.mark.parametrize(
    ("disposition", "left", "column"),
    [
        (Disposition.USE_AS_IS, {"B": {"available": "4"}}, "on_hand"),
        (Disposition.REWORK, {"B": {"inspection": "4"}}, "on_hand"),
        (Disposition.RETURN, {}, "received"),
        (Disposition.SCRAP, {}, "scrapped"),
    ],
)
async def test_a_blocked_lot_goes_where_its_disposition_says(bench, disposition, left, column):
    await receive(bench, scanned("2", lot="B"))
    await bench.hear(rejected("NUT", "B", 4), disposed("NUT", "B", 4, disposition))
    assert await in_stock(bench) == left
    books = await assert_balanced(bench)
    assert books["NUT"][column]["value"] == ("0" if column == "received" else "4")


@pytest.mark.parametrize("decided", [accepted, rejected])
async def test_goods_of_a_withdrawn_decision_wait_again_and_are_decided_on_anew(bench, decided):
    await receive(bench, scanned("1", lot="A"), scanned("2", lot="B"))
    decision = decided("NUT", "B", 4)
    await bench.hear(decision, reopened(decision))
    assert (await in_stock(bench, item="NUT"))["B"] == {"inspection": "4"}
    await bench.hear(accepted("NUT", "B", 4))
    assert (await in_stock(bench, item="NUT"))["B"] == {"available": "4"}
    await assert_balanced(bench)


async def test_a_decision_on_goods_that_are_not_there_waits(bench):
    await bench.hear(accepted("BOLT", "A", 10))
    (error,) = await bench.parked()
    assert "NotEnough" in error
    assert await in_stock(bench) == {}


async def close(bench: ServiceBench, version: int | None = None, role: str = "warehouse"):
    noted = (await bench.client("warehouse").get("/v1/delivery-notes/dn_1")).json()
    tag = {"If-Match": f'"{version or noted["version"]}"'}
    return await bench.client(role).post(
        "/v1/delivery-notes/dn_1/closure", json={"reason": "lost on the way"}, headers=tag
    )


async def test_a_note_of_which_the_rest_does_not_come_is_closed_and_says_what_is_missing(bench):
    await receive(bench, scanned("1", 7, lot="A"), scanned("2", lot="B"))
    assert (await close(bench, version=1)).status_code == 412
    assert (await close(bench, role="sales")).status_code == 403
    done = await close(bench)
    assert (done.status_code, done.json()["state"], done.json()["closed_because"]) == (
        200,
        "closed_short",
        "lost on the way",
    )
    (told,) = await bench.told(DeliveryNoteClosed, tenant="acme")
    assert (told.delivery_note, told.purchase_order, told.supplier) == ("dn_1", "po_1", "vendor-1")
    assert [(i.order_line, i.item, i.lot, i.quantity) for i in told.missing] == [(10, "BOLT", "A", ea(3))]
    again = await close(bench)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/note-closed")
    late = await receive(bench, scanned("3", 1, lot="A"))
    assert (late.status_code, "ask the supplier for another note" in late.json()["detail"]) == (409, True)
    assert (await receive(bench, scanned("1", 7, lot="A"))).status_code == 201
    assert await in_stock(bench) == {"A": {"inspection": "7"}, "B": {"inspection": "4"}}


async def test_a_note_of_which_nothing_comes_is_closed_and_one_received_in_full_is_not(bench):
    assert (await close(bench)).json()["state"] == "closed_short"
    (told,) = await bench.told(DeliveryNoteClosed)
    assert [(i.lot, i.quantity) for i in told.missing] == [("A", ea(10)), ("B", ea(4))]
    await bench.hear(note(("BOLT", "C", 1), name="dn_2", number="DN-2"))
    await receive(bench, scanned("9", lot="C"), note_id="dn_2")
    full = await bench.client("warehouse").post(
        "/v1/delivery-notes/dn_2/closure", json={"reason": "x"}, headers={"If-Match": '"2"'}
    )
    assert (full.status_code, "is complete; nothing is missing" in full.json()["detail"]) == (409, True)


async def test_part_of_a_piece_is_not_received_unless_it_is_what_was_sent(bench):
    half = {"scan": "1", "lot": "A", "quantity": {"value": "2.5", "unit": "EA"}}
    refused = await receive(bench, half)
    assert (reason(refused), "2.5 EA is part of a piece" in refused.json()["detail"]) == (
        "wrong_quantity",
        True,
    )
    line = DeliveryNoteLine(line=1, order_line=1, item="BOLT", lot="H", quantity=Quantity.of("0.5", "EA"))
    await bench.hear(replace(note(name="dn_2", number="DN-2"), lines=(line,)))
    assert (await receive(bench, scanned("2", lot="H"), note_id="dn_2")).status_code == 201
    await bench.hear(item("NUT", unit_decimals=2))
    assert (await receive(bench, {**half, "lot": "B"})).status_code == 201


async def test_a_billion_pieces_are_one_movement(bench):
    await bench.hear(note(("BOLT", "C", 10**9), name="dn_2", number="DN-2"))
    assert (await receive(bench, scanned("1", lot="C"), note_id="dn_2")).status_code == 201
    assert len(await bench.query("SELECT * FROM movement")) == 1


async def test_a_note_number_in_another_writing_is_one_note_and_waits_for_a_person(bench):
    await bench.hear(note(("BOLT", "C", 3), name="dn_2", number="dn - 1"))
    (parked,) = await bench.parked()
    assert "sent delivery note DN-1 before" in parked
    assert (await bench.client("warehouse").get("/v1/delivery-notes/dn_2")).status_code == 404


async def test_what_is_missing_comes_on_another_note_that_takes_the_place_of_the_first(bench):
    await receive(bench, scanned("1", 7, lot="A"), scanned("2", lot="B"))
    await bench.hear(replace(note(("BOLT", "C", 3), name="dn_2", number="DN-2"), replaces=("dn_1",)))
    first = (await bench.client("warehouse").get("/v1/delivery-notes/dn_1")).json()
    assert (first["state"], first["closed_because"]) == ("closed_short", "what was missing comes on note DN-2")
    (told,) = await bench.told(DeliveryNoteClosed)
    assert [(i.order_line, i.lot, i.quantity) for i in told.missing] == [(10, "A", ea(3))]
    late = await receive(bench, scanned("3", 1, lot="A"))
    assert (late.status_code, "comes on note DN-2" in late.json()["detail"]) == (409, True)
    assert (await receive(bench, scanned("4", lot="C"), note_id="dn_2")).status_code == 201


async def test_a_note_that_was_received_in_full_meanwhile_stays_complete(bench):
    await receive(bench, scanned("1", lot="A"), scanned("2", lot="B"))
    await bench.hear(replace(note(("BOLT", "C", 3), name="dn_2", number="DN-2"), replaces=("dn_1",)))
    assert (await bench.client("warehouse").get("/v1/delivery-notes/dn_1")).json()["state"] == "complete"
    assert (await bench.told(DeliveryNoteClosed), await bench.parked()) == ([], [])
