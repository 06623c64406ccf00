"""What may be done, and by whom: one vocabulary, `service.thing.act`, and the roles that hold each word of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

ADMIN = "admin"
EVERYBODY = "*"


def _read() -> dict[str, frozenset[str]]:
    told = tomllib.loads(files("headrace_contracts").joinpath("permissions.toml").read_text("utf-8"))
    return {
        f"{service}.{thing}.{act}": frozenset(roles)
        for service, things in told.items()
        for thing, acts in things.items()
        for act, roles in acts.items()
    }


PERMISSIONS: Mapping[str, frozenset[str]] = _read()
"""The roles that hold each; `admin` holds all."""


ROLES: frozenset[str] = frozenset({ADMIN}).union(*PERMISSIONS.values()) - {EVERYBODY}
"""The usual roles: those that firms have without defining any."""


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role that a firm, `tenant`, defined for itself."""

    tenant: str
    role: str
    name: str
    permissions: tuple[str, ...]


def everybodys(permission: str) -> bool:
    return EVERYBODY in PERMISSIONS[permission]


def holders(permission: str) -> frozenset[str]:
    """The roles that a permission is for; none where it is everybody's, `admin` alone where no other has it. Raises
    KeyError for a word that is not in the vocabulary."""
    return PERMISSIONS[permission] - {EVERYBODY} or frozenset({ADMIN} - ({ADMIN} if everybodys(permission) else set()))


@lru_cache(maxsize=1024)
def held_by(roles: Set[str]) -> frozenset[str]:
    """All that somebody with these roles may do; who has none of them may do what is everybody's."""
    if ADMIN in roles:
        return frozenset(PERMISSIONS)
    return frozenset(name for name, given in PERMISSIONS.items() if EVERYBODY in given or roles & given)
