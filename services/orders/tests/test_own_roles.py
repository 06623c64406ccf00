"""PLT-5: a service lets in by roles of a firm's own, as far as they go, once it heard of them."""

from __future__ import annotations

import pytest

from headrace_chassis import own_roles
from headrace_contracts.api_gateway.v1 import RoleDefined, RoleWithdrawn
from headrace_orders.service import service
from headrace_testkit.bench import ServiceBench

LEAD = RoleDefined(role="shift-lead", name="Shift lead", permissions=("orders.order.read", "no.such.thing"))


@pytest.fixture
async def bench(start_service, monkeypatch) -> ServiceBench:
    monkeypatch.setattr(own_roles, "KEPT_SECONDS", 0.0)
    return await start_service(service)


async def asked(bench: ServiceBench, tenant: str = "acme", role: str = "shift-lead") -> int:
    return (await bench.client(role, tenant=tenant).get("/v1/orders")).status_code


async def test_a_role_opens_what_it_was_given_until_it_is_withdrawn(bench):
    assert await asked(bench) == 403
    await bench.hear(LEAD, tenant="acme")
    assert await asked(bench) == 200
    await bench.hear(RoleDefined(role="shift-lead", name="Lead", permissions=("mes.work-order.read",)), tenant="acme")
    assert await asked(bench) == 403
    await bench.hear(LEAD, tenant="acme")
    await bench.hear(RoleWithdrawn(role="shift-lead"), tenant="acme")
    assert await asked(bench) == 403


async def test_a_role_of_another_firm_opens_nothing(bench):
    await bench.hear(LEAD, tenant="rival")
    assert [await asked(bench), await asked(bench, "rival")] == [403, 200]


async def test_a_usual_role_can_t_be_told_away_or_widened(bench):
    await bench.hear(RoleDefined(role="buyer", name="Buyer", permissions=("orders.order.read",)), tenant="acme")
    assert await asked(bench, role="buyer") == 403
