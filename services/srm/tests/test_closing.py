"""SRM-4, SRM-6: what never comes has an end: lines closed short, notes closed by the warehouse, less offered later."""

from __future__ import annotations

from datetime import timedelta

import pytest

from headrace_contracts.logistics.v1 import DeliveryNoteClosed, MissingLine
from headrace_contracts.srm.v1 import DeliveryNoteSent, PurchaseOrderConfirmed, PurchaseOrderLineClosed
from headrace_contracts.values import Quantity
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import Row

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
    step,
    supplier,
    the_order,
)

REASON = {"reason": "the rest is not coming"}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


def short(note: Row, lot: str, amount: object) -> DeliveryNoteClosed:
    missing = MissingLine(order_line=1, item="TUBE", lot=lot, quantity=Quantity.of(str(amount), "EA"))
    return DeliveryNoteClosed(
        delivery_note=note["id"],
        number=note["number"],
        purchase_order=note["purchase_order"],
        supplier=note["supplier"],
        plant="north",
        missing=(missing,),
        reason="lost on the way",
    )


async def part_delivered(bench: ServiceBench, amount: int = 80) -> Row:
    """100 ordered and confirmed, 80 sent, received and good."""
    note = await sent_note(bench, await confirmed_order(bench), (1, "L1", amount))
    await bench.hear(received(note), judged(note, "L1", good=True))
    return await the_order(buyer(bench))


async def test_the_buyer_closes_a_line_whose_rest_never_comes(bench):
    order = await part_delivered(bench)
    stale = await step(buyer(bench), {**order, "version": 1}, "lines/1/closure", REASON)
    assert stale.status_code == 412
    done = (await step(buyer(bench), order, "lines/1/closure", REASON)).json()
    [line] = done["lines"]
    assert (done["state"], line["state"], line["quantity"]) == ("closed_short", "closed_short", quantity(80))
    assert (line["closed"]["ordered"], line["closed"]["reason"]) == (quantity(100), REASON["reason"])
    assert (done["total"]["minor"], done["steps"][-1]["kind"]) == (80 * 450, "closed_short")
    [told] = await bench.told(PurchaseOrderLineClosed, tenant="acme")
    assert (told.purchase_order, told.line, told.item, told.plant) == (order["id"], 1, "TUBE", "north")
    assert [str(each) for each in (told.ordered, told.sent, told.received)] == ["100 EA", "80 EA", "80 EA"]
    again = await step(buyer(bench), done, "lines/1/closure", REASON)
    assert (again.status_code, "is closed short; it must be confirmed" in again.json()["detail"]) == (409, True)
    more = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 20), number="LS-2"))
    assert more.status_code == 409


async def test_cancelling_a_partly_sent_order_gives_up_what_was_not_sent(bench):
    order = await part_delivered(bench)
    done = (await step(buyer(bench), order, "cancellation", REASON)).json()
    assert (done["state"], done["lines"][0]["quantity"]) == ("closed_short", quantity(80))
    assert len(await bench.told(PurchaseOrderLineClosed)) == 1


async def test_what_is_under_way_still_comes_after_the_line_was_closed(bench):
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 80))
    done = (await step(buyer(bench), await the_order(buyer(bench)), "lines/1/closure", REASON)).json()
    assert (done["state"], done["lines"][0]["state"], done["lines"][0]["quantity"]) == (
        "confirmed",
        "open",
        quantity(80),
    )
    await bench.hear(received(note), judged(note, "L1", good=True))
    done = await the_order(buyer(bench))
    assert (done["state"], done["lines"][0]["state"]) == ("closed_short", "closed_short")


async def test_a_line_of_which_nothing_was_sent_is_closed_by_itself(bench):
    order = await confirmed_order(
        bench, released("prp_1", together=2), released("prp_2", 30, due=DUE + timedelta(days=1), together=2)
    )
    note = await sent_note(bench, order, (1, "L1", 100))
    await bench.hear(received(note), judged(note, "L1", good=True))
    done = (await step(buyer(bench), await the_order(buyer(bench)), "lines/2/closure", REASON)).json()
    assert (done["state"], [line["state"] for line in done["lines"]]) == ("closed_short", ["accepted", "closed_short"])
    assert done["lines"][1]["quantity"] == quantity(0)


async def test_a_line_that_was_sent_in_full_is_closed_by_its_delivery_note(bench):
    order = await part_delivered(bench, 100)
    order = await confirmed_order_of(bench, "batch-2")
    await sent_note(bench, order, (1, "L9", 100), number="LS-9")
    order = (await buyer(bench).get(f"/v1/purchase-orders/{order['id']}")).json()
    for path in ("lines/1/closure", "cancellation"):
        refused = await step(buyer(bench), order, path, REASON)
        assert (refused.status_code, "delivery note first" in refused.json()["detail"]) == (409, True)


