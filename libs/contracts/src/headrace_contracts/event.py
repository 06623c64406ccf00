"""What every domain event is: plain data with a type name, a key, and a form on the wire."""

from __future__ import annotations

from typing import Any, ClassVar, Protocol, Self, runtime_checkable


@runtime_checkable
class Event(Protocol):
    """A domain event. `key` names the aggregate whose order of events must be kept.

    It is the tenant's, and that of the organisations named in the fields `parties`, each of which sees what
    `seen_by(party)` gives. Its roles are those that may read the list `shown_in` of its service.
    """

    event_type: ClassVar[str]
    topic: ClassVar[str]
    key_field: ClassVar[str]
    shown_in: ClassVar[str]
    parties: ClassVar[tuple[str, ...]]

    @property
    def key(self) -> str: ...

    def to_wire(self) -> bytes: ...

    @classmethod
    def from_wire(cls, data: bytes) -> Self: ...

    def to_json(self) -> dict[str, Any]: ...

    def seen_by(self, party: str) -> dict[str, Any]: ...
