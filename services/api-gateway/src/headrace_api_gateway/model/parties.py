"""Organisations, plants and users."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from headrace_contracts.api_gateway.v1 import OrganisationRegistered, PlantRegistered
from headrace_contracts.messages import Message, say
from headrace_contracts.organisations import CODE_IN_WORDS, is_code, is_reserved
from headrace_contracts.zones import is_zone


class Part(StrEnum):
    """What an organisation does in the chain."""

    CHAIN_LEADER = "chain-leader"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    BANK = "bank"
    CARRIER = "carrier"


ROLES = {
    Part.CHAIN_LEADER: (
        "admin",
        "engineer",
        "sales",
        "planner",
        "buyer",
        "warehouse",
        "operator",
        "maintenance",
        "inspector",
        "finance",
        "auditor",
    ),
    Part.SUPPLIER: ("admin", "supplier", "finance"),
    Part.CUSTOMER: ("admin", "customer", "finance"),
    Part.BANK: ("admin", "bank"),
    Part.CARRIER: ("admin", "warehouse", "finance"),
}
IN_A_PLANT = ("warehouse", "operator", "maintenance", "inspector")


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str
    role: Part
    currency: str

    @property
    def misnamed(self) -> Message | None:
        """Why its code can't be one; None when it can."""
        if is_reserved(self.id):
            return say("api-gateway.platforms-name", id=self.id)
        return None if is_code(self.id) else say("api-gateway.no-code", id=self.id, form=CODE_IN_WORDS)

    def registered(self) -> OrganisationRegistered:
        return OrganisationRegistered(
            organisation=self.id, name=self.name, role=self.role.value, currency=self.currency
        )


@dataclass(frozen=True, slots=True)
class Plant:
    """A factory; its days begin and end at midnight of its zone."""

    id: str
    organisation: str
    name: str
    time_zone: str

    @property
    def zone_is_known(self) -> bool:
        return is_zone(self.time_zone)

    def registered(self) -> PlantRegistered:
        return PlantRegistered(plant=self.id, organisation=self.organisation, name=self.name, time_zone=self.time_zone)


@dataclass(frozen=True, slots=True)
class User:
    """`id` is `role@organisation` for the users that the development issuer knows. `plants` are those that he works
    for; None: all."""

    id: str
    name: str
    organisation: str
    organisation_name: str
    roles: tuple[str, ...]
    plants: tuple[str, ...] | None = None


def development_users(organisation: Organisation, plants: Sequence[str]) -> list[User]:
    """One user for each role that fits what the organisation does; of several plants, also one for each in the roles
    that work in a plant."""
    of_all = [
        User(f"{role}@{organisation.id}", role.title(), organisation.id, organisation.name, (role,))
        for role in ROLES[organisation.role]
    ]
    if len(plants) < 2:
        return of_all
    return [*of_all, *(_of_plant(user, plant) for user in of_all if user.roles[0] in IN_A_PLANT for plant in plants)]


def _of_plant(user: User, plant: str) -> User:
    role = user.roles[0]
    return replace(user, id=f"{role}.{plant}@{user.organisation}", name=f"{user.name} {plant}", plants=(plant,))


def development_device(organisation: Organisation) -> User:
    """What a gateway in a factory of the organisation logs in as; it is nobody, so people are not shown it."""
    return User(f"device@{organisation.id}", "Device", organisation.id, organisation.name, ("device",))
