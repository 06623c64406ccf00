"""Starts and stops the platform's processes, in order."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.metadata import entry_points
from importlib.util import find_spec

import asyncpg
import httpx

from headrace_chassis.database import CONNECTIONS
from headrace_chassis.events.kafka.cluster import preflight
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.migrations import migrate
from headrace_chassis.serving.settings import BusKind, written_addresses
from headrace_cli import databases, embedded
from headrace_cli.processes import kafka, state
from headrace_cli.processes.child import Child
from headrace_cli.processes.places import EDGE, GATEWAY, Place, addresses, free_port, places, refuse_taken

AT_ONCE = (os.cpu_count() or 2) + 1
LEAST_CONNECTIONS, KEPT_FREE = 4, 20
STARTED_LAST = {"forecasting", "mrp"}  # their workers load for seconds, which would delay all others
STOPPED_FIRST = (EDGE, GATEWAY)  # what is left in a factory's buffer goes in through the gateway


@dataclass(frozen=True)
class Processes:
    """How the platform is spread over processes. Without `kafka` events travel through PostgreSQL; without a `port`
    one is sought for."""

    kafka: KafkaSettings | None = None
    replicas: int = 1
    port: int | None = None


class ProcessPlatform:
    """All processes at work. `client()` speaks to the first gateway over HTTP."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = children

    @property
    def address(self) -> str:
        return next(child.place.address for child in self.children if child.place.service == GATEWAY)

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.address, timeout=120.0)


@asynccontextmanager
async def platform(
    settings: embedded.Settings, how: Processes, services: Sequence[str] | None = None
) -> AsyncIterator[ProcessPlatform]:
    """All installed services, or those that are named. Raises PortTaken, NotStarted, and what kafka.prepare raises."""
    packages = {name: package for name, package in _packages().items() if services is None or name in services}
    found = places(packages, how.replicas, how.port or free_port(list(packages), how.replicas))
    refuse_taken(found)
    if how.kafka:
        await preflight(how.kafka)
    embedded.make_data_dir(settings.data_dir)
    embedded.clock_of(settings)
    embedded.issuer_of(settings)
    stored = {service: package for service, package in packages.items() if find_spec(f"{package}.migrations")}
    async with databases.databases(settings.data_dir, settings.database_url, list(stored)) as database:
        for service, package in stored.items():
            await migrate(databases.owner_url(database, service), f"{package}.migrations")
        if how.kafka:
            await kafka.prepare(how.kafka, lambda service: databases.service_url(database, service))
        connections = await _connections(database.admin_url, len(found), beside=4 if how.kafka else 12)
        common = _environment(settings, how, database, connections)
        async with _running(settings, found, common) as children:
            yield ProcessPlatform(children)


def _packages() -> dict[str, str]:
    """Package by service, without importing what a service needs to run."""
    return {entry.name: entry.module.rpartition(".")[0] for entry in entry_points(group="headrace.services")}


async def _connections(admin_url: str, among: int, *, beside: int) -> int:
    """Each process' share of what the server allows, without those that it has beside its pool."""
    admin = await asyncpg.connect(admin_url)
    try:
        allowed = int(await admin.fetchval("SHOW max_connections"))
    finally:
        await admin.close()
    return max(LEAST_CONNECTIONS, min(CONNECTIONS, (allowed - KEPT_FREE) // among - beside))


def _environment(
    settings: embedded.Settings, how: Processes, database: databases.Databases, connections: int
) -> dict[str, str]:
    return {
        "HEADRACE_DATABASE_URL": databases.as_template(database.for_service(databases.SOME)),
        "HEADRACE_DATABASE_CONNECTIONS": str(connections),
        "HEADRACE_BUS": BusKind.KAFKA if how.kafka else BusKind.POSTGRES,
        "HEADRACE_KAFKA": how.kafka.bootstrap if how.kafka else "",
        "HEADRACE_DATA_DIR": str(settings.data_dir.resolve()),
    }


@asynccontextmanager
async def _running(
    settings: embedded.Settings, found: Sequence[Place], common: dict[str, str]
) -> AsyncIterator[list[Child]]:
    facts = {name: common[f"HEADRACE_{name.upper()}"] for name in ("bus", "kafka", "database_url")}
    children: list[Child] = []

    def changed() -> None:
        state.write(settings.data_dir, facts, children)

    for place in found:
        own = {
            "HEADRACE_PORT": str(place.port),
            "HEADRACE_MEMBER": str(place.replica),
            "HEADRACE_UPSTREAMS": written_addresses(addresses(found, place)),
        }
        log = settings.data_dir.resolve() / "logs" / f"{place.name}.log"
        children.append(Child(place, {**common, **own}, log, changed))
    async with httpx.AsyncClient() as client:
        try:
            await _start(children, client)
            yield children
        finally:
            await _stop(children)
            state.remove(settings.data_dir)


async def _start(children: Sequence[Child], client: httpx.AsyncClient) -> None:
    """Only a few at once: more would not be up sooner, but nobody would be up before the last."""
    places_left = asyncio.Semaphore(AT_ONCE)

    async def start(child: Child) -> None:
        async with places_left:
            await child.start(client)

    try:
        async with asyncio.TaskGroup() as tasks:
            for child in sorted(children, key=lambda child: child.place.service in STARTED_LAST):
                tasks.create_task(start(child))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from failed


async def _stop(children: Sequence[Child]) -> None:
    for service in STOPPED_FIRST:
        await asyncio.gather(*(child.stop() for child in children if child.place.service == service))
    await asyncio.gather(*(child.stop() for child in children))
