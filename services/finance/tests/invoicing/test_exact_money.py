"""SRM-7, FIN-1, FIN-2: money is right to the last digit, whatever the price, the sum or the currency."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from headrace_contracts.finance.v1 import CustomerInvoiced
from headrace_contracts.values import Money, Price
from headrace_finance.service import service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.loads import counts, put

from ..trade import (
    BANK,
    CUSTOMER,
    LEADER,
    SUPPLIER,
    confirmed_order,
    delivered,
    delivered_goods,
    euro,
    firms,
    inspected,
    invoice,
    note,
    placed,
    received,
)


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


@pytest.mark.parametrize(("amount", "minor"), [("0.0125", 12_500), ("0.004", 4_000)])
async def test_an_invoice_at_the_exact_price_is_matched_and_at_whole_cents_disputed(bench, amount, minor):
    price = Price(Decimal(amount), "EUR")
    order = confirmed_order(quantity=10_000, price=price.rounded.minor, exact=price)
    await bench.hear(*firms(), order, received(10_000), inspected(10_000), tenant=LEADER)
    supplier = bench.client("supplier", tenant=SUPPLIER)
    cents = (await supplier.post("/v1/invoices", json=invoice("INV-1", 10_000, price=1))).json()
    assert (cents["state"], "was confirmed" in cents["differences"][0]) == ("disputed", True)
    exact = (await supplier.post("/v1/invoices", json=invoice("INV-2", 10_000, amount=amount))).json()
    assert (exact["state"], exact["amount"]["minor"]) == ("matched", minor)
    assert exact["lines"][0]["unit_price"] == amount


async def test_a_customer_is_invoiced_at_the_exact_price_of_its_order(bench):
    order = placed()
    [line] = order.lines
    await bench.hear(
        replace(order, lines=(replace(line, price_per_unit=Price(Decimal("0.0125"), "EUR")),)), tenant=LEADER
    )
    await bench.hear(delivered(10_000), tenant=LEADER)
    assert (await bench.told(CustomerInvoiced))[0].amount == euro(12_500)


async def test_what_was_kept_in_whole_cents_before_is_read_as_it_was(bench):
    await bench.hear(placed(), tenant=LEADER)
    await delivered_goods(bench)
    await bench.query("UPDATE purchase_line SET price = NULL")
    await bench.query("UPDATE sales_line SET price = NULL")
    sent = (await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=invoice())).json()
    assert sent["state"] == "matched"
    await bench.hear(delivered(), tenant=LEADER)
    assert (await bench.told(CustomerInvoiced))[0].amount == euro(360_000)


async def test_thirty_millions_go_all_the_way_to_note_split_and_payment(bench):
    sum_ = 3_000_000_000
    order = confirmed_order(quantity=1, price=sum_)
    await bench.hear(*firms(), order, received(1), inspected(1), tenant=LEADER)
    live = await note(bench, quantity=1, price=sum_)
    assert live["amount"]["minor"] == sum_
    parts = [sum_ - 1, 1]
    supplier = bench.client("finance", tenant=SUPPLIER)
    split = await supplier.post(f"/v1/notes/{live['id']}/splits", json={"amounts": parts})
    assert (split.status_code, [part["amount"]["minor"] for part in split.json()]) == (201, parts)
    [line] = placed().lines
    big = Price(Decimal("30000000.00"), "EUR")
    one = replace(line, unit_price=big.rounded, price_per_unit=big, quantity=replace(line.quantity, value=Decimal(1)))
    await bench.hear(replace(placed(), lines=(one,)), tenant=LEADER)
    await bench.hear(delivered(1), tenant=LEADER)
    billed = (await bench.told(CustomerInvoiced))[0]
    assert billed.amount == Money(sum_, "EUR")
    paid = await bench.client("customer", tenant=CUSTOMER).post("/v1/payments", json={"invoice": billed.invoice})
    assert paid.json()["amount"]["minor"] == sum_
    assert (await bench.client("auditor", tenant=LEADER).get("/v1/audit")).json()["holds"]


@pytest.mark.parametrize("price", [{"amount": "1E12"}, {"minor": 10**15}])
async def test_an_invoice_of_more_than_there_is_money_is_refused_in_words(bench, price):
    await bench.hear(*firms(), confirmed_order(), tenant=LEADER)
    body = invoice(quantity=10**9)
    body["lines"][0]["price"] = {**price, "currency": "EUR"}
    answer = await bench.client("supplier", tenant=SUPPLIER).post("/v1/invoices", json=body)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invoice-refused")
    assert "which no invoice can be of" in answer.json()["detail"]


async def test_a_row_with_money_that_can_not_be_is_named_and_the_others_are_kept(bench):
    def row(minor: int, currency: str = "EUR") -> dict:
        return {"organisation": LEADER, "amount": {"minor": minor, "currency": currency}, "on": "2026-03-01"}

    loaded = await put(
        bench.client("finance", tenant=LEADER),
        "opening-balances",
        row(5),
        row(10**30),
        row(7, "ABC"),
        row(3_000_000_000, "KWD"),
    )
    assert counts(loaded)[0] == 2
    assert {(e["row"], e["field"]) for e in loaded["errors"]} == {(1, "amount.minor"), (2, "amount.currency")}


async def test_books_that_are_full_refuse_the_row_that_would_burst_them(bench):
    def rows(*years: int) -> list[dict]:
        amount = {"minor": 10**15, "currency": "EUR"}
        return [
            {"organisation": LEADER, "amount": amount, "on": f"2026-{n // 28 + 1:02}-{n % 28 + 1:02}"} for n in years
        ]

    finance = bench.client("finance", tenant=LEADER)
    await bench.query("INSERT INTO account VALUES ($1, 'cash', 'EUR', $2)", LEADER, 10**18 - 2 * 10**15)
    loaded = await put(finance, "opening-balances", *rows(1, 2, 3, 4))
    assert (loaded["created"], [e["row"] for e in loaded["errors"]]) == (2, [2, 3])
    assert "no book holds so much" in loaded["errors"][0]["detail"]


async def test_credit_lines_of_one_debtor_in_several_currencies_are_each_listed(bench):
    await bench.hear(*firms(), tenant=LEADER)
    currencies = ["CHF", "EUR", "JPY", "KWD"]
    limits = [{"debtor": LEADER, "limit": {"minor": 5_000, "currency": currency}} for currency in currencies]
    bank = bench.client("bank", tenant=BANK)
    await put(bank, "credit-limits", *limits)
    await put(bench.client("finance", tenant=LEADER), "credit-limits", *(limit | {"grantor": BANK} for limit in limits))
    listed, cursor = [], None
    while True:
        page = (
            await bank.get("/v1/credit-limits", params={"limit": 1} | ({"cursor": cursor} if cursor else {}))
        ).json()
        listed += [line["limit"]["currency"] for line in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert listed == currencies
