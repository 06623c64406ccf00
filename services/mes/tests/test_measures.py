"""PLT-7: what Prometheus is told of work orders is what stands in the books."""

from __future__ import annotations

from datetime import timedelta

from headrace_mes.service import service
from headrace_mes.store.work_orders import work_orders
from headrace_testkit.bench import START

from .shop import make_order

TODAY = START.date()


async def test_work_orders_count_by_state_and_are_late_after_their_due_day(start_service):
    bench = await start_service(service)
    begun = TODAY - timedelta(days=9)
    late = make_order(number="W-1", start=begun, due=TODAY - timedelta(days=1))
    today = make_order(number="W-2", start=begun, due=TODAY)
    ended = make_order(number="W-3", start=begun, due=TODAY - timedelta(days=1))
    ended.cancel("not wanted")
    async with bench.running.database.transaction("acme") as tx:
        await work_orders.add(tx, late, today, ended)
    told = await bench.measured()
    assert told["mes_work_orders_late"] == 1
    assert told['mes_work_orders{state="created"}'] == 2
    assert told['mes_work_orders{state="cancelled"}'] == 1
    assert told['mes_work_orders{state="in_progress"}'] == 0
