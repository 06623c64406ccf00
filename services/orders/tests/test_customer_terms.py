"""ORD-1, PLT-5: who may order from a seller, how much and how urgently is the seller's to say."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from headrace_contracts.orders.v1 import CustomerTermsStated, OrderProposed
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench

from .selling import agrees, day, decided, makes, seller, sold


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await seller(start_service)
    await bench.hear(told.organisation("stranger", "customer"))
    await makes(bench, sold("A"))
    return bench


async def orders(
    bench: ServiceBench, quantity: str = "5", *, by: str = "stranger", priority: int = 0, seller: str = "acme"
) -> httpx.Response:
    line = {"item": "A", "quantity": {"value": quantity, "unit": "EA"}, "due": day(20).isoformat()}
    body = {"seller": seller, "priority": priority, "lines": [line]}
    return await bench.client("customer", tenant=by).post("/v1/orders", json=body)


async def answers(
    bench: ServiceBench, order: dict[str, Any], what: str, role: str = "sales", *, tenant: str = "acme"
) -> httpx.Response:
    body = None if what == "acceptance" else {"reason": "no"}
    match = {"If-Match": f'"{order["version"]}"'}
    return await bench.client(role, tenant=tenant).post(f"/v1/orders/{order['id']}/{what}", json=body, headers=match)


async def test_a_stranger_orders_as_others_do(bench):
    answer = await orders(bench)
    assert (answer.status_code, answer.json()["state"]) == (201, "placed")
    assert (await decided(bench, answer.json()["id"]))["state"] == "matched"


async def test_nobody_goes_before_others_unless_the_seller_says_so(bench):
    refused = await orders(bench, "5000", priority=9)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "priority")
    assert "up to priority 0, not 9; order with 0 or less" in refused.json()["detail"]
    await agrees(bench, customer="stranger", highest_priority=3)
    assert (await orders(bench, priority=3)).json()["priority"] == 3
    assert "up to priority 3, not 4" in (await orders(bench, priority=4)).json()["detail"]


async def test_a_large_order_is_none_until_the_seller_accepts_it(bench):
    waits = (await orders(bench, "5000")).json()
    assert (waits["state"], "5000 EA; beyond 1000 the seller accepts it" in waits["reason"]) == ("proposed", True)
    assert waits["waits_for"] == "acme"
    assert await bench.told_types() == ["CustomerTermsStated", "OrderProposed"]
    accepted = await answers(bench, waits, "acceptance")
    assert (accepted.status_code, accepted.json()["state"]) == (200, "placed"), accepted.text
    assert (await decided(bench, waits["id"]))["state"] in {"matched", "refused"}
    assert (await bench.told_types())[2] == "OrderPlaced"


async def test_a_declined_or_withdrawn_proposal_ends_untold(bench):
    declined = await answers(bench, (await orders(bench, "5000")).json(), "refusal")
    assert (declined.json()["state"], declined.json()["reason"]) == ("declined", "no")
    waits = (await orders(bench, "5000")).json()
    withdrawn = await answers(bench, waits, "cancel", "customer", tenant="stranger")
    assert withdrawn.json()["state"] == "cancelled"
    assert (await answers(bench, withdrawn.json(), "acceptance")).status_code == 409
    assert {"OrderPlaced", "OrderCancelled"}.isdisjoint(await bench.told_types())


async def test_nobody_accepts_an_order_but_its_seller(bench):
    waits = (await orders(bench, "5000")).json()
    for what in ("acceptance", "refusal"):
        own = await answers(bench, waits, what, "sales", tenant="stranger")
        assert (own.status_code, own.json()["type"]) == (422, "/problems/not-asked")
        assert (await answers(bench, waits, what, "customer", tenant="stranger")).status_code == 422
        assert (await answers(bench, waits, what, "customer")).status_code == 422, "who buys there does not sell"
        assert (await answers(bench, waits, what, "planner")).status_code == 403
        assert (await answers(bench, waits, what, tenant="velo")).status_code == 404
    again = await bench.client("sales").post(f"/v1/orders/{waits['id']}/matching")
    assert again.status_code == 409


async def test_a_seller_takes_orders_of_whom_it_wants(bench):
    await agrees(bench, ordering="closed")
    assert "acme takes no orders of stranger" in (await orders(bench)).json()["detail"]
    assert (await orders(bench, by="velo")).status_code == 201, "velo has terms of its own"
    await agrees(bench, customer="stranger", ordering="on_acceptance")
    assert (await orders(bench)).json()["state"] == "proposed"


async def test_what_is_open_at_once_has_a_bound(bench):
    await agrees(bench, customer="stranger", most_open={"minor": 12_000, "currency": "EUR"})
    states = [(await orders(bench)).json()["state"] for _ in range(3)]
    assert states == ["placed", "placed", "proposed"]
    await agrees(bench, customer="stranger", most_open={"minor": 12_000, "currency": "USD"})
    assert "agreed to open orders in USD" in (await orders(bench)).json()["reason"]


async def test_a_sellers_own_staff_need_no_leave_of_the_seller(bench):
    await agrees(bench, ordering="closed")
    line = {"item": "A", "quantity": {"value": "20", "unit": "EA"}, "due": day(20).isoformat()}
    body = {"customer": "stranger", "priority": 9, "lines": [line]}
    assert (await bench.client("sales").post("/v1/orders", json=body)).json()["state"] == "placed"


async def test_terms_are_stated_and_told_once_and_seen_by_the_seller_only(bench):
    terms = {"customer": "stranger", "most_per_line": "12.5", "most_open": {"minor": 7, "currency": "EUR"}}
    first, again = await agrees(bench, **terms), await agrees(bench, **terms)
    assert (first["created"], again["created"], again["unchanged"]) == (1, 0, 1)
    assert (await agrees(bench, customer="nobody"))["errors"][0]["field"] == "customer"
    said = (await bench.told(CustomerTermsStated, tenant="acme"))[-1]
    assert (said.customer, said.most_per_line, said.highest_priority) == ("stranger", "12.5", 0)
    listed = (await bench.client("sales").get("/v1/customer-terms")).json()["items"]
    assert [one["customer"] for one in listed] == [None, "stranger", "velo"]
    (usual,) = (await bench.client("sales", tenant="stranger").get("/v1/customer-terms")).json()["items"]
    assert (usual["ordering"], usual["most_per_line"], usual["highest_priority"]) == ("free", "1000", 0)


async def test_why_an_order_waits_is_told_in_the_readers_language(bench):
    waits = (await orders(bench, "5000")).json()
    path, sales = f"/v1/orders/{waits['id']}", bench.client("sales")
    chinese = (await sales.get(path, headers={"Accept-Language": "zh"})).json()
    assert chinese["reason"] == "有一行订购 5000 EA，超过 1000，须由卖方确认"
    assert (await sales.get(path)).json()["reason"] == waits["reason"]
    (proposed,) = await bench.told(OrderProposed)
    assert (proposed.reason, str(proposed.reason_said)) == (waits["reason"], waits["reason"])
    refused = await sales.post(f"{path}/matching", headers={"Accept-Language": "zh"})
    assert refused.json()["detail"].endswith("当前为“建议中”，须为“未匹配”才能重新匹配。")
