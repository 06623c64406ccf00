"""PLT-7: what Prometheus is told of money is what stands in the books."""

from __future__ import annotations

from headrace_finance.debts.model.payable import Payable, PayableState
from headrace_finance.debts.store.debts import payables
from headrace_finance.service import service
from headrace_testkit.bench import START

from .trade import euro

NOTE = """
    INSERT INTO note (tenant, id, root, payable, holder, amount_minor, minimum_minor, unearned_minor, currency, due,
                      state)
    VALUES ('acme', $1, $1, 'p', 'steelco', $2, 1, 0, $3, '2026-06-01', $4)
"""
ACCOUNT = "INSERT INTO account (tenant, code, currency, balance_minor) VALUES ($1, $2, 'EUR', $3)"


def payable(name: str, minor: int, state: PayableState) -> Payable:
    return Payable(
        id=name,
        tenant="acme",
        invoice="i",
        number=name,
        purchase_order="po",
        creditor="steelco",
        amount=euro(minor),
        due=START.date(),
        state=state,
    )


async def test_notes_are_out_until_they_are_redeemed_or_spent(start_service):
    bench = await start_service(service)
    for row in (("n1", 100, "EUR", "offered"), ("n2", 30, "EUR", "financed"), ("n3", 7, "CNY", "live")):
        await bench.query(NOTE, *row)
    for row in (("n4", 500, "EUR", "redeemed"), ("n5", 500, "EUR", "spent")):
        await bench.query(NOTE, *row)
    told = await bench.measured()
    assert told['finance_notes_outstanding_minor{currency="EUR"}'] == 130
    assert told['finance_notes_outstanding_minor{currency="CNY"}'] == 7


async def test_payables_are_open_until_they_are_paid_or_covered(start_service):
    bench = await start_service(service)
    async with bench.running.database.transaction("acme") as tx:
        await payables.add(
            tx,
            payable("p1", 100, PayableState.OPEN),
            payable("p2", 20, PayableState.CONFIRMED),
            payable("p3", 3, PayableState.COVERED),
            payable("p4", 4, PayableState.PAID),
        )
    assert (await bench.measured())['finance_payables_open_minor{currency="EUR"}'] == 120


async def test_a_currency_that_all_is_paid_in_is_told_as_nothing(start_service):
    bench = await start_service(service)
    await bench.query(NOTE, "n1", 500, "EUR", "redeemed")
    async with bench.running.database.transaction("acme") as tx:
        await payables.add(tx, payable("p1", 100, PayableState.PAID))
    told = await bench.measured()
    assert told['finance_notes_outstanding_minor{currency="EUR"}'] == 0
    assert told['finance_payables_open_minor{currency="EUR"}'] == 0


async def test_a_book_whose_sides_differ_is_told(start_service):
    bench = await start_service(service)
    await bench.query(ACCOUNT, "acme", "cash", 100)
    await bench.query(ACCOUNT, "acme", "equity", -100)
    await bench.query(ACCOUNT, "rival", "cash", 5)
    assert (await bench.measured())["finance_books_unbalanced"] == 1
