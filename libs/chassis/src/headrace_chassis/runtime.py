"""One process' wiring: where databases are, how events travel, what time it is, and the services that run here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import asyncpg
from starlette.types import ASGIApp

from headrace_chassis import clock, logs, metrics
from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.compute import Compute
from headrace_chassis.database import CONNECTIONS, Database
from headrace_chassis.due import DueWork
from headrace_chassis.events import log
from headrace_chassis.events.bus import Bus, topic_of
from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.handlers import HandlerTable
from headrace_chassis.events.patience import Patient
from headrace_chassis.events.publisher import Publisher
from headrace_chassis.events.relay import Relay
from headrace_chassis.forms import begin_to_store, forms_of
from headrace_chassis.guard import Guard
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.jobs import Jobs
from headrace_chassis.measures import Measures
from headrace_chassis.migrations import migrate
from headrace_chassis.own_roles import OwnRoles
from headrace_chassis.service import Service
from headrace_chassis.states import States
from headrace_chassis.timers import Timers
from headrace_chassis.tx import EVERYONE
from headrace_chassis.web import app as web
from headrace_contracts.registry import EVENT_TYPES

logger = logging.getLogger(__name__)
PARTITIONS_EVERY = 6 * 3600.0
TOPICS = {kind.topic for kind in EVENT_TYPES.values()}


@dataclass
class Runtime:
    """`owner_url` gives the connection that may change tables, `app_url` the one that works under row-level security.

    `publisher` is given on a bus to which events must be carried: each service then runs a relay.
    `apps` holds the applications that run in this process, by service name; `addresses` says where others answer.
    `connections` is how many each service has to its database.
    `issuer` is there in development only.
    """

    owner_url: Callable[[str], str]
    app_url: Callable[[str], str]
    bus: Bus
    clock: Clock
    verifier: TokenVerifier
    data_dir: Path
    publisher: Publisher | None = None
    compute: Compute = field(default_factory=Compute)
    apps: dict[str, ASGIApp] = field(default_factory=dict)
    addresses: Mapping[str, Sequence[str]] = field(default_factory=dict)
    connections: int = CONNECTIONS
    issuer: DevelopmentIssuer | None = None
    guard: Guard = field(default_factory=Guard)


async def prepare(service: Service, runtime: Runtime) -> None:
    """Bring the service's database to the newest revision."""
    if service.store is not None:
        await migrate(runtime.owner_url(service.name), service.migrations)


class Running:
    """A service at work."""

    def __init__(self, service: Service, runtime: Runtime) -> None:
        self.service = service
        self.runtime = runtime
        self.ready = False
        self.broken = False
        self.leaving = asyncio.Event()
        self.state: dict[str, Any] = {}
        self.database: Database | None = None
        self.consumer: Consumer | None = None
        self.states: States | None = None
        self.measures: Measures | None = None
        self.relay: Relay | None = None
        self._parts: list[Consumer | Timers | DueWork | Jobs | Relay] = []
        self._background: list[asyncio.Task[None]] = []
        self.app = web.build(self)
        self.asgi: ASGIApp = service.wrap(self, self.app) if service.wrap else self.app

    @classmethod
    async def started(cls, service: Service, runtime: Runtime) -> Running:
        """Its database is migrated, and so are those of the services in this process that it hears."""
        running = cls(service, runtime)
        await running._start()
        return running

    async def _start(self) -> None:
        token = logs.SERVICE.set(self.service.name)
        if self.service.store is not None:
            await self._open_database()
        for part in self._parts:
            await part.start()
        self._background += [self._watched(task(self)) for task in self.service.background]
        logs.SERVICE.reset(token)
        self.runtime.apps[self.service.name] = self.asgi
        metrics.BUILD.labels(self.service.name, version("headrace-chassis"), self.runtime.bus.name).set(1)
        metrics.READY.labels(self.service.name).set_function(lambda: float(self.ready))
        self.ready = True

    async def _open_database(self) -> None:
        name, runtime = self.service.name, self.runtime
        self.database = Database(
            runtime.app_url(name),
            runtime.clock,
            on_told=self._on_told,
            service=name,
            connections=runtime.connections,
        )
        self.app.state.database = self.database
        self.app.state.own_roles = OwnRoles(self.database)
        async with self.database.transaction(EVERYONE) as tx:
            await begin_to_store(tx, forms_of(self.service.store))
        await self._make_partitions()
        self.consumer = Consumer(name, self.database, runtime.bus, HandlerTable(self.service.listeners))
        self._parts = [
            self.consumer,
            Timers(self.database, self.service.timers),
            DueWork(self.database, self.service.deadlines),
            Jobs(name, self.database, runtime.compute, self.service.jobs),
        ]
        if runtime.publisher and topic_of(name) in TOPICS:
            self.relay = Relay(name, runtime.app_url(name), runtime.publisher)
            self._parts.append(self.relay)
        self._background.append(self._watched(self._keep_partitions()))
        self._watch_state(self.database, self.consumer)

    def _on_told(self) -> None:
        self.runtime.bus.poke(self.service.name)
        if self.relay:
            self.relay.poke()

    def _watch_state(self, database: Database, consumer: Consumer) -> None:
        jobs = [job.kind for job in self.service.jobs]
        due = [deadline.kind for deadline in self.service.deadlines]
        self.states = States(database, consumer, jobs, due, relayed=self.relay is not None)
        self.measures = Measures(database, self.service.measures)
        self._background += [self._watched(self.states.keep()), self._watched(self.measures.keep())]

    def _watched(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=f"background {self.service.name}")
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        """A part that dies makes the service unready and no longer alive, so that it is restarted; it never dies
        silently."""
        if not task.cancelled() and task.exception():
            self.ready, self.broken = False, True
            logger.critical("%s died", task.get_name(), exc_info=task.exception())

    async def _keep_partitions(self) -> None:
        patient = Patient(f"the event log of {self.service.name}")
        while True:
            await asyncio.sleep(PARTITIONS_EVERY)
            await patient.through_faults(self._make_partitions)

    async def _make_partitions(self) -> None:
        connection = await asyncpg.connect(self.runtime.app_url(self.service.name))
        try:
            await log.make_day_partitions(connection, clock.wall().date())
        finally:
            await connection.close()

    def leave(self) -> None:
        """Tell those who look for readiness, and those who hold a long answer open, that it is about to stop."""
        self.ready = False
        self.leaving.set()

    async def stop(self) -> None:
        """Finish what is under way, then let go of the database."""
        self.leave()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(part.stop() for part in self._parts))
        if self.measures:
            self.measures.forget()
        if self.database:
            await self.database.close()