async def confirmed_order_of(bench: ServiceBench, batch: str) -> Row:
    await bench.hear(released(f"prp_{batch}", batch=batch))
    [order] = (await supplier(bench).get("/v1/purchase-orders", params={"batch": batch})).json()["items"]
    return (await step(supplier(bench), order, "confirmation")).json()


@pytest.mark.parametrize("receipt_first", [True, False])
async def test_what_is_missing_on_a_closed_note_can_be_sent_anew_and_the_order_ends(bench, receipt_first):
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 60))
    came = received({**note, "lines": [{**note["lines"][0], "quantity": quantity(59)}]})
    events = [came, short(note, "L1", 1)]
    await bench.hear(*(events if receipt_first else events[::-1]))
    seen = (await supplier(bench).get(f"/v1/delivery-notes/{note['id']}")).json()
    assert (seen["state"], seen["closed_because"], seen["lines"][0]["missing"]) == (
        "closed_short",
        "lost on the way",
        quantity(1),
    )
    assert (await the_order(supplier(bench)))["lines"][0]["noted"] == quantity(59)
    second = await sent_note(bench, order, (1, "L2", 41), number="LS-2")
    judgement = judged({**note, "lines": [{**note["lines"][0], "quantity": quantity(59)}]}, "L1", good=True)
    await bench.hear(received(second), judgement, judged(second, "L2", good=True))
    done = await the_order(buyer(bench))
    assert (done["state"], done["lines"][0]["state"], done["lines"][0]["accepted"]) == (
        "delivered",
        "accepted",
        quantity(100),
    )
    first = (await supplier(bench).get(f"/v1/delivery-notes/{note['id']}")).json()
    assert (first["state"], first["lines"][0]["state"]) == ("closed_short", "closed_short")


async def test_what_is_lost_of_a_closed_line_is_told_again_and_ends_the_order(bench):
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 80))
    await step(buyer(bench), await the_order(buyer(bench)), "lines/1/closure", REASON)
    await bench.hear(short(note, "L1", 80))
    assert [str(told.sent) for told in await bench.told(PurchaseOrderLineClosed)] == ["80 EA", "0 EA"]
    done = await the_order(buyer(bench))
    assert (done["state"], done["lines"][0]["quantity"]) == ("closed_short", quantity(0))


async def test_a_supplier_offers_less_of_what_it_has_not_sent_yet(bench):
    order = await part_delivered(bench)
    body = {"lines": [{"line": 1, "quantity": quantity(80)}], "reason": "sold out"}
    offered = (await step(supplier(bench), order, "counter-proposal", body)).json()
    assert (offered["state"], offered["counter"][0]["quantity"]) == ("counter_proposed", quantity(80))
    refused = (await step(buyer(bench), offered, "counter-proposal/refusal", {"reason": "we need it"})).json()
    assert (refused["state"], refused["lines"][0]["quantity"]) == ("confirmed", quantity(100))
    offered = (await step(supplier(bench), refused, "counter-proposal", body)).json()
    agreed = (await step(buyer(bench), offered, "counter-proposal/acceptance")).json()
    assert (agreed["state"], agreed["lines"][0]["quantity"], agreed["lines"][0]["closed"]) == (
        "delivered",
        quantity(80),
        None,
    )
    assert [str(told.lines[0].quantity) for told in await bench.told(PurchaseOrderConfirmed)] == [
        "100 EA",
        "100 EA",
        "80 EA",
    ]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"quantity": quantity(79)}, "80 EA were sent already; offer that or more"),
        ({"price": {"amount": "9.99", "currency": "EUR"}}, "80 EA were sent at 4.5 EUR each"),
    ],
)
async def test_what_was_sent_is_not_offered_anew(bench, line, words):
    order = await part_delivered(bench)
    body = {"lines": [{"line": 1, **line}], "reason": "because"}
    answer = await step(supplier(bench), order, "counter-proposal", body)
    assert (answer.status_code, words in answer.json()["detail"]) == (422, True)


async def test_a_rest_of_part_of_a_piece_can_be_sent_but_nothing_else_so_fine(bench):
    order = await confirmed_order(bench, released("prp_1"))
    part = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L1", "2.5")))
    assert (part.status_code, "2.5 EA is part of a piece" in part.json()["detail"]) == (422, True)


