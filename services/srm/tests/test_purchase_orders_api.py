"""SRM-4: buyer and supplier come to terms over one order that both see the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from headrace_contracts.srm.v1 import (
    PurchaseOrderCancelled,
    PurchaseOrderConfirmed,
    PurchaseOrderCounterProposed,
    PurchaseOrderPublished,
)
from headrace_contracts.values import Money
from headrace_testkit.bench import ServiceBench

from .srm_world import (
    DUE,
    TODAY,
    buyer,
    confirmed_order,
    offer,
    purchasing,
    put,
    quantity,
    released,
    step,
    supplier,
    the_order,
)

LATER = (DUE + timedelta(days=7)).isoformat()
OFFER = {"lines": [{"line": 1, "due": LATER}], "reason": "mill is down"}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await purchasing(start_service)


async def test_proposals_of_a_batch_become_one_order_for_each_supplier(bench):
    paint = released("prp_2", 8, item="PAINT", name="colours", unit="KG", together=1)
    later = released("prp_3", 50, due=DUE + timedelta(days=9), together=2)
    await bench.hear(released("prp_1", together=2), paint, later)
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    assert sorted((o["supplier"], len(o["lines"])) for o in orders) == [("colours", 1), ("steelco", 2)]
    steel = await the_order(supplier(bench))
    assert (steel["buyer"], steel["plant"], steel["state"], steel["due"]) == ("acme", "north", "published", f"{DUE}")
    assert steel["total"] == {"minor": 67_500, "currency": "EUR"}


async def test_the_supplier_confirms_the_version_it_read_and_no_older_one(bench):
    await bench.hear(released("prp_1", together=2), released("prp_2", due=DUE + timedelta(days=3), together=2))
    read = await the_order(supplier(bench))
    countered = (await step(supplier(bench), read, "counter-proposal", OFFER)).json()
    await step(buyer(bench), countered, "counter-proposal/refusal", {"reason": "too late for us"})
    assert (await step(supplier(bench), read, "confirmation")).status_code == 412
    bare = await supplier(bench).post(f"/v1/purchase-orders/{read['id']}/confirmation")
    assert bare.status_code == 428
    done = await step(supplier(bench), await the_order(supplier(bench)), "confirmation")
    assert done.json()["state"] == "confirmed"
    [told] = await bench.told(PurchaseOrderConfirmed, tenant="acme")
    assert (told.number, told.revision, len(told.lines)) == ("PO-000001", done.json()["revision"], 2)


async def test_a_counter_proposal_that_is_accepted_becomes_the_terms(bench):
    await bench.hear(released("prp_1"))
    body = {"lines": [{"line": 1, "quantity": quantity(80), "due": LATER}], "reason": "mill is down"}
    countered = (await step(supplier(bench), await the_order(supplier(bench)), "counter-proposal", body)).json()
    assert (countered["state"], countered["revision"]) == ("counter_proposed", 2)
    assert countered["lines"][0]["quantity"] == quantity(100)
    assert await the_order(buyer(bench)) == countered
    [told] = await bench.told(PurchaseOrderCounterProposed)
    assert (told.revision, told.reason, str(told.lines[0].quantity)) == (2, "mill is down", "80 EA")

    agreed = (await step(buyer(bench), countered, "counter-proposal/acceptance")).json()
    assert (agreed["state"], agreed["revision"], agreed["counter"]) == ("confirmed", 2, [])
    assert (agreed["lines"][0]["quantity"], agreed["due"]) == (quantity(80), LATER)
    assert [(s["kind"], s["by"], s["revision"]) for s in agreed["steps"]] == [
        ("published", "acme", 1),
        ("counter_proposed", "steelco", 2),
        ("confirmed", "acme", 2),
    ]
    assert (await bench.told(PurchaseOrderConfirmed))[0].total == Money(80 * 450, "EUR")


async def test_a_counter_proposal_that_is_refused_leaves_the_buyers_terms_as_a_new_revision(bench):
    await bench.hear(released("prp_1"))
    countered = (await step(supplier(bench), await the_order(supplier(bench)), "counter-proposal", OFFER)).json()
    back = await step(buyer(bench), countered, "counter-proposal/refusal", {"reason": "too late for us"})
    assert (back.json()["state"], back.json()["revision"], back.json()["due"]) == ("published", 3, DUE.isoformat())
    assert [event.revision for event in await bench.told(PurchaseOrderPublished)] == [1, 3]
    assert (await step(supplier(bench), back.json(), "confirmation")).json()["state"] == "confirmed"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"line": 7, "due": LATER}, "no line 7"),
        ({"line": 1, "quantity": quantity(0)}, "must be above zero"),
        ({"line": 1, "quantity": quantity(5, "KG")}, "counted in EA, not KG"),
        ({"line": 1, "price": {"minor": 5, "currency": "USD"}}, "priced in EUR, not USD"),
        ({"line": 1, "due": "2099-12-31"}, "more than 3650 days away"),
        ({"line": 1, "quantity": quantity("2.5")}, "2.5 EA is part of a piece; give whole EA"),
        (
            {"line": 1, "quantity": quantity("99999999999"), "price": {"minor": 10**15, "currency": "EUR"}},
            "which no order can be of",
        ),
        ({"line": 1, "due": (TODAY - timedelta(days=1)).isoformat()}, "is past"),
        ({"line": 1, "quantity": quantity(100)}, "Confirm the order instead"),
    ],
)
async def test_a_wrong_counter_proposal_is_refused_and_changes_nothing(bench, line, words):
    await bench.hear(released("prp_1"))
    order = await the_order(supplier(bench))
    answer = await step(supplier(bench), order, "counter-proposal", {"lines": [line], "reason": "because"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/counter-proposal-refused"
    assert words in answer.json()["detail"]
    assert await the_order(buyer(bench)) == order
    assert await bench.told(PurchaseOrderCounterProposed) == []


async def test_each_party_takes_its_own_steps_only(bench):
    await bench.hear(released("prp_1"))
    order = await the_order(buyer(bench))
    assert (await step(buyer(bench), order, "confirmation")).status_code == 403
    posing = bench.client("supplier", tenant="acme")
    assert (await step(posing, order, "confirmation")).json()["type"] == "/problems/other-partys-part"
    posing = bench.client("buyer", tenant="steelco")
    assert (await step(posing, order, "cancellation", {"reason": "no"})).status_code == 403
    assert (await step(supplier(bench, "colours"), order, "confirmation")).status_code == 404
    assert await the_order(buyer(bench)) == order


async def test_an_order_is_cancelled_before_goods_are_sent(bench):
    await bench.hear(released("prp_1"))
    done = await step(buyer(bench), await the_order(buyer(bench)), "cancellation", {"reason": "not needed"})
    assert done.json()["state"] == "cancelled"
    assert [event.reason for event in await bench.told(PurchaseOrderCancelled)] == ["not needed"]
    assert (await step(supplier(bench), done.json(), "confirmation")).status_code == 409


async def test_orders_are_found_by_what_they_are_for_and_the_customer_order_stays_the_buyers_secret(bench):
    await bench.hear(released("prp_1"))

    async def found(client, **query: str) -> int:
        return len((await client.get("/v1/purchase-orders", params=query)).json()["items"])

    assert await found(buyer(bench), order="ord_1", item="TUBE", state="published", plant="north") == 1
    assert await found(buyer(bench), order="ord_2") == 0
    assert await found(buyer(bench), item="PAINT") == 0
    assert await found(supplier(bench), order="ord_1") == 0
    assert "ord_1" not in str(await the_order(supplier(bench)))
    assert await found(supplier(bench, "colours")) == 0


async def test_a_new_price_counts_for_new_orders_only(bench):
    order = await confirmed_order(bench)
    await put(buyer(bench), "supplier-items", offer(amount="5.00"))
    await bench.hear(released("prp_2", batch="batch-2"))
    orders = (await buyer(bench).get("/v1/purchase-orders")).json()["items"]
    assert [o["lines"][0]["price"]["minor"] for o in orders] == [500, 450]
    assert orders[1] == order
