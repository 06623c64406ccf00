"""PLT-7: what Prometheus is told of the log is what stands in it."""

from __future__ import annotations

from headrace_traceability.service import service

LOG = """
    INSERT INTO merkle_log (tenant, name, size) VALUES ('headrace', 'events', 12)
    ON CONFLICT (tenant, name) DO UPDATE SET size = 12
"""
HEAD = """
    INSERT INTO tree_head (size, tenant, root, at, key_id, signature) VALUES ($1, 'headrace', '', now(), 'k', '')
"""


async def test_entries_that_the_newest_head_does_not_cover_are_unsigned(start_service):
    bench = await start_service(service)
    await bench.query(LOG)
    told = await bench.measured()
    assert told == {"traceability_log_entries": 12, "traceability_unsigned_entries": 12}
    await bench.query(HEAD, 9)
    assert (await bench.measured())["traceability_unsigned_entries"] == 3
