"""A firm defines roles of its own, and withdraws them."""

from __future__ import annotations

from headrace_api_gateway.model.roles import check
from headrace_chassis import own_roles
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import RoleDefined, RoleWithdrawn
from headrace_contracts.errors import Missing
from headrace_contracts.permissions import OwnRole


async def define(tx: Tx, role: OwnRole) -> OwnRole:
    """Told only when it is new or another. Raises RoleRefused."""
    await in_turn(tx, f"roles of {role.tenant}")
    known = await own_roles.seen(tx)
    check(role, known)
    if role not in known:
        await own_roles.put(tx, role)
        tx.tell(RoleDefined(role=role.role, name=role.name, permissions=role.permissions))
    return role


async def withdraw(tx: Tx, tenant: str, role: str) -> None:
    await in_turn(tx, f"roles of {tenant}")
    if not await own_roles.take(tx, tenant, role):
        raise Missing.named("role", role)
    tx.tell(RoleWithdrawn(role=role))
