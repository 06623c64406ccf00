"""SRM-6: delivery notes, receipts and quality, seen the same by buyer and supplier."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations

import pytest

from headrace_contracts.srm.v1 import DeliveryNoteSent
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import reopened

from .srm_world import (
    DUE,
    buyer,
    confirmed_order,
    judged,
    note_body,
    purchasing,
    quantity,
    received,
    released,
    sent_note,
    supplier,
    the_order,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


async def test_a_delivery_note_is_told_and_noted_on_the_order(bench):
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 60), (1, "L2", 15))
    assert (note["state"], note["buyer"], note["plant"]) == ("sent", "acme", "north")
    [told] = await bench.told(DeliveryNoteSent, tenant="acme")
    assert (told.number, told.purchase_order, told.supplier) == ("LS-1", order["id"], "steelco")
    assert [(x.line, x.order_line, x.item, x.lot, str(x.quantity)) for x in told.lines] == [
        (1, 1, "TUBE", "L1", "60 EA"),
        (2, 1, "TUBE", "L2", "15 EA"),
    ]
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(75)
    assert (await buyer(bench).get(f"/v1/delivery-notes/{note['id']}")).json() == note


@pytest.mark.parametrize(
    ("lots", "words"),
    [
        ([(1, "L1", 101)], "101 EA are more than the 100 EA still to be sent"),
        ([(1, "L1", 60), (1, "L2", 41)], "41 EA are more than the 40 EA still to be sent"),
        ([(1, "L1", -5)], "must be above zero"),
        ([(2, "L1", 5)], "no line 2"),
        ([(1, "L1", 5), (1, "L1", 5)], "lot L1 stands on two lines"),
    ],
)
async def test_a_wrong_delivery_note_is_refused_and_changes_nothing(bench, lots, words):
    order = await confirmed_order(bench)
    answer = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, *lots))
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/delivery-refused"
    assert words in answer.json()["detail"]
    assert await the_order(buyer(bench)) == order
    assert await bench.query("SELECT * FROM delivery_note") == []
    assert await bench.told(DeliveryNoteSent) == []


async def test_a_note_in_another_unit_is_refused(bench):
    body = note_body(await confirmed_order(bench), (1, "L1", 5))
    body["lines"][0]["quantity"]["unit"] = "KG"
    assert "counted in EA, not KG" in (await supplier(bench).post("/v1/delivery-notes", json=body)).json()["detail"]


async def test_a_note_number_is_used_once(bench):
    order = await confirmed_order(bench)
    await sent_note(bench, order, (1, "L1", 10))
    again = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 10)))
    assert (again.status_code, again.json()["type"]) == (409, "/problems/delivery-note-known")
    assert len(await bench.told(DeliveryNoteSent)) == 1
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(10)


@pytest.mark.parametrize("written", ["ls-1", "LS - 1", "\uff2c\uff33-1", "LS\u20131"])
async def test_a_note_number_in_another_writing_is_the_number_used_before(bench, written):
    order = await confirmed_order(bench)
    await sent_note(bench, order, (1, "L1", 10))
    again = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 10), number=written))
    assert (again.status_code, again.json()["type"]) == (409, "/problems/delivery-note-known")
    assert "LS-1" in again.json()["detail"]
    assert len(await bench.told(DeliveryNoteSent)) == 1


async def test_goods_are_sent_by_the_supplier_of_a_confirmed_order_only(bench):
    await bench.hear(released("prp_1"))
    body = note_body(await the_order(supplier(bench)), (1, "L1", 10))
    early = await supplier(bench).post("/v1/delivery-notes", json=body)
    assert (early.status_code, "must be confirmed" in early.json()["detail"]) == (409, True)
    posing = bench.client("supplier", tenant="acme")
    assert (await posing.post("/v1/delivery-notes", json=body)).status_code == 403
    stranger = supplier(bench, "colours")
    assert (await stranger.post("/v1/delivery-notes", json=body)).status_code == 404
    assert (await stranger.get("/v1/delivery-notes")).json()["items"] == []


async def test_receipts_and_quality_are_seen_by_both_parties_alike(bench):
    order = await confirmed_order(bench)
    first = await sent_note(bench, order, (1, "L1", 60))
    await bench.hear(received(first))
    second = await sent_note(bench, order, (1, "L2", 40), number="LS-2")
    await bench.hear(received(second), judged(first, "L1", good=True), judged(second, "L2", good=False))
    seen = await the_order(supplier(bench))
    assert seen == await the_order(buyer(bench))
    assert seen["state"] == "delivered"
    [line] = seen["lines"]
    amounts = [line[key]["value"] for key in ("noted", "received", "accepted", "rejected")]
    assert (line["state"], amounts) == ("rejected", ["100", "100", "60", "40"])
    notes = (await supplier(bench).get("/v1/delivery-notes", params={"state": "received"})).json()["items"]
    assert [(n["number"], n["lines"][0]["state"]) for n in notes] == [("LS-2", "rejected"), ("LS-1", "accepted")]


async def test_what_was_rejected_is_not_delivered_again_on_the_order(bench):
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 100))
    await bench.hear(received(note), judged(note, "L1", good=False))
    answer = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 100), number="LS-2"))
    assert answer.status_code == 409


@pytest.mark.parametrize("turn", range(6))
async def test_receipt_and_judgements_may_be_heard_in_any_order(bench, turn):
    note = await sent_note(bench, await confirmed_order(bench), (1, "L1", 60), (1, "L2", 40))
    events = (received(note), judged(note, "L1", good=True), judged(note, "L2", good=True))
    await bench.hear(*list(permutations(events))[turn])
    order = await the_order(buyer(bench))
    assert (order["state"], order["lines"][0]["state"]) == ("delivered", "accepted")
    [kept] = (await buyer(bench).get("/v1/delivery-notes", params={"purchase_order": order["id"]})).json()["items"]
    assert [(line["state"], line["accepted"]["value"]) for line in kept["lines"]] == [
        ("accepted", "60"),
        ("accepted", "40"),
    ]


async def test_a_lot_sent_in_two_notes_is_judged_once_for_each(bench):
    order = await confirmed_order(bench)
    notes = [await sent_note(bench, order, (1, "L1", 50), number=number) for number in ("LS-1", "LS-2")]
    await bench.hear(*map(received, notes), judged(notes[0], "L1", good=True), judged(notes[1], "L1", good=False))
    listed = (await buyer(bench).get("/v1/delivery-notes")).json()["items"]
    assert [(n["number"], n["lines"][0]["state"]) for n in listed] == [("LS-2", "rejected"), ("LS-1", "accepted")]


async def test_a_judgement_that_is_withdrawn_is_taken_off_the_order_and_the_note_that_had_it(bench):
    order = await confirmed_order(bench)
    notes = [await sent_note(bench, order, (1, "L1", 50), number=number) for number in ("LS-1", "LS-2")]
    bad = judged(notes[1], "L1", good=False)
    await bench.hear(*map(received, notes), judged(notes[0], "L1", good=True), bad, reopened(bad))
    listed = (await buyer(bench).get("/v1/delivery-notes")).json()["items"]
    assert [(n["number"], n["lines"][0]["state"]) for n in listed] == [("LS-2", "received"), ("LS-1", "accepted")]
    [line] = (await the_order(buyer(bench)))["lines"]
    assert [line[key]["value"] for key in ("accepted", "rejected")] == ["50", "0"]


async def test_a_judgement_of_own_work_is_none_of_a_suppliers_business(bench):
    note = await sent_note(bench, await confirmed_order(bench), (1, "L1", 100))
    own = judged({**note, "purchase_order": ""}, "L1", good=True)
    await bench.hear(own)
    assert (await the_order(buyer(bench)))["lines"][0]["accepted"] == quantity(0)
    assert await bench.parked() == []


async def test_own_receipts_count_in_the_scorecard_and_part_deliveries_together(bench):
    order = await confirmed_order(bench)
    for number, lot, amount in (("LS-1", "L1", 60), ("LS-2", "L2", 40)):
        note = await sent_note(bench, order, (1, lot, amount), number=number)
        await bench.hear(received(note), judged(note, lot, good=lot == "L1"))
    card = (await buyer(bench).get("/v1/scorecards/steelco")).json()
    assert (card["on_time_rate"], card["in_time_share"], card["accepted_rate"]) == (1.0, 1.0, 0.6)


async def test_a_line_that_came_in_part_by_its_due_day_is_late_but_its_part_counts(bench):
    order = await confirmed_order(bench)
    await bench.hear(received(await sent_note(bench, order, (1, "L1", 75))))
    assert (await buyer(bench).get("/v1/scorecards/steelco")).json()["due_lines"] == 0
    bench.clock.advance_to(bench.clock.now() + (DUE - bench.clock.now().date()) + timedelta(days=2))
    await bench.hear(received(await sent_note(bench, order, (1, "L2", 25), number="LS-2")))
    card = (await buyer(bench).get("/v1/scorecards/steelco")).json()
    assert (card["due_lines"], card["on_time_rate"], card["in_time_share"]) == (1, 0.0, 0.75)
    assert card["accepted_rate"] is None
