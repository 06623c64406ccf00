"""SRM-7, PLT-5: a supplier's invoice is matched three ways when all is known, waits, or is disputed in words."""

from __future__ import annotations

import asyncio
import re

import pytest

from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import InvoiceDisputed, InvoiceMatched
from headrace_contracts.quality.v1 import Disposition
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import reopened

from ..trade import (
    LEADER,
    MATURITY,
    SUPPLIER,
    confirmed_order,
    delivered_goods,
    disposed,
    euro,
    firms,
    inspected,
    invoice,
    line_closed,
    received,
    returned,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def send(bench: ServiceBench, **body: object) -> dict:
    answer = await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=invoice(**body))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_an_invoice_for_accepted_goods_is_matched_at_once_and_owed(bench):
    await delivered_goods(bench)
    sent = await send(bench)
    assert (sent["state"], sent["amount"]) == ("matched", {"minor": 900_000, "currency": "EUR"})
    told = (await bench.told(InvoiceMatched, tenant=LEADER))[0]
    assert (told.amount, told.due, told.payable) == (euro(900_000), MATURITY, sent["payable"])
    leader = bench.client("finance", tenant=LEADER)
    owed = (await leader.get(f"/v1/payables/{sent['payable']}")).json()
    assert (owed["state"], owed["creditor"], owed["number"]) == ("open", SUPPLIER, "INV-7")


async def test_an_invoice_that_comes_first_waits_and_is_matched_when_the_goods_are_accepted(bench):
    await bench.hear(confirmed_order(), tenant=LEADER)
    sent = await send(bench)
    assert sent["state"] == "received"
    assert "0 EA were received" in sent["differences"][0]
    chinese = {"Accept-Language": "zh"}
    path = f"/v1/invoices/{sent['id']}"
    read = (await bench.client("supplier", tenant=SUPPLIER).get(path, headers=chinese)).json()
    assert "已收 0 EA" in read["differences"][0]
    assert not re.search("[a-z]{3}", read["differences"][0])
    await bench.hear(received(), tenant=LEADER)
    supplier = bench.client("supplier", tenant=SUPPLIER)
    assert "await inspection" in (await supplier.get(f"/v1/invoices/{sent['id']}")).json()["differences"][0]
    await bench.hear(inspected(), tenant=LEADER)
    assert (await supplier.get(f"/v1/invoices/{sent['id']}")).json()["state"] == "matched"
    assert await bench.told_types() == ["InvoiceMatched"]


async def test_rejected_goods_and_a_higher_price_are_disputed_in_words(bench):
    await bench.hear(confirmed_order(), received(), inspected(accepted=False), tenant=LEADER)
    await send(bench)
    await send(bench, number="INV-8", price=9_500)
    rejected, dear = await bench.told(InvoiceDisputed)
    assert "100 EA of 100 EA received were rejected" in rejected.differences[0]
    assert "the price is 95 EUR for one EA, 90 EUR was confirmed" in dear.differences[0]
    assert await bench.query("SELECT * FROM payable") == []


async def test_rejected_goods_that_are_used_as_they_are_are_owed(bench):
    await bench.hear(confirmed_order(), received(), inspected(accepted=False), tenant=LEADER)
    sent = await send(bench)
    assert sent["state"] == "disputed"
    await bench.hear(disposed(100, Disposition.USE_AS_IS), tenant=LEADER)
    assert (await bench.told(InvoiceMatched))[0].amount == euro(900_000)


async def test_reworked_goods_wait_for_their_next_inspection(bench):
    await bench.hear(confirmed_order(), received(), inspected(accepted=False), tenant=LEADER)
    await bench.hear(disposed(100, Disposition.REWORK), tenant=LEADER)
    sent = await send(bench)
    assert (sent["state"], "100 EA of 100 EA received await inspection" in sent["differences"][0]) == ("received", True)
    await bench.hear(inspected(), tenant=LEADER)
    assert await bench.told_types() == ["InvoiceMatched"]


