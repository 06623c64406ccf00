"""ORD-1, ORD-2, MRP-1: promises over HTTP and events: material, priority, matching that failed, orders closed short."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from headrace_contracts.mes.v1 import WorkOrderCreated
from headrace_contracts.mrp.v1 import Peg
from headrace_contracts.orders.v1 import (
    MatchingFailed,
    OrderClosed,
    OrderFulfilled,
    OrderMatched,
    PromiseMoved,
    TakenBack,
)
from headrace_contracts.product.v1 import Source
from headrace_contracts.values import Money, Price, Quantity
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.told import ea, rejected, reopened

from .selling import (
    bom,
    bought,
    day,
    decided,
    delivered,
    dispatched,
    makes,
    ordered,
    received,
    seen,
    seller,
    sold,
    stock,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await seller(start_service)
    await makes(bench, sold("A"), sold("PASTE", unit="KG"))
    await bench.hear(*bought("B"), bom("A", "B"))
    return bench


async def test_material_is_held_for_the_order_that_has_it_and_told_with_the_day_of_the_plan(bench):
    await bench.hear(stock("B", "100"))
    first, second = [await ordered(bench, "A", "100", day(10)) for _ in range(2)]
    assert (first["promise"], second["promise"]) == (str(day(10)), str(day(43)))
    assert [e.promise for e in await bench.told(OrderMatched)] == [day(10), day(43)]


async def test_a_rejection_that_is_withdrawn_is_counted_on_again(bench):
    waiting = replace(stock("B", "0"), inspection=ea(100))
    bad = rejected("B", "L1", ea(100))
    await bench.hear(received("B", "100"), waiting, bad)
    assert (await ordered(bench, "A", "100", day(10)))["promise"] == str(day(43))
    await bench.hear(reopened(bad))
    assert (await ordered(bench, "A", "100", day(10)))["promise"] == str(day(10))


async def test_what_was_sent_is_no_longer_asked_for(bench):
    await bench.hear(stock("A", "100"))
    first = await ordered(bench, "A", "100", day(10))
    await bench.hear(dispatched(first["id"], "A", "60"), stock("A", "40"))
    assert (await ordered(bench, "A", "1", day(10)))["promise"] == str(day(43))
    await bench.hear(delivered(first["id"], "A", "60"), stock("A", "41"))
    assert (await ordered(bench, "A", "1", day(10)))["promise"] == str(day(10))


async def test_a_fraction_is_ordered_given_and_told_as_it_is(bench):
    for quantity in ("2.5", "0.5"):
        order = await ordered(bench, "PASTE", quantity, day(20), unit="KG")
        assert [part["quantity"]["value"] for part in order["allocations"]] == [quantity]
    assert [e.allocations[0].quantity.value for e in await bench.told(OrderMatched)] == [Decimal("2.5"), Decimal("0.5")]


async def test_an_order_that_goes_first_moves_the_promises_of_others_in_the_same_breath(bench):
    await bench.hear(stock("B", "100"))
    first = await ordered(bench, "A", "100", day(10))
    urgent = await ordered(bench, "A", "100", day(10), priority=5)
    assert urgent["promise"] == str(day(10))
    (moved,) = await bench.told(PromiseMoved)
    assert (moved.order, moved.previous, moved.promise, moved.reference) == (
        first["id"],
        day(10),
        day(43),
        urgent["id"],
    )
    assert [(part.plant, part.finish) for part in moved.allocations] == [("north", day(43))]
    assert "priority 5" in moved.cause
    first = await seen(bench, first["id"])
    assert (first["promise"], first["allocations"][0]["finish"]) == (str(day(43)), str(day(43)))


async def test_an_order_whose_facts_can_not_be_planned_says_so_and_is_matched_when_they_are_mended(bench):
    await bench.hear(bom("B", "A"), sold("B", source=Source.MAKE))
    order = await ordered(bench, "A", "1", day(10))
    assert order["state"] == "unmatched"
    assert "A" in order["reason"]
    assert [e.order for e in await bench.told(MatchingFailed)] == [order["id"]]
    await bench.hear(*bought("B"), bom("B"))
    sales = bench.client("sales")
    assert (await sales.post(f"/v1/orders/{order['id']}/matching")).json()["state"] == "placed"
    assert (await decided(bench, order["id"]))["state"] == "matched"
    again = await sales.post(f"/v1/orders/{order['id']}/matching")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/wrong-state")


async def test_nobody_queues_more_work_for_an_order_that_is_being_matched(bench):
    order = await ordered(bench, "A", "1", day(10))
    await bench.query("UPDATE sales_order SET state = 'placed', body = jsonb_set(body, '{state}', '\"placed\"')")
    again = await bench.client("customer", tenant="velo").post(f"/v1/orders/{order['id']}/matching")
    assert again.status_code == 409
    assert "is placed; it must be unmatched to match it again" in again.json()["detail"]
    ((jobs,),) = await bench.query("SELECT count(*) FROM job")
    assert jobs == 1


async def test_an_order_whose_job_was_cancelled_does_not_wait_for_ever(bench):
    order = await ordered(bench, "A", "1", day(10))
    await bench.query("UPDATE job SET state = 'failed', error = 'struck by lightning'")
    await bench.query("UPDATE sales_order SET state = 'placed', body = jsonb_set(body, '{state}', '\"placed\"')")
    bench.clock.advance_to(START + timedelta(hours=1))
    assert (await decided(bench, order["id"]))["reason"].endswith("struck by lightning")


async def test_the_rest_of_an_order_is_taken_back_and_its_room_and_material_are_free(bench):
    await bench.hear(stock("A", "60"), stock("B", "40"))
    order = await ordered(bench, "A", "100", day(10))
    await bench.hear(dispatched(order["id"], "A", "60"), stock("A", "0"), delivered(order["id"], "A", "60"))
    order = await seen(bench, order["id"])
    sales, reason = bench.client("sales"), {"reason": "the customer wants no more"}
    match = {"If-Match": f'"{order["version"]}"'}
    closed = (await sales.post(f"/v1/orders/{order['id']}/cancel", json=reason, headers=match)).json()
    assert (closed["state"], closed["lines"][0]["taken_back"]) == ("closed", {"value": "40", "unit": "EA"})
    (event,) = await bench.told(OrderClosed)
    assert event.lines == (TakenBack(line=1, item="A", quantity=Quantity(Decimal(40), "EA")),)
    assert await bench.query("SELECT * FROM held") == []
    assert (await ordered(bench, "A", "40", day(10)))["promise"] == str(day(10))
    assert await bench.told(OrderFulfilled) == []


async def test_what_is_on_its_way_is_not_taken_back(bench):
    await bench.hear(stock("A", "60"))
    order = await ordered(bench, "A", "60", day(10))
    await bench.hear(dispatched(order["id"], "A", "60"))
    sales, match = bench.client("sales"), {"If-Match": f'"{order["version"]}"'}
    answer = await sales.post(f"/v1/orders/{order['id']}/cancel", json={"reason": "no"}, headers=match)
    assert (answer.status_code, "ask for a return" in answer.json()["detail"]) == (409, True)
    await bench.hear(delivered(order["id"], "A", "60"))
    assert (await seen(bench, order["id"]))["state"] == "fulfilled"


async def test_a_work_order_books_the_time_that_was_held_for_what_it_makes(bench):
    await bench.hear(stock("B", "1000"))
    await makes(bench, sold("A"), minutes=1)
    order = await ordered(bench, "A", "960", day(10))
    assert await held(bench) == 960
    await bench.hear(work_order(order["id"], "360"))
    assert await held(bench) == 600
    await bench.hear(work_order(order["id"], "600"))
    assert await held(bench) == 0


async def test_nobody_orders_from_or_for_whom_nobody_knows(bench):
    line = {"item": "A", "quantity": {"value": "1", "unit": "EA"}, "due": str(day(5))}
    customer = await bench.client("customer", tenant="velo").post(
        "/v1/orders", json={"seller": "nobody", "lines": [line]}
    )
    sales = await bench.client("sales").post("/v1/orders", json={"customer": "ghost", "lines": [line]})
    assert [(a.status_code, a.json()["errors"]) for a in (customer, sales)] == [
        (422, [{"field": "seller", "detail": "seller 'nobody' is not registered; check the code"}]),
        (422, [{"field": "customer", "detail": "customer 'ghost' is not registered; check the code"}]),
    ]


async def test_a_price_finer_than_a_cent_is_shown_and_totalled_exactly(bench):
    screw = sold("SCREW", list_price=Money(1, "EUR"), list_price_per_unit=Price(Decimal("0.0125"), "EUR"))
    press = sold("PRESS", list_price=Money(3_000_000_000, "EUR"), list_price_per_unit=None)
    await makes(bench, screw, press)
    order = await ordered(bench, "SCREW", "10000", day(9))
    assert (order["total"], order["lines"][0]["unit_price"]["amount"]) == (
        {"minor": 12_500, "currency": "EUR"},
        "0.0125",
    )
    assert (await ordered(bench, "PRESS", "1", day(9)))["total"]["minor"] == 3_000_000_000


def work_order(order: str, quantity: str) -> WorkOrderCreated:
    amount = Quantity(Decimal(quantity), "EA")
    return WorkOrderCreated(
        work_order=f"wo_{quantity}",
        number="WO-1",
        item="A",
        plant="north",
        quantity=amount,
        start=day(1),
        due=day(2),
        proposal="",
        pegs=(Peg(order=order, line=1, quantity=amount),),
    )


async def held(bench: ServiceBench) -> Decimal:
    return (await bench.query("SELECT coalesce(sum(minutes), 0) AS minutes FROM held"))[0]["minutes"]
