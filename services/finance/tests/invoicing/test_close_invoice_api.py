"""SRM-7, FIN-1: an invoice that is not owed is closed, one that was matched is taken back in both books."""

from __future__ import annotations

import pytest

from headrace_contracts.finance.v1 import InvoiceClosed, InvoiceCredited, PayableSettled
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench

from ..trade import (
    LEADER,
    SUPPLIER,
    balances,
    confirmed_order,
    delivered_goods,
    euro,
    invoice,
    line_closed,
    note,
    payable,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    bench = await start_service(service)
    await delivered_goods(bench)
    return bench


async def send(bench: ServiceBench, number: str = "INV-7", **body: object) -> dict:
    answer = await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=invoice(number, **body))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def close(bench: ServiceBench, sent: dict, firm: str, step: str, reason: str = "the price was wrong"):
    client = bench.client("finance", tenant=firm)
    return await client.post(f"/v1/invoices/{sent['id']}/{step}", json={"reason": reason})


def lines(quantity: int, line: int = 1) -> dict:
    return {"lines": [{"order_line": line, "quantity": {"value": str(quantity), "unit": "EA"}}]}


def amount(minor: int, currency: str = "EUR") -> dict:
    return {"amount": {"minor": minor, "currency": currency}}


async def credit(bench: ServiceBench, sent: dict, what: dict, number: str = "CN-1", firm: str = SUPPLIER):
    body = {"number": number, "invoice": sent["id"], "reason": "sent back", **what}
    return await bench.client("finance", tenant=firm).post("/v1/credit-notes", json=body)


async def owed(bench: ServiceBench, sent: dict) -> tuple[str, int]:
    found = (await bench.client("finance", tenant=LEADER).get(f"/v1/payables/{sent['payable']}")).json()
    return found["state"], found["outstanding"]["minor"]


async def holds(bench: ServiceBench) -> bool:
    return (await bench.platform().get("/v1/audit")).json()["holds"]


@pytest.mark.parametrize(
    ("firm", "step", "outcome"), [(SUPPLIER, "withdrawal", "withdrawn"), (LEADER, "refusal", "refused")]
)
async def test_a_disputed_invoice_is_closed_by_either_side_and_another_takes_its_place(bench, firm, step, outcome):
    sent = await send(bench, price=9_500)
    assert (await close(bench, sent, firm, step)).json()["state"] == outcome
    (told,) = await bench.told(InvoiceClosed, tenant=LEADER)
    assert (told.outcome, told.reason) == (outcome, "the price was wrong")
    await bench.hear(confirmed_order(price=9_500), tenant=LEADER)
    assert (await bench.client("finance", tenant=LEADER).get(f"/v1/invoices/{sent['id']}")).json()["state"] == outcome
    assert (await close(bench, sent, firm, step)).status_code == 409
    assert (await send(bench, "INV-8", price=9_500))["state"] == "matched"


async def test_an_invoice_that_waits_for_what_never_comes_is_withdrawn(bench):
    await bench.hear(confirmed_order("po_2"), tenant=LEADER)
    sent = await send(bench, purchase_order="po_2")
    assert (await close(bench, sent, LEADER, "refusal")).status_code == 409
    assert (await close(bench, sent, SUPPLIER, "withdrawal", "")).json()["state"] == "withdrawn"
    await bench.hear(line_closed(0, order="po_2"), tenant=LEADER)
    assert await bench.parked() == []


async def test_only_the_supplier_withdraws_only_the_buyer_refuses_and_a_matched_one_stands(bench):
    sent = await send(bench, price=9_500)
    assert (await close(bench, sent, LEADER, "withdrawal")).status_code == 422
    assert (await close(bench, sent, SUPPLIER, "refusal")).status_code == 422
    assert (await close(bench, sent, "rival", "withdrawal")).status_code == 404
    matched = await send(bench, "INV-8")
    answer = await close(bench, matched, SUPPLIER, "withdrawal")
    assert (answer.status_code, "taken back by a credit note" in answer.json()["detail"]) == (409, True)


async def test_goods_taken_back_are_not_owed_and_may_be_invoiced_anew(bench):
    sent = await send(bench)
    made = (await credit(bench, sent, lines(40))).json()
    assert (made["amount"]["minor"], made["payable"]) == (360_000, sent["payable"])
    assert await owed(bench, sent) == ("open", 540_000)
    assert await balances(bench, SUPPLIER) == {"trade-receivable": 540_000, "sales": -540_000}
    assert await balances(bench, LEADER) == {"purchases": 540_000, "trade-payable": -540_000}
    assert (await bench.told(InvoiceCredited, tenant=LEADER))[0].amount == euro(360_000)
    assert (await send(bench, "INV-8", quantity=41))["state"] == "disputed"
    assert (await send(bench, "INV-9", quantity=40))["state"] == "matched"
    assert await holds(bench)


