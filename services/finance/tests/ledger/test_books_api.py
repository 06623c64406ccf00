"""FIN-1, PLT-5: books that balance in every firm, opened once, read by their owner, proven by an audit."""

from __future__ import annotations

import asyncio

import pytest

from headrace_contracts.finance.v1 import CustomerInvoiced, PaymentReceived
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench

from ..trade import BANK, CUSTOMER, LEADER, delivered, delivered_goods, euro, note, placed


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


def opening(organisation: str = LEADER, minor: int = 5_000_000) -> dict:
    return {
        "organisation": organisation,
        "amount": {"minor": minor, "currency": "EUR"},
        "on": "2026-03-01",
    }


async def test_a_delivery_is_invoiced_at_the_order_s_prices_and_paid_once(bench):
    await bench.hear(placed(), tenant=LEADER)
    await bench.hear(delivered(), tenant=LEADER)
    billed = (await bench.told(CustomerInvoiced, tenant=LEADER))[0]
    assert (billed.number, billed.amount, billed.customer) == ("SI-000001", euro(360_000), CUSTOMER)
    customer = bench.client("customer", tenant=CUSTOMER)
    mine = (await customer.get("/v1/invoices", params={"order": "ord_1"})).json()["items"]
    assert [(i["kind"], i["state"]) for i in mine] == [("customer", "open")]
    paid = await customer.post("/v1/payments", json={"invoice": billed.invoice})
    assert paid.status_code == 201, paid.text
    assert (await bench.told(PaymentReceived))[0].amount == euro(360_000)
    assert (await customer.post("/v1/payments", json={"invoice": billed.invoice})).status_code == 409
    assert (await customer.get(f"/v1/payments/{paid.json()['id']}")).json()["seller"] == LEADER
    foreign = bench.client("customer", tenant="rival")
    assert (await foreign.post("/v1/payments", json={"invoice": billed.invoice})).status_code == 404
    assert (await foreign.get("/v1/payments")).json()["items"] == []


async def test_nobody_pays_in_another_s_name_and_a_supplier_s_invoice_is_not_paid_here(bench):
    await bench.hear(placed(), tenant=LEADER)
    await bench.hear(delivered(), tenant=LEADER)
    await delivered_goods(bench)
    bill = (await bench.told(CustomerInvoiced))[0].invoice
    seller = bench.client("finance", tenant=LEADER)
    refused = await seller.post("/v1/payments", json={"invoice": bill})
    assert refused.json()["type"] == "/problems/payment-refused"
    await note(bench)
    supplied = (await seller.get("/v1/invoices", params={"kind": "supplier"})).json()["items"][0]
    refused = await seller.post("/v1/payments", json={"invoice": supplied["id"]})
    assert "pay its payable" in refused.json()["detail"]


async def test_a_bill_paid_twice_at_once_is_paid_once(bench):
    await bench.hear(placed(), tenant=LEADER)
    await bench.hear(delivered(), tenant=LEADER)
    bill = (await bench.told(CustomerInvoiced))[0].invoice
    customer = bench.client("customer", tenant=CUSTOMER)
    answers = await asyncio.gather(*(customer.post("/v1/payments", json={"invoice": bill}) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]
    books = (await bench.client("finance", tenant=CUSTOMER).get("/v1/trial-balance")).json()
    assert {a["code"]: a["balance"]["minor"] for a in books["accounts"]} == {
        "cash": -360_000,
        "purchases": 360_000,
        "trade-payable": 0,
    }


async def test_a_delivery_waits_for_its_order(bench):
    await bench.hear(delivered(), tenant=LEADER)
    assert await bench.told(CustomerInvoiced) == []
    assert [row["state"] for row in await bench.query("SELECT state FROM parked_event")] == ["retrying"]


async def test_opening_balances_are_booked_once_and_bad_rows_are_named(bench):
    finance = bench.client("finance", tenant=LEADER)
    rows = [opening(), opening(BANK), opening(minor=0), {"organisation": LEADER}]
    loaded = (await finance.put("/v1/opening-balances", json={"items": rows})).json()
    assert loaded["created"] == 1
    assert [(e["row"], e["field"]) for e in loaded["errors"]] == [
        (3, "amount"),
        (3, "on"),
        (1, "organisation"),
        (2, "amount"),
    ]
    again = (await finance.put("/v1/opening-balances", json={"items": [opening()]})).json()
    assert (again["created"], again["unchanged"]) == (0, 1)
    other = (await finance.put("/v1/opening-balances", json={"items": [opening(minor=1)]})).json()
    assert "booked with another content" in other["errors"][0]["detail"]


async def test_a_thousand_opening_balances_are_one_request(bench):
    platform = bench.platform()
    rows = [opening(f"firm-{n}", n + 1) for n in range(1000)]
    assert (await platform.put("/v1/opening-balances", json={"items": rows})).json()["created"] == 1000
    assert (await platform.put("/v1/opening-balances", json={"items": rows})).json()["unchanged"] == 1000
    page = (await platform.get("/v1/accounts", params={"limit": 200})).json()
    assert (len(page["items"]), page["next_cursor"] is None) == (200, False)


async def test_each_firm_reads_its_own_book_and_the_platform_all_of_them(bench):
    await delivered_goods(bench)
    await note(bench)
    leader, rival = (bench.client("finance", tenant=tenant) for tenant in (LEADER, "rival"))
    platform = bench.platform()
    entries = (await leader.get("/v1/journal-entries")).json()["items"]
    assert {e["organisation"] for e in entries} == {LEADER}
    path = f"/v1/journal-entries/{entries[0]['id']}"
    assert len((await leader.get(path)).json()) == 1
    assert len((await platform.get(path)).json()) == 2
    assert (await rival.get(path)).status_code == 404
    for listed in ("accounts", "journal-entries"):
        assert (await rival.get(f"/v1/{listed}")).json()["items"] == []
    own = (await leader.get("/v1/trial-balance")).json()
    assert own["balanced"]
    assert [(b["organisation"], b["difference"]["minor"]) for b in own["books"]] == [(LEADER, 0)]
    account = f"/v1/accounts/{LEADER}/note-payable/EUR"
    assert (await leader.get(account)).json()["credit"]["minor"] == 900_000
    assert (await rival.get(account)).status_code == 404


@pytest.mark.parametrize("book", ["accounts", "journal-entries", "trial-balance", "audit"])
async def test_the_shop_floor_reads_no_books(bench, book):
    assert (await bench.client("operator", tenant=LEADER).get(f"/v1/{book}")).status_code == 403


async def test_the_audit_finds_a_balance_that_was_tampered_with(bench):
    await delivered_goods(bench)
    await note(bench)
    platform = bench.platform()
    assert (await platform.get("/v1/audit")).json()["holds"]
    await bench.query("UPDATE account SET balance_minor = balance_minor + 1 WHERE code = 'note-payable'")
    found = (await platform.get("/v1/audit")).json()
    assert not found["holds"]
    assert [check["ok"] for check in found["checks"]] == [False, False, False, True, True, True]
    assert "aurora/note-payable/EUR" in found["checks"][0]["actual"]
    assert (await bench.client("finance", tenant="rival").get("/v1/audit")).json()["holds"]
