"""One transaction of one use case: its connection, its tenant, its time, and the events it will tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg
from sqlalchemy import Executable
from sqlalchemy.engine import Result
from sqlalchemy.ext.asyncio import AsyncConnection

from headrace_chassis import ids, trace
from headrace_chassis.auth import Principal
from headrace_chassis.events import log
from headrace_chassis.events.cause import Because
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.grants import FOR_A_TENANT, FOR_THE_PLATFORM
from headrace_contracts.aggregate import Aggregate
from headrace_contracts.event import Event

EVERYONE = "*"
_BEGIN = """BEGIN{how}; SELECT set_config('app.tenant', {tenant}, true), set_config('role', '{role}', true),
    set_config('app.plants', {plants}, true)"""
_SNAPSHOT = " ISOLATION LEVEL REPEATABLE READ"
_ACT_FOR = """SELECT set_config('app.tenant', $1, true), set_config('role', $2, true),
    set_config('app.plants', $3, true)"""


class Tx:
    """What a use case works with. It never commits: the transaction belongs to the caller.

    Row-level security lets it see and write the rows of `tenant` only (`*`: of all, for the platform's own work): it
    works in one of the two roles of grants.py, and gives it back at the end. Of the actor's own organisation it sees
    what belongs to the plants that the actor works for, and to none.
    `causes` are the envelopes of the events a handler was called with, in their order; `cause` is the last of them,
    or the one that `because_of` named. Without any it is `asked` that says who caused what is told here, and what did.
    """

    def __init__(self, connection: AsyncConnection, now: datetime, actor: Principal | None, asked: Because) -> None:
        self.connection = connection
        self.now = now
        self.actor = actor
        self.asked = asked
        self.cause: Envelope | None = None
        self.causes: Sequence[Envelope] = []
        self._heard: Sequence[Event] = []
        self._by_id: Mapping[str, Envelope] | None = None
        self.tenant = ""
        self._told: list[log.NewEvent] = []

    @property
    def today(self) -> date:
        return self.now.date()

    def today_in(self, zone: str) -> date:
        """The calendar day in a plant's zone."""
        return self.now.astimezone(ZoneInfo(zone)).date()

    @property
    def raw(self) -> asyncpg.Connection[Any]:
        """The driver's connection inside this transaction, for statements where sets matter."""
        fairy = self.connection.sync_connection.connection  # type: ignore[union-attr]
        return fairy.driver_connection

    async def begin(self, tenant: str, *, snapshot: bool = False) -> None:
        """All in one trip to the database: statements without parameters may be sent together."""
        how = _SNAPSHOT if snapshot else ""
        plants = _quoted(self._plants_in(tenant))
        await self.raw.execute(_BEGIN.format(how=how, tenant=_quoted(tenant), role=role_for(tenant), plants=plants))
        self.tenant = tenant

    async def act_for(self, tenant: str) -> None:
        if tenant != self.tenant:
            await self.raw.execute(_ACT_FOR, tenant, role_for(tenant), self._plants_in(tenant))
            self.tenant = tenant

    def _plants_in(self, tenant: str) -> str:
        """As the policies read it (migrations/tenancy.py): nothing for all, else a line for each after an empty one."""
        if self.actor is None or self.actor.plants is None or self.actor.tenant != tenant:
            return ""
        return "\n".join(["", *sorted(self.actor.plants)]) or "\n"

    async def execute(
        self, statement: Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Result[Any]:
        return await self.connection.execute(statement, values)

    def new_id(self, prefix: str) -> str:
        return ids.new_id(prefix)

    @property
    def because(self) -> Because:
        """Who causes what is told now, and what does."""
        return Because.event(self.cause) if self.cause else self.asked

    def hears(self, causes: Sequence[Envelope], events: Sequence[Event]) -> None:
        """A handler is called with these events, in these envelopes."""
        self.cause, self.causes, self._heard, self._by_id = causes[-1], causes, events, None

    def because_of(self, named: str) -> None:
        """Of many events heard at once the last that names this id causes what is told from now on.

        Nothing changes where none does, and where none was heard.
        """
        if self._by_id is None:
            named_by = zip(self._heard, self.causes, strict=True)
            self._by_id = {value: cause for event, cause in named_by for value in _texts(event)}
        self.cause = self._by_id.get(named, self.cause)

    def tell(self, what: Aggregate | Event | Iterable[Event], *, tenant: str | None = None) -> None:
        """Store events with this transaction: an aggregate's untold ones, or events given by themselves.

        They belong to the aggregate's tenant, else to `tenant`, else to the transaction's.
        """
        version = 0
        if isinstance(what, Aggregate):
            tenant, version, what = tenant or what.tenant, what.version, what.collect_events()
        events = what if isinstance(what, Iterable) else [what]
        self._told += [self._new(event, tenant or self.tenant, version) for event in events]

    def _new(self, event: Event, tenant: str, version: int) -> log.NewEvent:
        actor, cause = self.because
        return log.NewEvent(
            type=event.event_type,
            key=event.key,
            tenant=tenant,
            plant=getattr(event, "plant", ""),
            version=version,
            time=self.now,
            traceparent=trace.traceparent(),
            data=event.to_wire(),
            actor=actor,
            cause=cause,
        )

    async def append_told(self) -> int:
        """Write what was told to the event log; the caller commits right after. Returns how many events."""
        told, self._told = self._told, []
        if told:
            await log.append(self.raw, told)
        return len(told)


def role_for(tenant: str) -> str:
    return FOR_THE_PLATFORM if tenant == EVERYONE else FOR_A_TENANT


def _texts(event: Event) -> Iterator[str]:
    return (value for field in fields(event) if isinstance(value := getattr(event, field.name), str))  # type: ignore[arg-type]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
