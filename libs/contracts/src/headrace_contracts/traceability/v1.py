"""Made from proto/headrace/traceability/v1/events.proto by `make contracts`. Do not edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Self

from headrace.traceability.v1 import events_pb2 as pb
from headrace_contracts import wire


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeHeadSigned:
    event_type: ClassVar[str] = "headrace.traceability.v1.TreeHeadSigned"
    topic: ClassVar[str] = "headrace.traceability.v1"
    key_field: ClassVar[str] = "log"
    shown_in: ClassVar[str] = "events"
    parties: ClassVar[tuple[str, ...]] = ()
    seen: ClassVar[wire.Seen] = {}

    log: str
    size: int
    root: str
    signature: str
    signed_at: datetime

    @property
    def key(self) -> str:
        return self.log

    def to_wire(self) -> bytes:
        return self.to_pb().SerializeToString()

    @classmethod
    def from_wire(cls, data: bytes) -> Self:
        return cls.from_pb(pb.TreeHeadSigned.FromString(data))

    def to_json(self) -> dict[str, Any]:
        form: dict[str, Any] = wire.json_form(self)
        return form

    def seen_by(self, party: str) -> dict[str, Any]:
        return wire.seen_form(self, party)

    def to_pb(self) -> pb.TreeHeadSigned:
        return pb.TreeHeadSigned(
            log=self.log,
            size=self.size,
            root=self.root,
            signature=self.signature,
            signed_at=wire.timestamp_to(self.signed_at),
        )

    @classmethod
    def from_pb(cls, m: pb.TreeHeadSigned) -> Self:
        return cls(
            log=m.log, size=m.size, root=m.root, signature=m.signature, signed_at=wire.timestamp_from(m.signed_at)
        )