async def test_goods_whose_rejection_is_withdrawn_wait_for_their_decision(bench):
    wrong = inspected(accepted=False)
    await bench.hear(confirmed_order(), received(), wrong, reopened(wrong), tenant=LEADER)
    sent = await send(bench)
    assert (sent["state"], "100 EA of 100 EA received await inspection" in sent["differences"][0]) == ("received", True)
    await bench.hear(inspected(), tenant=LEADER)
    assert await bench.told_types() == ["InvoiceMatched"]


@pytest.mark.parametrize("disposition", [Disposition.RETURN, Disposition.SCRAP])
async def test_of_a_lot_used_in_part_the_rest_is_not_owed(bench, disposition):
    await bench.hear(confirmed_order(), received(), inspected(accepted=False), tenant=LEADER)
    await bench.hear(disposed(80, Disposition.USE_AS_IS), disposed(20, disposition, number=2), tenant=LEADER)
    assert "80 EA can be paid: 20 EA of 100 EA received were rejected" in (await send(bench))["differences"][0]
    assert (await send(bench, number="INV-8", quantity=80))["state"] == "matched"


async def test_what_was_accepted_and_went_back_is_not_owed(bench):
    await delivered_goods(bench)
    await bench.hear(returned(30), tenant=LEADER)
    assert "70 EA can be paid: 30 EA of 100 EA received were rejected" in (await send(bench))["differences"][0]
    assert (await send(bench, number="INV-8", quantity=70))["state"] == "matched"


async def test_what_went_back_before_its_judgement_was_heard_is_not_owed_either(bench):
    await bench.hear(*firms(), confirmed_order(), received(), returned(30), inspected(), tenant=LEADER)
    assert (await send(bench, quantity=70))["state"] == "matched"


async def test_what_becomes_of_goods_made_in_house_is_no_matter_of_invoices(bench):
    await bench.hear(disposed(100, Disposition.USE_AS_IS, order=""), tenant=LEADER)
    assert (await bench.query("SELECT * FROM goods"), await bench.parked()) == ([], [])


async def test_a_dispute_ends_when_the_order_is_confirmed_at_the_invoiced_price(bench):
    await delivered_goods(bench)
    sent = await send(bench, price=9_500)
    assert sent["state"] == "disputed"
    await bench.hear(confirmed_order(price=9_500), tenant=LEADER)
    assert await bench.told_types() == ["InvoiceDisputed", "InvoiceMatched"]


async def test_the_same_goods_are_not_paid_twice(bench):
    await delivered_goods(bench)
    assert (await send(bench, number="INV-7", quantity=60))["state"] == "matched"
    assert (await send(bench, number="INV-8", quantity=41))["state"] == "disputed"
    assert (await send(bench, number="INV-9", quantity=40))["state"] == "matched"


async def test_of_two_invoices_at_once_for_the_same_goods_one_is_matched(bench):
    await delivered_goods(bench)
    sent = await asyncio.gather(*(send(bench, number=f"INV-{n}") for n in range(3)))
    assert sorted(invoice["state"] for invoice in sent) == ["disputed", "disputed", "matched"]
    assert len(await bench.query("SELECT * FROM payable")) == 1


async def test_many_orders_and_receipts_are_kept_at_once_and_their_invoices_matched(bench):
    orders = [f"po_{n}" for n in range(300)]
    await bench.hear(*(confirmed_order(order) for order in orders), tenant=LEADER)
    sent = [await send(bench, number=order, purchase_order=order) for order in orders[:3]]
    facts = [fact(order) for order in orders for fact in (_received, _accepted)]
    await bench.hear(*facts, tenant=LEADER)
    supplier = bench.client("supplier", tenant=SUPPLIER)
    states = [(await supplier.get(f"/v1/invoices/{one['id']}")).json()["state"] for one in sent]
    assert states == ["matched"] * 3
    assert len(await bench.query("SELECT * FROM goods")) == 600


def _received(order: str) -> Event:
    return received(order=order, receipt=f"rcp_{order}")


def _accepted(order: str) -> Event:
    return inspected(order=order)


