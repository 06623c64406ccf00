"""PLT-7: what Prometheus is told of orders is what stands in the books."""

from __future__ import annotations

from datetime import timedelta

from headrace_orders.service import service
from headrace_testkit.bench import START, ServiceBench

YESTERDAY, TODAY = START.date() - timedelta(days=1), START.date()
ADD = """
    INSERT INTO sales_order (id, tenant, version, body, customer, number, state, promise)
    VALUES ($1, $2, 1, '{}', 'velo', $1, $3, $4)
"""


async def add(bench: ServiceBench, *orders: tuple) -> None:
    for number, (tenant, state, promise) in enumerate(orders):
        await bench.query(ADD, f"o{number}", tenant, state, promise)


async def test_orders_of_all_firms_count_and_a_state_that_nobody_is_in_is_zero(start_service):
    bench = await start_service(service)
    assert await bench.measured() == {
        'orders_open{state="placed"}': 0,
        'orders_open{state="matched"}': 0,
        'orders_open{state="unmatched"}': 0,
        "orders_late": 0,
        "orders_placed_total": 0,
    }
    await add(bench, ("acme", "placed", None), ("rival", "placed", None), ("acme", "refused", None))
    told = await bench.measured()
    assert (told['orders_open{state="placed"}'], told["orders_placed_total"]) == (2, 3)


async def test_an_order_is_late_when_its_promised_day_is_over_and_it_is_not_delivered(start_service):
    bench = await start_service(service)
    await add(bench, ("acme", "matched", TODAY), ("acme", "matched", YESTERDAY), ("acme", "fulfilled", YESTERDAY))
    assert (await bench.measured())["orders_late"] == 1
