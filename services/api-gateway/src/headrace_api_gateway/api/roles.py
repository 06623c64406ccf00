"""What each role may do: the usual ones, and those of the firm's own."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from headrace_api_gateway.model.roles import RoleRefused
from headrace_api_gateway.usecases import roles as usecases
from headrace_chassis import own_roles
from headrace_chassis.web import Caller, Listed, Page, ReadTx, Router, Transact
from headrace_contracts.errors import Missing
from headrace_contracts.permissions import PERMISSIONS, ROLES, OwnRole, held_by, holders

router = Router(tags=["roles"])
MOST_PERMISSIONS = 1000


class RoleView(BaseModel):
    """`own` is one that the firm defined; the usual ones are the same everywhere."""

    role: str
    name: str
    own: bool
    permissions: list[str]

    @classmethod
    def of(cls, role: OwnRole) -> RoleView:
        return cls(role=role.role, name=role.name, own=True, permissions=list(role.permissions))


class PermissionView(BaseModel):
    """`roles` are the usual ones that have it; none where it is everybody's."""

    permission: str
    roles: list[str]


class DefineRole(BaseModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100, strip_whitespace=True)]
    permissions: list[str] = Field(min_length=1, max_length=MOST_PERMISSIONS)


@router.get("/roles", may="api-gateway.role.read")
async def list_roles(tx: ReadTx, page: Page) -> Listed[RoleView]:
    own = [RoleView.of(role) for role in await own_roles.seen(tx)]
    usual = [RoleView(role=one, name=one, own=False, permissions=_held(one)) for one in ROLES]
    return page.of(sorted([*own, *usual], key=lambda view: view.role), key=lambda view: view.role)


@router.get("/permissions", may="api-gateway.role.read")
async def list_permissions(page: Page) -> Listed[PermissionView]:
    views = [PermissionView(permission=one, roles=sorted(holders(one))) for one in sorted(PERMISSIONS)]
    return page.of(views, key=lambda view: view.permission)


@router.put("/roles/{role}", may="api-gateway.role.change", errors=[Missing, RoleRefused])
async def define_role(role: str, body: DefineRole, transact: Transact, caller: Caller) -> RoleView:
    """Whoever has the role may do this, everywhere within seconds; it takes the place of what was defined before."""
    asked = OwnRole(caller.tenant, role, body.name, tuple(sorted(set(body.permissions))))
    return RoleView.of(await transact(usecases.define, asked))


@router.delete("/roles/{role}", may="api-gateway.role.change", status_code=204, errors=[Missing])
async def withdraw_role(role: str, transact: Transact, caller: Caller) -> None:
    """Whoever has it may do nothing by it any more, everywhere within seconds."""
    await transact(usecases.withdraw, caller.tenant, role)


def _held(role: str) -> list[str]:
    return sorted(held_by(frozenset({role})))
