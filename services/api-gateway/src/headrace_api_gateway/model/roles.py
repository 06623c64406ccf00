"""Roles of a firm's own."""

from __future__ import annotations

import re

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.permissions import PERMISSIONS, ROLES, OwnRole

CODE = re.compile(r"[a-z][a-z0-9-]{1,39}")
MOST_ROLES = 100


class RoleRefused(RuleBroken):
    """The role can't be defined like this."""


def check(role: OwnRole, known: list[OwnRole]) -> None:
    """Raises RoleRefused."""
    if not CODE.fullmatch(role.role):
        raise RoleRefused(say("api-gateway.no-role-code", role=role.role))
    if role.role in ROLES:
        raise RoleRefused(say("api-gateway.usual-role", role=role.role))
    if unknown := sorted(set(role.permissions) - PERMISSIONS.keys()):
        raise RoleRefused(say("api-gateway.no-permission", permissions=unknown[:20]))
    if role.role not in {one.role for one in known} and len(known) >= MOST_ROLES:
        raise RoleRefused(say("api-gateway.most-roles", most=MOST_ROLES))
