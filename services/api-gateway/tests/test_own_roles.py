"""PLT-5: a firm has roles of its own; whoever has one may do what it says, and nothing else."""

from __future__ import annotations

import pytest

from headrace_api_gateway.service import service
from headrace_contracts.api_gateway.v1 import RoleDefined, RoleWithdrawn
from headrace_contracts.permissions import PERMISSIONS, ROLES
from headrace_testkit.bench import ServiceBench

LEAD = {"name": "Shift lead", "permissions": ["mes.work-order.read", "mes.work-order.report", "mes.work-order.read"]}


@pytest.fixture
async def bench(start_service) -> ServiceBench:
    return await start_service(service)


async def test_a_role_is_defined_changed_and_withdrawn_by_the_admin_and_told(bench):
    admin = bench.client("admin")
    defined = await admin.put("/v1/roles/shift-lead", json=LEAD)
    assert defined.status_code == 200, defined.text
    assert defined.json() == {
        "role": "shift-lead",
        "name": "Shift lead",
        "own": True,
        "permissions": ["mes.work-order.read", "mes.work-order.report"],
    }
    await admin.put("/v1/roles/shift-lead", json=LEAD)
    assert [told.permissions for told in await bench.told(RoleDefined)] == [
        ("mes.work-order.read", "mes.work-order.report")
    ]
    listed = (await admin.get("/v1/roles")).json()["items"]
    assert [one["role"] for one in listed if one["own"]] == ["shift-lead"]
    assert {one["role"] for one in listed if not one["own"]} == ROLES
    assert (await admin.delete("/v1/roles/shift-lead")).status_code == 204
    assert (await admin.delete("/v1/roles/shift-lead")).status_code == 404
    assert [told.role for told in await bench.told(RoleWithdrawn)] == ["shift-lead"]


async def test_the_roles_of_a_firm_are_its_own(bench):
    await bench.client("admin").put("/v1/roles/shift-lead", json=LEAD)
    rival = bench.client("admin", tenant="rival")
    assert [one for one in (await rival.get("/v1/roles")).json()["items"] if one["own"]] == []
    assert (await rival.delete("/v1/roles/shift-lead")).status_code == 404


async def test_only_an_admin_defines_roles(bench):
    for role in sorted(ROLES - {"admin"}):
        answer = await bench.client(role).put("/v1/roles/shift-lead", json=LEAD)
        assert answer.status_code == 403, role


@pytest.mark.parametrize(
    ("role", "permissions", "said"),
    [
        ("planner", ["mes.work-order.read"], "a role that every firm has"),
        ("Shift Lead", ["mes.work-order.read"], "no code of a role"),
        ("lead", ["mes.work-order.fly"], "no permission mes.work-order.fly"),
    ],
)
async def test_what_can_be_no_role_is_refused_in_words(bench, role, permissions, said):
    answer = await bench.client("admin").put(f"/v1/roles/{role}", json={"name": "x", "permissions": permissions})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/role-refused"), answer.text
    assert said in answer.json()["detail"]


async def test_all_that_can_be_given_is_listed(bench):
    found, cursor = list[str](), ""
    while cursor is not None:
        page = (await bench.client("planner").get(f"/v1/permissions?limit=50{cursor and f'&cursor={cursor}'}")).json()
        found += [one["permission"] for one in page["items"]]
        cursor = page["next_cursor"]
    assert found == sorted(PERMISSIONS)
