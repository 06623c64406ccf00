"""PLT-7: what Prometheus is told of those who take part is what stands in the books."""

from __future__ import annotations

from headrace_api_gateway.service import service

FIRM = "INSERT INTO organisation (tenant, name, role, currency) VALUES ($1, $1, 'customer', 'EUR')"


async def test_organisations_count(start_service):
    bench = await start_service(service)
    for firm in ("acme", "velo"):
        await bench.query(FIRM, firm)
    assert await bench.measured() == {"gateway_organisations": 2}
