"""MRP-2: what was heard can be heard again, in loads of many rows, and the plan stays the same."""

from __future__ import annotations

from headrace_chassis.events.bus import Stream
from headrace_contracts.mrp.v1 import ShortageFound
from headrace_mrp.service import service

from .chain import (
    WORLD,
    bom,
    item,
    matched,
    offer,
    planned,
    proposed,
    purchase_order,
    received,
    rejected,
    stock,
)


async def test_a_replay_counts_nothing_twice_and_tells_nothing_again(start_service):
    bench = await start_service(service)
    await bench.hear(*WORLD, stock("FRAME", 10), matched(), purchase_order("WHEEL", 20))
    await bench.hear(received("WHEEL", 12, "L1"), stock("WHEEL", 0, 12), rejected("WHEEL", 12, "L1"))
    await planned(bench)
    before = await proposed(bench)
    for topic in bench.running.consumer.topics:
        await bench.running.consumer.replay(Stream(topic, 0), 0, None)
    await bench.caught_up()
    await planned(bench)
    assert (await proposed(bench), before["WHEEL"]) == (before, [12])
    assert len(await bench.told(ShortageFound)) == 1


async def test_a_thousand_items_with_bills_and_prices_are_heard_in_a_few_statements(start_service):
    bench = await start_service(service)
    names = [f"PART-{n:04d}" for n in range(1000)]
    events = [item(name) for name in names]
    events += [bom(f"TOP-{n:04d}", **{name: 1}) for n, name in enumerate(names)]
    events += [offer(name, "partco") for name in names] + [stock(name, 5) for name in names]
    with bench.statements() as said:
        await bench.hear(*events)
    assert len(said) < 500
    kept = "SELECT (SELECT count(*) FROM item) + (SELECT count(*) FROM bom_line) + (SELECT count(*) FROM stock) AS rows"
    assert (await bench.query(kept))[0]["rows"] == 3000
