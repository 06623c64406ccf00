"""PLT-7: what Prometheus is told of purchase orders is what stands in the books."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from .srm_world import DUE, confirmed_order, purchasing, received, sent_note


async def test_a_purchase_order_is_late_when_a_line_is_overdue_and_not_all_there(start_service):
    bench = await purchasing(start_service)
    order = await confirmed_order(bench)
    told = await bench.measured()
    assert (told['srm_purchase_orders{state="confirmed"}'], told['srm_purchase_orders{state="published"}']) == (1, 0)
    assert told["srm_purchase_orders_late"] == 0
    bench.clock.advance_to(datetime.combine(DUE + timedelta(days=1), time(8), UTC))
    assert (await bench.measured())["srm_purchase_orders_late"] == 1
    await bench.hear(received(await sent_note(bench, order, (1, "L1", 60), number="LS-1")))
    assert (await bench.measured())["srm_purchase_orders_late"] == 1
    await bench.hear(received(await sent_note(bench, order, (1, "L2", 40), number="LS-2")))
    assert (await bench.measured())["srm_purchase_orders_late"] == 0
