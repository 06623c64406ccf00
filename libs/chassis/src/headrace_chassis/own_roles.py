"""Roles of a firm's own: what whoever has one may do.

The api-gateway defines them; every service that keeps anything hears them, and asks what it keeps when somebody comes
with a role that is none of the usual ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_chassis.database import Database
from headrace_chassis.events.handlers import ReadModel, hears
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import RoleDefined, RoleWithdrawn
from headrace_contracts.permissions import PERMISSIONS, ROLES, OwnRole

KEPT_SECONDS = 2.0
MODEL = ReadModel("own-roles")
PUT = """
    INSERT INTO own_role (tenant, role, name, permissions) VALUES ($1, $2, $3, $4)
    ON CONFLICT (tenant, role) DO UPDATE SET name = excluded.name, permissions = excluded.permissions
"""
TAKE = "DELETE FROM own_role WHERE tenant = $1 AND role = $2"
ALL = "SELECT tenant, role, name, permissions FROM own_role ORDER BY tenant, role"


async def put(tx: Tx, role: OwnRole) -> None:
    await tx.raw.execute(PUT, role.tenant, role.role, role.name, list(role.permissions))


async def take(tx: Tx, tenant: str, role: str) -> bool:
    """Whether there was one."""
    return bool((await tx.raw.execute(TAKE, tenant, role)).endswith("1"))


async def seen(tx: Tx) -> list[OwnRole]:
    """Those of the transaction's tenant, or of all."""
    rows = await tx.raw.fetch(ALL)
    return [OwnRole(row["tenant"], row["role"], row["name"], tuple(row["permissions"])) for row in rows]


@hears(RoleDefined, read_model=MODEL)
async def keep(event: RoleDefined, tx: Tx) -> None:
    await put(tx, OwnRole(tx.tenant, event.role, event.name, tuple(event.permissions)))


@hears(RoleWithdrawn, read_model=MODEL)
async def forget(event: RoleWithdrawn, tx: Tx) -> None:
    await take(tx, tx.tenant, event.role)


class OwnRoles:
    """What a replica knows of them, for a moment: a change holds everywhere within seconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, tuple[Mapping[str, tuple[str, ...]], float]] = {}

    async def completed(self, caller: Principal) -> Principal:
        """With what the roles of the firm's own let him do."""
        own = caller.roles - ROLES
        if not own:
            return caller
        known = await self._of(caller.tenant)
        granted = frozenset(may for role in own for may in known.get(role, ()))
        return replace(caller, granted=granted & PERMISSIONS.keys()) if granted else caller

    async def _of(self, tenant: str) -> Mapping[str, tuple[str, ...]]:
        known, until = self._known.get(tenant, ({}, 0.0))
        if clock.monotonic() < until:
            return known
        async with self._database.transaction(tenant) as tx:
            known = {one.role: one.permissions for one in await seen(tx)}
        if len(self._known) > 10_000:
            self._known.clear()
        self._known[tenant] = known, clock.monotonic() + KEPT_SECONDS
        return known
