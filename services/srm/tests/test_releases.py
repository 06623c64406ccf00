"""MRP-10, SRM-4: what is released together is ordered together, however it comes in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_contracts.srm.v1 import PurchaseOrderPublished
from headrace_testkit.bench import ServiceBench

from .srm_world import DUE, buyer, defined, offer, purchasing, put, released, step, supplier, the_order


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


def release(batch: str = "batch-1", size: int = 12) -> list[PurchaseProposalReleased]:
    """Half of it to each of two suppliers; every fourth for the same day and item as one before."""
    sold = (("TUBE", "steelco", "EA"), ("PAINT", "colours", "KG"))
    return [
        released(
            f"{batch}/{n:02}",
            10 + n,
            item=sold[n % 2][0],
            name=sold[n % 2][1],
            unit=sold[n % 2][2],
            due=DUE + timedelta(days=n // 2 % 4),
            batch=batch,
            together=size // 2,
        )
        for n in range(size)
    ]


async def deliver(bench: ServiceBench, *batches: list[PurchaseProposalReleased]) -> None:
    for batch in batches:
        await bench.deliver(*map(bench.envelope, batch))
        await bench.caught_up()


async def time_passes(bench: ServiceBench, pause: timedelta) -> None:
    bench.clock.advance_to(bench.clock.now() + pause)
    await bench.turn_of_timers()


async def ordered(bench: ServiceBench) -> list[Any]:
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    lines = ("line", "item", "quantity", "due", "proposals")
    return sorted([o["supplier"], o["revision"], [{key: x[key] for key in lines} for x in o["lines"]]] for o in orders)


async def test_the_orders_are_the_same_whatever_the_batches_of_the_log(bench):
    whole = release("whole")
    await deliver(bench, whole)
    at_once = await ordered(bench)
    assert [(name, revision, len(lines)) for name, revision, lines in at_once] == [("colours", 1, 4), ("steelco", 1, 4)]
    for batch, cuts in (("single", 1), ("uneven", 5), ("half", 6)):
        parts = release(batch)[::-1]
        await deliver(bench, *(parts[n : n + cuts] for n in range(0, len(parts), cuts)))
        orders = (await buyer(bench).get("/v1/purchase-orders", params={"batch": batch})).json()["items"]
        assert sorted((o["supplier"], o["revision"], len(o["lines"])) for o in orders) == [
            ("colours", 1, 4),
            ("steelco", 1, 4),
        ]
        assert {(x["item"], x["due"], x["quantity"]["value"]) for o in orders for x in o["lines"]} == {
            (x["item"], x["due"], x["quantity"]["value"]) for _, _, lines in at_once for x in lines
        }


async def test_a_supplier_never_sees_an_order_before_all_of_it_is_there(bench):
    first, *rest = [event for event in release() if event.supplier == "steelco"]
    await bench.hear(first)
    assert (await supplier(bench).get("/v1/purchase-orders")).json()["items"] == []
    assert (await bench.measured())["srm_proposals_waiting"] == 1
    await bench.hear(*rest)
    order = await the_order(supplier(bench))
    assert (await step(supplier(bench), order, "confirmation")).json()["state"] == "confirmed"
    assert (await bench.measured())["srm_proposals_waiting"] == 0


async def test_a_proposal_told_again_is_not_ordered_again(bench):
    events = release()
    await deliver(bench, events, events[:5], events[3:])
    assert len((await buyer(bench).get("/v1/purchase-orders")).json()["items"]) == 2
    assert len(await bench.told(PurchaseOrderPublished)) == 2


async def test_proposals_of_a_planner_that_does_not_say_how_many_are_ordered_as_they_come(bench):
    await deliver(bench, [released("prp_1"), released("prp_2", due=DUE + timedelta(days=1))], [released("prp_3")])
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    assert [len(order["lines"]) for order in orders] == [1, 2]


async def test_one_that_is_lost_does_not_hold_up_the_others_for_long(bench):
    *most, last = [event for event in release() if event.supplier == "steelco"]
    await bench.hear(*most)
    await time_passes(bench, timedelta(minutes=30))
    assert (await buyer(bench).get("/v1/purchase-orders")).json()["items"] == []
    await time_passes(bench, timedelta(hours=1))
    assert len((await the_order(buyer(bench)))["lines"]) == 4
    await bench.hear(last)
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    assert [line["proposals"] for line in orders[0]["lines"]] == [[last.proposal]]


async def test_a_proposal_without_a_price_waits_for_it_and_holds_up_no_other(bench):
    await bench.hear(defined("BELL"))
    await deliver(bench, [released("prp_1", together=2), released("prp_2", item="BELL", together=2)])
    assert [line["item"] for line in (await the_order(buyer(bench)))["lines"]] == ["TUBE"]
    assert (await bench.measured())["srm_proposals_waiting"] == 1
    await put(buyer(bench), "supplier-items", offer("BELL"))
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    assert sorted(line["item"] for order in orders for line in order["lines"]) == ["BELL", "TUBE"]
    assert await bench.parked() == []


async def test_what_was_released_before_the_offer_was_withdrawn_is_still_ordered(bench):
    await buyer(bench).delete("/v1/supplier-items/steelco:TUBE")
    await bench.hear(released("prp_1", together=1))
    assert (await the_order(buyer(bench)))["lines"][0]["price"]["minor"] == 450


async def test_the_quantity_of_the_line_decides_which_price_step_holds(bench):
    await put(buyer(bench), "supplier-items", offer(amount="4.00", minimum="150"))
    same_day = [released("prp_1", 100, together=3), released("prp_2", 60, together=3)]
    await deliver(bench, [*same_day, released("prp_3", 100, due=DUE + timedelta(days=1), together=3)])
    lines = (await the_order(buyer(bench)))["lines"]
    assert [(line["quantity"]["value"], line["price"]["minor"]) for line in lines] == [("160", 400), ("100", 450)]
