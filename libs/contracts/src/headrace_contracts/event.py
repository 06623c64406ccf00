"""What every domain event is: plain data with a type name, a key, and a form on the wire."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, Self, runtime_checkable


@runtime_checkable
class Event(Protocol):
    """A domain event. `key` names the aggregate whose order of events must be kept."""

    event_type: ClassVar[str]
    topic: ClassVar[str]
    key_field: ClassVar[str]

    @property
    def key(self) -> str: ...

    def to_wire(self) -> bytes: ...

    @classmethod
    def from_wire(cls, data: bytes) -> Self: ...

    def to_json(self) -> dict[str, Any]: ...
