"""The buses as the benchmarks use them: through the chassis, and in the way one would do it first."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from headrace_chassis.events.bus import Bus
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.benchmarks.ground import Place

TOPIC = OrganisationRegistered.topic
SOURCE = "api-gateway"
PLAIN_STATE = "INSERT INTO aggregate VALUES ($1, 1) ON CONFLICT (key) DO UPDATE SET number = aggregate.number + 1"
PLAIN_EVENT = """
    INSERT INTO event_log (event_id, type, key, tenant, plant, version, occurred_at, traceparent, data)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""
PLAIN_NEXT = "SELECT id, key, data FROM event_log WHERE id > $1 ORDER BY id LIMIT 100"


class Transport(Protocol):
    name: str

    def bus(self, sender: Place) -> AbstractAsyncContextManager[Bus]:
        """The sender's events travel on it, those of earlier too; the sender's commits are poked."""

    def repeating_bus(self, sender: Place) -> AbstractAsyncContextManager[Bus]:
        """One that delivers what was heard, for the consumer to skip."""

    async def carry(self, sender: Place, events: int) -> None:
        """Returns when so many events of the sender can be fetched."""

    def plain_portions(self, sender: Place) -> AsyncIterator[list[bytes]]:
        """What is there and what comes, without end, as a plain loop gets it."""

    def plain_teller(self, sender: Place) -> AbstractAsyncContextManager[PlainTeller]: ...


class PlainTeller(Protocol):
    async def tell(self, key: str) -> None:
        """Store a row and send the event; returns when both are done."""
