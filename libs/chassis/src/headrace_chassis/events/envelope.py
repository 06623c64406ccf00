"""An event with what the log knows of it, and its CloudEvents 1.0 form on a bus. Its form in JSON: seeing.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from google.protobuf.message import DecodeError

from headrace_contracts.event import Event
from headrace_contracts.registry import EVENT_TYPES

CONTENT_TYPE = "application/protobuf"
UNKNOWN = "unknown"
ALWAYS = (("content-type", CONTENT_TYPE.encode()), ("ce_specversion", b"1.0"))


class UnknownEventType(ValueError):
    """An event of a type this build does not know: it is newer, or not ours."""


class Envelope(NamedTuple):
    """`position` is the event's place in the log of the service that sent it; it grows along each key.

    `actor` is who caused it and `cause` what did (cause.py), both as far back as anybody knows.
    """

    id: str
    type: str
    source: str
    key: str
    tenant: str
    plant: str
    version: int
    time: datetime
    traceparent: str
    data: bytes
    position: int
    actor: str = UNKNOWN
    cause: str = ""

    @property
    def name(self) -> str:
        """Where it is found at once: `orders:17`."""
        return f"{self.source}:{self.position}"

    @property
    def topic(self) -> str:
        return self.type.rpartition(".")[0]

    def event(self) -> Event:
        try:
            known = EVENT_TYPES[self.type]
        except KeyError:
            raise UnknownEventType(f"{self.type} is not in this build's contracts; update the service") from None
        return known.from_wire(self.data)

    def readable(self) -> Event | None:
        """As `event`; None when this build can't read it."""
        try:
            return self.event()
        except (ValueError, DecodeError):
            return None

    def binary(self) -> tuple[list[tuple[str, bytes]], bytes]:
        """Headers and value by the CloudEvents Kafka binding, binary mode."""
        headers = [
            *ALWAYS,
            ("ce_id", self.id.encode()),
            ("ce_type", self.type.encode()),
            ("ce_source", f"/headrace/{self.source}".encode()),
            ("ce_subject", self.key.encode()),
            ("ce_time", rfc3339(self.time).encode()),
            ("ce_tenant", self.tenant.encode()),
            ("ce_aggregateversion", b"%d" % self.version),
            ("ce_logposition", b"%d" % self.position),
            ("ce_actor", self.actor.encode()),
        ]
        if self.cause:
            headers.append(("ce_cause", self.cause.encode()))
        if self.plant:
            headers.append(("ce_plant", self.plant.encode()))
        if self.traceparent:
            headers.append(("ce_traceparent", self.traceparent.encode()))
        return headers, self.data

    @classmethod
    def from_binary(cls, ce: Mapping[str, bytes], data: bytes) -> Envelope:
        return cls(
            id=ce["ce_id"].decode(),
            type=ce["ce_type"].decode(),
            source=ce["ce_source"].decode().removeprefix("/headrace/"),
            key=ce["ce_subject"].decode(),
            tenant=ce["ce_tenant"].decode(),
            plant=ce.get("ce_plant", b"").decode(),
            version=int(ce.get("ce_aggregateversion", b"0")),
            time=datetime.fromisoformat(ce["ce_time"].decode()),
            traceparent=ce.get("ce_traceparent", b"").decode(),
            data=data,
            position=int(ce["ce_logposition"]),
            actor=ce.get("ce_actor", b"").decode() or UNKNOWN,
            cause=ce.get("ce_cause", b"").decode(),
        )


def rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
