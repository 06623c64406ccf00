"""SRM-3, SRM-4, SRM-6: what is sent at the same time ends as if it had been sent one after the other."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from headrace_contracts.srm.v1 import DeliveryNoteSent, PurchaseOrderConfirmed, SupplierItemPublished
from headrace_testkit.bench import ServiceBench

from .srm_world import (
    buyer,
    confirmed_order,
    note_body,
    offer,
    purchasing,
    put,
    quantity,
    released,
    step,
    supplier,
    the_order,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


async def send_at_once(bench: ServiceBench, *bodies: dict) -> list[int]:
    answers = await asyncio.gather(*(supplier(bench).post("/v1/delivery-notes", json=body) for body in bodies))
    return sorted(answer.status_code for answer in answers)


async def test_two_notes_at_once_do_not_send_more_than_was_ordered(bench):
    order = await confirmed_order(bench)
    bodies = [note_body(order, (1, f"L{n}", 60), number=f"LS-{n}") for n in range(4)]
    assert await send_at_once(bench, *bodies) == [201, 422, 422, 422]
    assert (await the_order(buyer(bench)))["lines"][0]["noted"] == quantity(60)
    assert len(await bench.told(DeliveryNoteSent)) == 1


async def test_a_note_number_used_at_once_for_two_orders_counts_for_one(bench):
    await bench.hear(released("prp_1"), released("prp_2", batch="batch-2"))
    orders = (await supplier(bench).get("/v1/purchase-orders")).json()["items"]
    for order in orders:
        await step(supplier(bench), order, "confirmation")
    bodies = [note_body(order, (1, f"L{n}", 5)) for n, order in enumerate(orders)]
    assert await send_at_once(bench, *bodies) == [201, 409]
    assert len(await bench.query("SELECT * FROM delivery_note")) == 1


async def test_a_note_sent_twice_with_one_key_is_one_note(bench):
    body, key = note_body(await confirmed_order(bench), (1, "L1", 60)), {"Idempotency-Key": "dispatch-7"}
    client = supplier(bench)
    first, again = [await client.post("/v1/delivery-notes", json=body, headers=key) for _ in range(2)]
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(await bench.told(DeliveryNoteSent)) == 1


async def test_two_clerks_confirm_an_order_once(bench):
    await bench.hear(released("prp_1"))
    order = await the_order(supplier(bench))
    answers = await asyncio.gather(*(step(supplier(bench), order, "confirmation") for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412]
    assert len(await bench.told(PurchaseOrderConfirmed)) == 1


async def test_no_proposal_is_lost_or_doubled_while_the_supplier_confirms(bench):
    async def confirm_what_is_there() -> None:
        for _ in range(10):
            for order in (await supplier(bench).get("/v1/purchase-orders")).json()["items"]:
                if order["state"] == "published":
                    await step(supplier(bench), order, "confirmation")
            await asyncio.sleep(0.01)

    names = [f"prp_{n:02d}" for n in range(30)]
    await asyncio.gather(bench.hear(*(released(name, 10) for name in names)), confirm_what_is_there())
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    ordered = sorted(name for order in orders for line in order["lines"] for name in line["proposals"])
    assert ordered == names
    assert sum(int(line["quantity"]["value"]) for order in orders for line in order["lines"]) == 300


async def test_one_offer_loaded_at_once_by_two_clerks_is_one(bench):
    rows = [offer(minimum="500", amount=f"4.{n}") for n in range(6)]
    await asyncio.gather(*(put(buyer(bench), "supplier-items", row) for row in rows))
    listed = (await buyer(bench).get("/v1/supplier-items", params={"item": "TUBE"})).json()["items"]
    assert sorted(row["minimum"]["value"] for row in listed) == ["10", "500"]
    last = (await bench.told(SupplierItemPublished))[-1]
    assert last.price_per_unit.amount == Decimal(
        next(r["price"]["amount"] for r in listed if r["minimum"]["value"] == "500")
    )
