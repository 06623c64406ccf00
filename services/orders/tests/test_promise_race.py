"""ORD-2: two orders that are matched at the same time are not promised the same material."""

from __future__ import annotations

import asyncio

import pytest

from headrace_orders.usecases.match_order import FactsChanged, answer_question, ask, keep_match

from .selling import bom, bought, day, decided, makes, ordered, seller, sold, stock


async def test_a_promise_made_of_facts_before_another_promise_is_not_kept(start_service):
    bench = await seller(start_service)
    await makes(bench, sold("A"))
    await bench.hear(*bought("B"), bom("A", "B"), stock("B", "100"))
    other = await ordered(bench, "A", "1", day(10))
    database = bench.running.database
    async with database.transaction("acme", snapshot=True) as tx:
        question = await ask(tx, other["id"])
    answer = await bench.running.runtime.compute.run(answer_question, question)
    await ordered(bench, "A", "99", day(10))
    again = "UPDATE sales_order SET state = 'placed', body = jsonb_set(body, '{state}', '\"placed\"') WHERE id = $1"
    await bench.query(again, other["id"])
    with pytest.raises(FactsChanged, match="match again"):
        async with database.transaction("acme") as tx:
            await keep_match(tx, question, answer)


async def test_orders_placed_at_once_share_what_there_is(start_service):
    bench = await seller(start_service)
    await makes(bench, sold("A"))
    await bench.hear(*bought("B"), bom("A", "B"), stock("B", "100"))
    placed = await asyncio.gather(*(ordered(bench, "A", "50", day(10)) for _ in range(4)))
    found = [(await decided(bench, order["id"]))["promise"] for order in placed]
    assert sorted(found) == [str(day(10)), str(day(10)), str(day(43)), str(day(43))]