async def test_what_waited_for_goods_that_are_taken_back_is_matched_then(bench):
    sent = await send(bench)
    again = await send(bench, "INV-8", quantity=40)
    assert again["state"] == "disputed"
    await credit(bench, sent, lines(40))
    assert (await bench.client("finance", tenant=LEADER).get(f"/v1/invoices/{again['id']}")).json()[
        "state"
    ] == "matched"


async def test_a_price_concession_takes_back_an_amount_and_no_goods(bench):
    sent = await send(bench)
    assert (await credit(bench, sent, amount(100_001))).status_code == 201
    assert await owed(bench, sent) == ("open", 799_999)
    assert (await send(bench, "INV-8", quantity=1))["state"] == "disputed"
    assert (await credit(bench, sent, amount(799_999), "CN-2")).status_code == 201
    assert await owed(bench, sent) == ("paid", 0)
    assert await holds(bench)


async def test_parts_taken_back_one_by_one_make_the_whole_to_the_cent(bench):
    exact = confirmed_order(quantity=100, price=1)
    await bench.hear(exact, tenant=LEADER)
    sent = await send(bench, amount="0.01")
    for number in range(3):
        assert (await credit(bench, sent, lines(33), f"CN-{number}")).status_code == 201
    assert (await credit(bench, sent, lines(1), "CN-9")).json()["amount"]["minor"] == 1
    assert await owed(bench, sent) == ("paid", 0)


@pytest.mark.parametrize("paid_by", ["money", "note"])
async def test_what_was_paid_already_is_an_advance_that_other_debts_take(bench, paid_by):
    if paid_by == "money":
        first = await payable(bench, quantity=60)
        await bench.client("finance", tenant=LEADER).post(f"/v1/payables/{first['id']}/payment")
    else:
        await note(bench, quantity=60)
    sent = (await bench.client("finance", tenant=LEADER).get("/v1/invoices")).json()["items"][0]
    second = await send(bench, "INV-8", quantity=10)
    await credit(bench, sent, lines(20))
    assert await owed(bench, second) == ("paid", 0)
    assert (await balances(bench, LEADER))["advance-paid"] == 90_000
    assert (await balances(bench, SUPPLIER))["advance-received"] == -90_000
    assert {told.means for told in await bench.told(PayableSettled)} >= {"advance"}
    third = await send(bench, "INV-9", quantity=20)
    assert await owed(bench, third) == ("open", 90_000)
    assert await holds(bench)


@pytest.mark.parametrize(
    ("what", "words"),
    [
        ({}, "give lines, or an amount"),
        (lines(1) | amount(5), "give lines, or an amount"),
        (lines(101), "100 EA of line 1 are invoiced"),
        (lines(0), "can't be taken back"),
        (lines(1, line=2), "has no line 2"),
        (amount(900_001), "9000.00 EUR of invoice INV-7 are left"),
        (amount(0), "are left to take back"),
        (amount(-5), "are left to take back"),
        (amount(5, "CNY"), "its invoice is in EUR"),
    ],
)
async def test_a_credit_note_that_does_not_fit_is_refused_in_words(bench, what, words):
    sent = await send(bench)
    answer = await credit(bench, sent, what)
    assert (answer.status_code, words in answer.json()["detail"]) == (422, True), answer.text
    assert await owed(bench, sent) == ("open", 900_000)


async def test_a_credit_note_is_the_supplier_s_for_what_is_owed_and_of_one_number(bench):
    disputed = await send(bench, price=9_500)
    assert "withdraw it" in (await credit(bench, disputed, amount(1))).json()["detail"]
    sent = await send(bench, "INV-8")
    assert (await credit(bench, sent, amount(1), firm=LEADER)).status_code == 422
    assert (await credit(bench, sent, amount(1), firm="rival")).status_code == 404
    made = (await credit(bench, sent, amount(1))).json()
    assert (await credit(bench, sent, amount(1), "cn-1 ")).json()["type"] == "/problems/credit-number-taken"
    for firm, seen in ((LEADER, 1), (SUPPLIER, 1), ("rival", 0)):
        client = bench.client("finance", tenant=firm)
        assert len((await client.get("/v1/credit-notes", params={"invoice": sent["id"]})).json()["items"]) == seen
        assert (await client.get(f"/v1/credit-notes/{made['id']}")).status_code == (200 if seen else 404)
