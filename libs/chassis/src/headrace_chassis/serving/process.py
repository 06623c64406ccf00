"""A service's process from start to end."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import Coroutine
from importlib.metadata import entry_points
from typing import Any

from headrace_chassis.clock import Clock
from headrace_chassis.events.bus import Bus
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_chassis.events.publisher import Publisher
from headrace_chassis.grants import grant_use
from headrace_chassis.migrations import check, migrate
from headrace_chassis.runtime import Running, Runtime
from headrace_chassis.service import Service
from headrace_chassis.serving.identity import development_issuer, verifier
from headrace_chassis.serving.metrics import metrics_served
from headrace_chassis.serving.server import Server
from headrace_chassis.serving.settings import Settings, SettingsWrong, url_of

GROUP = "headrace.services"


def named_service(name: str) -> Service:
    """Raises SettingsWrong when no such service is installed here."""
    entries = entry_points(group=GROUP)
    if name not in entries.names:
        raise SettingsWrong(f"There is no service {name!r} here. Installed are: {', '.join(sorted(entries.names))}.")
    service: Service = entries[name].load()
    return service


async def serve(service: Service, settings: Settings) -> None:
    """Run the service until a signal ends it: drain, answer what is under way, finish what is being heard."""
    settings.check_identity()
    if service.store is not None:
        settings.check_database()
    await _fit_database(service, settings)
    runtime = _runtime(settings)
    await runtime.bus.start()
    try:
        running = await Running.started(service, runtime)
        keep_what_is_loaded()
        try:
            async with metrics_served(settings.host, settings.metrics_port):
                await Server(
                    running.asgi, settings.host, settings.port, running.leave, settings.drain_seconds, settings.limits
                ).serve()
        finally:
            await running.stop()
    finally:
        await runtime.bus.stop()
        runtime.compute.close()


async def _fit_database(service: Service, settings: Settings) -> None:
    if settings.owner_url:
        await migrate_service(service, settings)
    elif service.store is not None:
        await check(url_of(settings.database_url, service.name), service.migrations)


async def migrate_service(service: Service, settings: Settings) -> None:
    """Bring the service's database to the newest revision; two who do so at once do it one after the other.

    What the owner makes may be used by the user of `database_url`, when that is another one.
    """
    if not settings.owner_url:
        raise SettingsWrong("HEADRACE_DATABASE_URL_OWNER is not set: the connection that may change tables")
    if service.store is not None:
        owner_url, app_url = (url_of(url, service.name) for url in (settings.owner_url, settings.database_url))
        await grant_use(owner_url, app_url)
        await migrate(owner_url, service.migrations)


def _runtime(settings: Settings) -> Runtime:
    issuer = development_issuer(settings)
    return Runtime(
        owner_url=lambda name: url_of(settings.owner_url, name),
        app_url=lambda name: url_of(settings.database_url, name),
        bus=_bus(settings),
        publisher=_publisher(settings),
        clock=_clock(settings),
        verifier=verifier(settings, issuer),
        data_dir=settings.data_dir,
        addresses=settings.addresses,
        connections=settings.connections,
        issuer=issuer,
        guard=settings.guard,
    )


def _bus(settings: Settings) -> Bus:
    if settings.kafka is None:
        return PostgresBus(lambda name: url_of(settings.database_url, name))
    from headrace_chassis.events.kafka.bus import KafkaBus

    return KafkaBus(settings.kafka, settings.member)


def _publisher(settings: Settings) -> Publisher | None:
    if settings.kafka is None:
        return None
    from headrace_chassis.events.kafka.publisher import KafkaPublisher

    return KafkaPublisher(settings.kafka)


def _clock(settings: Settings) -> Clock:
    """A demo keeps its clock in the data folder, for all processes; elsewhere business time is the wall's."""
    file = settings.data_dir / "clock.json"
    return Clock.kept_in(file) if file.exists() else Clock()


def keep_what_is_loaded() -> None:
    """What the start made lives as long as the process: the garbage collector, which stops everything for as long as
    it has objects to walk through, need not look at it again."""
    gc.collect()
    gc.freeze()


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a process' event loop: uvloop where there is one."""
    if os.name == "posix":
        import uvloop

        uvloop.run(work)
    else:
        asyncio.run(work)
