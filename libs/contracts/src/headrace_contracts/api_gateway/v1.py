"""Made from proto/headrace/api_gateway/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from headrace.api_gateway.v1 import events_pb2 as pb
from headrace_contracts import wire


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRegistered:
    event_type: ClassVar[str] = "headrace.api_gateway.v1.OrganisationRegistered"
    topic: ClassVar[str] = "headrace.api_gateway.v1"
    key_field: ClassVar[str] = "organisation"
    shown_in: ClassVar[str] = "organisations"
    parties: ClassVar[tuple[str, ...]] = ("organisation",)
    seen: ClassVar[wire.Seen] = {"organisation": ("all",), "name": ("all",), "role": ("all",), "currency": ("all",)}

    organisation: str
    name: str
    role: str
    currency: str

    @property
    def key(self) -> str:
        return self.organisation

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.OrganisationRegistered.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.OrganisationRegistered:
        return pb.OrganisationRegistered(
            organisation=self.organisation, name=self.name, role=self.role, currency=self.currency
        )

    @classmethod
    def from_pb(cls, m: pb.OrganisationRegistered) -> Self:
        return cls(organisation=m.organisation, name=m.name, role=m.role, currency=m.currency)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantRegistered:
    event_type: ClassVar[str] = "headrace.api_gateway.v1.PlantRegistered"
    topic: ClassVar[str] = "headrace.api_gateway.v1"
    key_field: ClassVar[str] = "plant"
    shown_in: ClassVar[str] = "plants"
    parties: ClassVar[tuple[str, ...]] = ("organisation",)
    seen: ClassVar[wire.Seen] = {"plant": ("all",), "organisation": ("all",), "name": ("all",), "time_zone": ("all",)}

    plant: str
    organisation: str
    name: str
    time_zone: str

    @property
    def key(self) -> str:
        return self.plant

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.PlantRegistered.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.PlantRegistered:
        return pb.PlantRegistered(
            plant=self.plant, organisation=self.organisation, name=self.name, time_zone=self.time_zone
        )

    @classmethod
    def from_pb(cls, m: pb.PlantRegistered) -> Self:
        return cls(plant=m.plant, organisation=m.organisation, name=m.name, time_zone=m.time_zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDefined:
    event_type: ClassVar[str] = "headrace.api_gateway.v1.RoleDefined"
    topic: ClassVar[str] = "headrace.api_gateway.v1"
    key_field: ClassVar[str] = "role"
    shown_in: ClassVar[str] = "roles"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    role: str
    name: str
    permissions: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.role

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.RoleDefined.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.RoleDefined:
        return pb.RoleDefined(role=self.role, name=self.name, permissions=self.permissions)

    @classmethod
    def from_pb(cls, m: pb.RoleDefined) -> Self:
        return cls(role=m.role, name=m.name, permissions=tuple(m.permissions))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWithdrawn:
    event_type: ClassVar[str] = "headrace.api_gateway.v1.RoleWithdrawn"
    topic: ClassVar[str] = "headrace.api_gateway.v1"
    key_field: ClassVar[str] = "role"
    shown_in: ClassVar[str] = "roles"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    role: str

    @property
    def key(self) -> str:
        return self.role

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.RoleWithdrawn.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.RoleWithdrawn:
        return pb.RoleWithdrawn(role=self.role)

    @classmethod
    def from_pb(cls, m: pb.RoleWithdrawn) -> Self:
        return cls(role=m.role)
