"""ORD-1, PLT-5: what a seller may enter in a customer's name is the customer's to say."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from headrace_contracts.orders.v1 import BuyingTermsStated, OrderDeclined, OrderPlaced, OrderProposed
from headrace_testkit.bench import ServiceBench

from .selling import day, decided, makes, seller, sold


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await seller(start_service)
    await makes(bench, sold("A"))
    return bench


async def enters(bench: ServiceBench, quantity: str = "5", *, priority: int = 0, **body: Any) -> httpx.Response:
    """The seller's staff, in the customer's name."""
    line = {"item": "A", "quantity": {"value": quantity, "unit": "EA"}, "due": day(20).isoformat()}
    body = {"customer": "velo", "priority": priority, "lines": [line], **body}
    return await bench.client("sales").post("/v1/orders", json=body)


async def lets(bench: ServiceBench, **terms: Any) -> dict[str, Any]:
    """What velo agrees to beforehand; without a seller for all that have no terms of their own."""
    answer = await bench.client("customer", tenant="velo").put("/v1/buying-terms", json={"items": [terms]})
    loaded: dict[str, Any] = answer.json()
    return loaded


async def answers(
    bench: ServiceBench, order: dict[str, Any], what: str, *roles: str, tenant: str = "velo"
) -> httpx.Response:
    body = None if what == "acceptance" else {"reason": "not ours"}
    client = bench.client(*(roles or ("customer",)), tenant=tenant)
    return await client.post(
        f"/v1/orders/{order['id']}/{what}", json=body, headers={"If-Match": f'"{order["version"]}"'}
    )


async def test_what_comes_by_telephone_is_an_order_at_once_of_any_priority(bench):
    entered = (await enters(bench, "100000", priority=9)).json()
    assert (entered["state"], entered["waits_for"]) == ("placed", None)


async def test_a_large_order_in_a_customers_name_is_none_until_the_customer_accepts_it(bench):
    await lets(bench, most_per_line="1000")
    waits = (await enters(bench, "1001")).json()
    assert (waits["state"], waits["waits_for"]) == ("proposed", "velo")
    assert waits["reason"] == "a line asks for 1001 EA; beyond 1000 the customer accepts it"
    (told,) = await bench.told(OrderProposed, tenant="acme")
    assert (told.customer, told.waits_for) == ("velo", "velo")
    assert await bench.told(OrderPlaced) == []
    accepted = await answers(bench, waits, "acceptance")
    assert (accepted.status_code, accepted.json()["state"], accepted.json()["waits_for"]) == (200, "placed", None)
    assert (await decided(bench, waits["id"]))["state"] in {"matched", "refused"}
    (placed,) = await bench.told(OrderPlaced, tenant="acme")
    assert placed.order == waits["id"]


async def test_a_customer_refuses_and_the_seller_withdraws(bench):
    await lets(bench, most_per_line="1000")
    refused = await answers(bench, (await enters(bench, "5000")).json(), "refusal")
    assert (refused.json()["state"], refused.json()["reason"]) == ("declined", "not ours")
    (told,) = await bench.told(OrderDeclined, tenant="acme")
    assert told.declined_by == "velo"
    withdrawn = await answers(bench, (await enters(bench, "5000")).json(), "cancel", "sales", tenant="acme")
    assert withdrawn.json()["state"] == "cancelled"
    late = await answers(bench, withdrawn.json(), "acceptance")
    assert (late.status_code, "is cancelled" in late.json()["detail"]) == (409, True)
    assert await bench.told(OrderPlaced) == []


async def test_a_seller_does_not_accept_for_its_customer_nor_others_of_the_customers_people(bench):
    await lets(bench, most_per_line="1000")
    waits = (await enters(bench, "5000")).json()
    for what in ("acceptance", "refusal"):
        for role, tenant in (("sales", "acme"), ("admin", "acme"), ("sales", "velo")):
            answer = await answers(bench, waits, what, role, tenant=tenant)
            assert (answer.status_code, answer.json()["type"]) == (422, "/problems/not-asked"), (role, tenant)
            assert "waits for velo: only who speaks for velo, its customer" in answer.json()["detail"]
        assert (await answers(bench, waits, what, "planner")).status_code == 403
        assert (await answers(bench, waits, what, tenant="rival")).status_code == 404
    assert (await bench.client("sales").post(f"/v1/orders/{waits['id']}/matching")).status_code == 409


async def test_a_customer_lets_in_whom_it_wants(bench):
    await lets(bench, ordering="closed")
    refused = await enters(bench)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "customer")
    assert "velo lets acme enter no orders in its name; ask it to order itself" in refused.json()["detail"]
    await lets(bench, seller="acme", ordering="on_acceptance")
    waits = (await enters(bench)).json()
    assert waits["reason"] == "the customer accepts each order of this seller"
    await lets(bench, seller="acme", ordering="free")
    assert (await enters(bench, "1000000")).json()["state"] == "placed", "no bound was stated"


async def test_what_is_open_at_once_has_a_bound(bench):
    await lets(bench, seller="acme", most_open={"minor": 12_000, "currency": "EUR"})
    states = [(await enters(bench)).json()["state"] for _ in range(3)]
    assert states == ["placed", "placed", "proposed"]


async def test_a_customers_own_orders_and_a_sellers_own_need_no_buying_terms(bench):
    await lets(bench, ordering="closed")
    line = {"item": "A", "quantity": {"value": "5", "unit": "EA"}, "due": day(20).isoformat()}
    own = await bench.client("customer", tenant="velo").post("/v1/orders", json={"seller": "acme", "lines": [line]})
    assert own.json()["state"] == "placed"
    assert (await enters(bench, "5000", customer="acme")).json()["state"] == "placed"


async def test_terms_are_stated_and_told_once_and_seen_by_the_customer_only(bench):
    terms = {"seller": "acme", "most_per_line": "12.5", "most_open": {"minor": 7, "currency": "EUR"}}
    first, again = await lets(bench, **terms), await lets(bench, **terms)
    assert (first["created"], again["created"], again["unchanged"]) == (1, 0, 1)
    assert (await lets(bench, seller="nobody"))["errors"][0]["field"] == "seller"
    (said,) = await bench.told(BuyingTermsStated, tenant="velo")
    assert (said.customer, said.seller, said.most_per_line) == ("velo", "acme", "12.5")
    listed = (await bench.client("customer", tenant="velo").get("/v1/buying-terms")).json()["items"]
    assert [one["seller"] for one in listed] == [None, "acme"]
    (usual,) = (await bench.client("customer").get("/v1/buying-terms")).json()["items"]
    assert usual == {"seller": None, "ordering": "free", "most_per_line": None, "most_open": None}
    for role in ("sales", "planner", "buyer"):
        assert (await bench.client(role, tenant="velo").get("/v1/buying-terms")).status_code == 403
