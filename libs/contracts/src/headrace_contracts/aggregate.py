"""The base of everything that changes state and tells of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from headrace_contracts.event import Event


@dataclass(kw_only=True)
class Aggregate:
    """Something with an identity whose changes are told as events.

    `version` counts its stored states from 1 (0 = never stored). The store raises it; events carry it.
    """

    id: str
    tenant: str
    version: int = field(default=0)

    def tell(self, event: Event) -> None:
        self.__dict__.setdefault("_untold", []).append(event)

    def collect_events(self) -> list[Event]:
        """Hand over what happened since the last call."""
        events: list[Event] = self.__dict__.pop("_untold", [])
        return events
