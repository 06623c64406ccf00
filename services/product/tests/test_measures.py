"""PLT-7: what Prometheus is told of products is what stands in the books."""

from __future__ import annotations

from headrace_product.service import service

ITEM = """
    INSERT INTO item (id, tenant, version, body, unit, category, subcategory, source, sold)
    VALUES ('TUBE', $1, 1, '{}', 'EA', '', '', 'buy', false)
"""


async def test_items_of_all_firms_count(start_service):
    bench = await start_service(service)
    for firm in ("acme", "rival"):
        await bench.query(ITEM, firm)
    assert await bench.measured() == {"product_items": 2}
