"""PLT-7: what Prometheus is told of exceptions is what stands in the books."""

from __future__ import annotations

from headrace_control_tower.service import service

EXCEPTION = """
    INSERT INTO chain_exception (id, tenant, version, body, rule, subject, plant, state, severity, owner)
    VALUES ($1, 'acme', 1, '{}', 'late', $1, '', $2, $3, '')
"""


async def test_exceptions_count_by_severity_until_they_are_closed(start_service):
    bench = await start_service(service)
    for row in (("e1", "open", "high"), ("e2", "answered", "high"), ("e3", "closed", "critical")):
        await bench.query(EXCEPTION, *row)
    assert await bench.measured() == {
        'control_tower_exceptions_open{severity="low"}': 0,
        'control_tower_exceptions_open{severity="medium"}': 0,
        'control_tower_exceptions_open{severity="high"}': 2,
        'control_tower_exceptions_open{severity="critical"}': 0,
    }