async def test_a_number_used_before_an_unknown_order_and_an_invoice_of_nothing_are_refused(bench):
    await delivered_goods(bench)
    await send(bench)
    supplier = bench.client("supplier", tenant=SUPPLIER)
    for body, status, kind in [
        (invoice(), 409, "invoice-number-taken"),
        (invoice("INV-8", purchase_order="po_9"), 404, "missing"),
        (invoice("INV-8", quantity=-1), 422, "invoice-refused"),
        (invoice("INV-8", lines=[]), 422, "invoice-refused"),
    ]:
        answer = await supplier.post("/v1/invoices", json=body)
        assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{kind}"), answer.text
    foreign = await bench.client("supplier", tenant="rival").post("/v1/invoices", json=invoice("INV-8"))
    assert foreign.status_code == 404
    assert len(await bench.query("SELECT * FROM invoice")) == 1


@pytest.mark.parametrize("written", ["inv-7", " INV-7 ", "ＩＮＶ-7", "Inv -\t7"])
async def test_a_number_in_another_writing_is_the_number_sent_before_and_is_kept_as_written(bench, written):
    await delivered_goods(bench)
    first = await send(bench, quantity=60, number=written)
    assert first["number"] == written
    supplier = bench.client("supplier", tenant=SUPPLIER)
    again = await supplier.post("/v1/invoices", json=invoice("INV-7", 40))
    assert (again.status_code, again.json()["type"]) == (409, "/problems/invoice-number-taken")
    assert f"sent invoice {written} before" in again.json()["detail"]


async def test_of_one_number_in_two_writings_at_once_one_is_taken(bench):
    await delivered_goods(bench)
    supplier = bench.client("supplier", tenant=SUPPLIER)
    sent = (supplier.post("/v1/invoices", json=invoice(number, 40)) for number in ("INV-7", "inv-7"))
    assert sorted(answer.status_code for answer in await asyncio.gather(*sent)) == [201, 409]


async def test_an_invoice_number_can_be_read(bench):
    await delivered_goods(bench)
    answer = await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=invoice(" \u200b"))
    assert (answer.status_code, "number that can be read" in answer.text) == (422, True)


async def test_only_buyer_and_supplier_see_an_invoice_and_its_payable(bench):
    await delivered_goods(bench)
    sent = await send(bench)
    for tenant, seen in [(LEADER, 1), (SUPPLIER, 1), ("rival", 0)]:
        client = bench.client("finance", tenant=tenant)
        assert len((await client.get("/v1/invoices", params={"purchase_order": "po_1"})).json()["items"]) == seen
        assert len((await client.get("/v1/payables", params={"state": "open"})).json()["items"]) == seen
        status = 200 if seen else 404
        assert (await client.get(f"/v1/invoices/{sent['id']}")).status_code == status
        assert (await client.get(f"/v1/payables/{sent['payable']}")).status_code == status
    assert (await bench.client("operator", tenant=LEADER).get("/v1/invoices")).status_code == 403


async def test_only_the_debtor_confirms_a_payable_and_pays_it(bench):
    await delivered_goods(bench)
    path = f"/v1/payables/{(await send(bench))['payable']}"
    supplier, leader = (bench.client("finance", tenant=tenant) for tenant in (SUPPLIER, LEADER))
    assert (await supplier.post(f"{path}/confirmation")).json()["type"] == "/problems/payable-refused"
    assert (await leader.post(f"{path}/payment")).status_code == 409
    assert (await leader.post(f"{path}/confirmation")).json()["state"] == "confirmed"
    assert (await leader.post(f"{path}/payment")).json()["state"] == "paid"
    assert await bench.told_types() == ["InvoiceMatched", "PayableConfirmed", "PayableSettled", "PaymentReceived"]


async def test_what_never_comes_of_a_line_is_disputed_and_what_came_is_paid(bench):
    await bench.hear(confirmed_order(), received(80), inspected(80), tenant=LEADER)
    whole = await send(bench)
    assert whole["state"] == "received"
    await bench.hear(line_closed(sent=80), tenant=LEADER)
    (told,) = await bench.told(InvoiceDisputed)
    assert "100 EA are invoiced, 80 EA can be paid: the order is for 80 EA" in told.differences[0]
    assert (await send(bench, number="INV-8", quantity=80))["state"] == "matched"
