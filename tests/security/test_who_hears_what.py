"""PLT-2, PLT-5: live events go to whom the services themselves let read their lists, each with the roles it states."""

from __future__ import annotations

import pytest

from headrace_api_gateway.readers import Readers, service_of
from headrace_chassis.auth import Principal
from headrace_chassis.web import app as web
from headrace_cli.embedded import installed_services
from headrace_contracts.registry import EVENT_TYPES

ROLES = (
    "admin auditor bank buyer customer engineer finance inspector maintenance operator planner sales supplier warehouse"
)


class Stub:
    """As much of a running service as its application asks for when it is described."""

    def __init__(self, service) -> None:
        self.service = service
        self.database = None
        self.runtime = type("Runtime", (), {"verifier": None})


@pytest.fixture(scope="module")
def readers() -> Readers:
    apps = {service.name: web.build(Stub(service)) for service in installed_services()}  # type: ignore[arg-type]
    return Readers(apps, apps["api-gateway"])


async def hear(readers: Readers, role: str) -> set[str]:
    caller = Principal("u", "U", "acme", frozenset({role} if role else ()))
    return {one.removeprefix("headrace.") for one in await readers.readable(caller, frozenset())}


async def test_every_event_has_roles_that_hear_it_and_admin_hears_all(readers):
    heard = {role: await hear(readers, role) for role in ROLES.split()}
    every = {one.removeprefix("headrace.") for one in EVENT_TYPES}
    assert heard["admin"] == every
    assert set.union(*(found for role, found in heard.items() if role != "admin")) == every


async def test_roles_hear_what_their_lists_show(readers):
    supplier = await hear(readers, "supplier")
    assert {"srm.v1.PurchaseOrderPublished", "finance.v1.NoteIssued", "finance.v1.PayableConfirmed"} <= supplier
    assert not {one for one in supplier if one.startswith(("srm.v1.SupplierItem", "mrp.", "orders.", "logistics."))}
    customer = await hear(readers, "customer")
    assert "orders.v1.OrderPlaced" in customer
    assert not {one for one in customer if one.startswith(("mrp.", "srm.", "mes.", "equipment.", "finance.v1.Note"))}
    operator = await hear(readers, "operator")
    assert not {one for one in operator if one.startswith(("orders.", "srm.", "mrp.", "finance."))}
    assert not {one for one in await hear(readers, "") if service_of(f"headrace.{one}") in {"finance", "orders", "srm"}}
