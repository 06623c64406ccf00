"""PLT-7: what Prometheus is told of stock and shipments is what stands in the books."""

from __future__ import annotations

from headrace_logistics.service import service

BALANCE = """
    INSERT INTO balance (tenant, item, plant, lot, serial, place, party, quantity, unit)
    VALUES ('acme', 'TUBE', 'north', $1, $2, $3, '', $4, 'EA')
"""
SHIPMENT = """
    INSERT INTO shipment (id, tenant, version, body, order_id, customer, plant, state)
    VALUES ($1, 'acme', 1, '{}', 'o', 'velo', 'north', $2)
"""


async def test_lots_count_once_in_each_place_where_something_of_them_is(start_service):
    bench = await start_service(service)
    for row in (
        ("L1", "s1", "available", 1),
        ("L1", "s2", "available", 1),
        ("L1", "", "blocked", 5),
        ("L2", "", "available", 0),
        ("L2", "", "customer", 7),
    ):
        await bench.query(BALANCE, *row)
    await bench.query(SHIPMENT, "s1", "picking")
    told = await bench.measured()
    assert told['logistics_stock_lots{state="available"}'] == 1
    assert told['logistics_stock_lots{state="blocked"}'] == 1
    assert told['logistics_stock_lots{state="inspection"}'] == 0
    assert 'logistics_stock_lots{state="customer"}' not in told
    assert (told['logistics_shipments{state="picking"}'], told['logistics_shipments{state="delivered"}']) == (1, 0)
