"""What was found out about a platform."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import BaseModel

from headrace_chassis.events.bus import service_of
from headrace_chassis.examination import DatabaseState, Examination, Heard


class Replica(BaseModel):
    """One process of the supervisor's. `ready` is what it answers itself."""

    service: str
    replica: int
    pid: int | None
    port: int
    ready: bool
    restarts: int = 0


class Behind(BaseModel):
    """What a service has not heard of a stream. `seconds`: since the oldest of it was stored; None when not known."""

    service: str
    topic: str
    partition: int
    events: int
    seconds: float | None = None


class Facts(BaseModel):
    """`where` is the gateway's address or the place of the databases; `running` says which.

    `unanswered` is the address at which nothing answered, `silent` the services that should answer and don't. `skew` is
    how far the service's clock is before this machine's.
    """

    where: str
    running: bool
    seen_at: datetime
    services: list[Examination]
    unanswered: str = ""
    silent: list[str] = []
    replicas: list[Replica] = []
    behind: list[Behind] = []
    skew_seconds: float | None = None

    def stored(self) -> Iterator[tuple[str, DatabaseState]]:
        for one in self.services:
            if one.database:
                yield one.service, one.database

    def told_by(self, topic: str) -> int | None:
        """The newest position that the sender of a topic has given out; None when it was not asked."""
        told = {service: database.told for service, database in self.stored()}
        return told.get(service_of(topic))

    def events_behind(self, place: Heard) -> int:
        """Counted in the bus's offsets, or in positions when the bus was not asked."""
        if place.end is not None:
            return max(0, place.end - place.offset)
        return max(0, (self.told_by(place.topic) or 0) - max(place.position, place.offset))
