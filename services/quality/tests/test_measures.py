"""PLT-7: what Prometheus is told of quality is what stands in the books."""

from __future__ import annotations

from headrace_quality.service import service

INSPECTION = """
    INSERT INTO inspection (id, tenant, version, body, kind, item, lot, plant, supplier, purchase_order, work_order,
                            state)
    VALUES ($1, 'acme', 1, '{}', 'incoming', 'TUBE', $1, 'north', '', '', '', $2)
"""
NONCONFORMANCE = """
    INSERT INTO nonconformance (id, tenant, version, body, inspection, item, lot, supplier, state)
    VALUES ($1, 'acme', 1, '{}', 'i', 'TUBE', $1, '', $2)
"""


async def test_what_is_undecided_is_open_and_what_is_not_closed(start_service):
    bench = await start_service(service)
    for number, state in enumerate(("requested", "recorded", "recorded", "accepted", "rejected")):
        await bench.query(INSPECTION, f"L{number}", state)
    for number, state in enumerate(("open", "disposed", "closed")):
        await bench.query(NONCONFORMANCE, f"n{number}", state)
    assert await bench.measured() == {
        "quality_inspections_open": 3,
        'quality_lots{state="requested"}': 1,
        'quality_lots{state="drawn"}': 0,
        'quality_lots{state="withdrawn"}': 0,
        'quality_lots{state="recorded"}': 2,
        'quality_lots{state="accepted"}': 1,
        'quality_lots{state="rejected"}': 1,
        "quality_nonconformances_open": 2,
    }
