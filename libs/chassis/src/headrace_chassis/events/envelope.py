"""An event with what the log knows of it, and its CloudEvents 1.0 forms."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, NamedTuple

from headrace_contracts.event import Event
from headrace_contracts.registry import EVENT_TYPES

CONTENT_TYPE = "application/protobuf"


class UnknownEventType(ValueError):
    """An event of a type this build does not know: it is newer, or not ours."""


class Envelope(NamedTuple):
    """`position` is the event's place in the log of the service that sent it; it grows along each key."""

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

    @property
    def topic(self) -> str:
        return self.type.rpartition(".")[0]

    def event(self) -> Event:
        try:
            known = EVENT_TYPES[self.type]
        except KeyError:
            raise UnknownEventType(f"{self.type} is not in this build's contracts; update the service") from None
        return known.from_wire(self.data)

    def binary(self) -> tuple[list[tuple[str, bytes]], bytes]:
        """Headers and value by the CloudEvents Kafka binding, binary mode."""
        attributes = {
            "specversion": "1.0",
            "id": self.id,
            "type": self.type,
            "source": f"/headrace/{self.source}",
            "subject": self.key,
            "time": _rfc3339(self.time),
            "tenant": self.tenant,
            "plant": self.plant,
            "aggregateversion": str(self.version),
            "logposition": str(self.position),
            "traceparent": self.traceparent,
        }
        headers = [(f"ce_{name}", text.encode()) for name, text in attributes.items() if text]
        return [("content-type", CONTENT_TYPE.encode()), *headers], self.data

    @classmethod
    def from_binary(cls, headers: list[tuple[str, bytes]], data: bytes) -> Envelope:
        ce = {name.removeprefix("ce_"): text.decode() for name, text in headers if name.startswith("ce_")}
        return cls(
            id=ce["id"],
            type=ce["type"],
            source=ce["source"].removeprefix("/headrace/"),
            key=ce["subject"],
            tenant=ce["tenant"],
            plant=ce.get("plant", ""),
            version=int(ce.get("aggregateversion", "0")),
            time=datetime.fromisoformat(ce["time"]),
            traceparent=ce.get("traceparent", ""),
            data=data,
            position=int(ce["logposition"]),
        )

    def json(self) -> dict[str, Any]:
        """CloudEvents JSON, as partners and pages get it."""
        return {
            "specversion": "1.0",
            "id": self.id,
            "type": self.type,
            "source": f"/headrace/{self.source}",
            "subject": self.key,
            "time": _rfc3339(self.time),
            "tenant": self.tenant,
            "plant": self.plant or None,
            "aggregateversion": self.version,
            "logposition": self.position,
            "traceparent": self.traceparent,
            "datacontenttype": "application/json",
            "data": self.event().to_json(),
        }


def _rfc3339(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