async def test_what_was_given_up_late_counts_against_the_supplier_and_early_does_not(bench):
    await part_delivered(bench)
    early = await confirmed_order_of(bench, "batch-2")
    await step(buyer(bench), early, "lines/1/closure", REASON)
    card = (await buyer(bench).get("/v1/scorecards/steelco")).json()
    assert (card["lines"], card["due_lines"]) == (1, 0)
    bench.clock.advance_to(bench.clock.now() + (DUE - bench.clock.now().date()) + timedelta(days=2))
    late = (await buyer(bench).get("/v1/purchase-orders", params={"batch": "batch-1"})).json()["items"][0]
    await step(buyer(bench), late, "lines/1/closure", REASON)
    card = (await buyer(bench).get("/v1/scorecards/steelco")).json()
    assert (card["due_lines"], card["on_time_rate"], card["in_time_share"]) == (1, 0.0, 0.8)


def part_of(note: Row, amount: int) -> Row:
    line = note["lines"][0]
    return {**note, "lines": [{**line, "quantity": quantity(amount)}, *note["lines"][1:]]}


async def came_short(bench: ServiceBench) -> tuple[Row, Row]:
    """The order, and its note of 100 of which 95 came."""
    order = await confirmed_order(bench)
    note = await sent_note(bench, order, (1, "L1", 100))
    await bench.hear(received(part_of(note, 95)))
    return order, note


async def test_what_is_missing_on_a_note_is_sent_anew_on_another_that_takes_its_place(bench):
    order, note = await came_short(bench)
    anew = await sent_note(bench, order, (1, "L2", 5), number="LS-2")
    [line] = (await the_order(buyer(bench)))["lines"]
    assert (line["noted"], line["state"]) == (quantity(100), "open")
    [first, second] = await bench.told(DeliveryNoteSent)
    assert (first.replaces, second.replaces) == ((), (note["id"],))
    before = (await buyer(bench).get(f"/v1/delivery-notes/{note['id']}")).json()
    assert (before["state"], before["lines"][0]["missing"]) == ("closed_short", quantity(5))
    assert before["closed_because"] == "what was missing comes on note LS-2"
    await bench.hear(short(note, "L1", 5))
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(100)
    await bench.hear(received(anew), judged(part_of(note, 95), "L1", good=True), judged(anew, "L2", good=True))
    done = await the_order(buyer(bench))
    assert (done["state"], done["lines"][0]["state"]) == ("delivered", "accepted")


async def test_more_of_the_note_that_came_meanwhile_stays_counted_as_sent(bench):
    order, note = await came_short(bench)
    await sent_note(bench, order, (1, "L2", 5), number="LS-2")
    await bench.hear(short(note, "L1", 2))
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(103)


async def test_less_than_is_missing_leaves_the_rest_to_be_sent(bench):
    order, _ = await came_short(bench)
    await sent_note(bench, order, (1, "L2", 3), number="LS-2")
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(98)
    too_much = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L3", 3), number="LS-3"))
    assert "3 EA are more than the 2 EA still to be sent" in too_much.json()["detail"]
    await sent_note(bench, order, (1, "L3", 2), number="LS-3")


async def test_more_than_is_missing_is_refused_and_the_note_stays(bench):
    order, note = await came_short(bench)
    answer = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 6), number="LS-2"))
    assert (answer.status_code, "6 EA are more than the 5 EA" in answer.json()["detail"]) == (422, True)
    assert (await buyer(bench).get(f"/v1/delivery-notes/{note['id']}")).json()["state"] == "partly_received"


async def test_a_note_of_which_nothing_came_is_still_under_way(bench):
    order = await confirmed_order(bench)
    await sent_note(bench, order, (1, "L1", 100))
    answer = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L2", 5), number="LS-2"))
    assert (answer.status_code, "when its other goods were received" in answer.json()["detail"]) == (422, True)


async def test_a_note_that_misses_another_line_too_is_replaced_by_both_together(bench):
    order = await confirmed_order(
        bench, released("prp_1", together=2), released("prp_2", 30, due=DUE + timedelta(days=1), together=2)
    )
    note = await sent_note(bench, order, (1, "L1", 100), (2, "L2", 30))
    await bench.hear(received({**part_of(note, 95), "lines": part_of(note, 95)["lines"][:1]}))
    alone = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, (1, "L3", 5), number="LS-2"))
    assert (alone.status_code, "all that is missing on it together" in alone.json()["detail"]) == (422, True)
    await sent_note(bench, order, (1, "L3", 5), (2, "L4", 30), number="LS-2")
    assert [line["noted"] for line in (await the_order(buyer(bench)))["lines"]] == [quantity(100), quantity(30)]
