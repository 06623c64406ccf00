"""The platform in one process: every installed service, one PostgreSQL, the event log as the bus."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import entry_points
from pathlib import Path

import httpx
from starlette.types import ASGIApp

from headrace_chassis import telemetry
from headrace_chassis.auth import TokenVerifier
from headrace_chassis.clock import Clock
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_chassis.issuer import ISSUER, DevelopmentIssuer
from headrace_chassis.runtime import Running, Runtime, prepare
from headrace_chassis.service import Service
from headrace_chassis.serving import Server
from headrace_chassis.serving.settings import guard_of, limits_of
from headrace_cli.databases import databases, owner_url, service_url
from headrace_cli.refusals import NotDone

STARTS_LAST = ("edge-gateway", "api-gateway")  # they call others as soon as they run


class DataDirUnusable(NotDone):
    """The platform's files can't be kept there, or are not as it left them."""


@dataclass(frozen=True)
class Settings:
    """Where the platform keeps its state, and how its business time runs.

    `database_url` replaces the embedded PostgreSQL. Without `business_start` time is the wall's.
    """

    data_dir: Path
    database_url: str | None = None
    business_start: datetime | None = None
    rate: float = 1.0


class Platform:
    """All services at work in this process. `client()` speaks to the gateway without a socket."""

    def __init__(self, runtime: Runtime, running: Sequence[Running]) -> None:
        self.runtime = runtime
        self.running = {one.service.name: one for one in running}

    @property
    def door(self) -> ASGIApp:
        return self.running["api-gateway"].asgi

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.door), base_url="http://localhost", timeout=120.0)

    async def serve(self, host: str, port: int) -> None:
        """Serve the gateway until a signal to stop, then answer no more."""
        await Server(self.door, host, port, on_stop=self.drain, limits=limits_of(os.environ)).serve()

    def drain(self) -> None:
        for one in self.running.values():
            one.leave()


def installed_services() -> list[Service]:
    found: list[Service] = [entry.load() for entry in entry_points(group="headrace.services")]
    return sorted(
        found, key=lambda s: (s.name in STARTS_LAST, STARTS_LAST.index(s.name) if s.name in STARTS_LAST else 0, s.name)
    )


@asynccontextmanager
async def platform(settings: Settings, services: Sequence[Service] | None = None) -> AsyncIterator[Platform]:
    """Start everything, and stop it in the opposite order."""
    services = installed_services() if services is None else services
    async with AsyncExitStack() as stack:
        stack.enter_context(telemetry.recording(os.environ))
        runtime = await stack.enter_async_context(prepared(settings, services))
        running: list[Running] = []
        for service in services:
            one = await Running.started(service, runtime)
            stack.push_async_callback(one.stop)
            running.append(one)
        yield Platform(runtime, running)


@asynccontextmanager
async def prepared(settings: Settings, services: Sequence[Service]) -> AsyncIterator[Runtime]:
    """What services run on: every database is there, of today's shape."""
    make_data_dir(settings.data_dir)
    async with AsyncExitStack() as stack:
        runtime = await _runtime(settings, services, stack)
        stack.callback(runtime.compute.close)
        await runtime.bus.start()
        stack.push_async_callback(runtime.bus.stop)
        for service in services:
            await prepare(service, runtime)
        yield runtime


async def _runtime(settings: Settings, services: Sequence[Service], stack: AsyncExitStack) -> Runtime:
    clock, issuer = clock_of(settings), issuer_of(settings)
    stored = [service.name for service in services if service.store is not None]
    found = await stack.enter_async_context(databases(settings.data_dir, settings.database_url, stored))
    return Runtime(
        owner_url=lambda name: owner_url(found, name),
        app_url=lambda name: service_url(found, name),
        bus=PostgresBus(lambda name: service_url(found, name)),
        clock=clock,
        verifier=TokenVerifier(ISSUER, issuer.keys),
        data_dir=settings.data_dir,
        issuer=issuer,
        guard=guard_of(os.environ),
    )


def make_data_dir(folder: Path) -> None:
    """Raises DataDirUnusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        words = f"--data-dir {folder} can't be used: {error.strerror}. Name a folder that you may write to."
        raise DataDirUnusable(words) from None


def clock_of(settings: Settings) -> Clock:
    """Raises DataDirUnusable."""
    file = settings.data_dir / "clock.json"
    if settings.business_start is None and not file.exists():
        return Clock()
    with _read_from(file):
        return Clock.kept_in(file, start=settings.business_start, rate=settings.rate)


def issuer_of(settings: Settings) -> DevelopmentIssuer:
    """Raises DataDirUnusable."""
    file = settings.data_dir / "issuer.json"
    with _read_from(file):
        return DevelopmentIssuer(file)


@contextmanager
def _read_from(file: Path) -> Iterator[None]:
    """What the platform keeps there is written whole; another content is not ours."""
    try:
        yield
    except (ValueError, LookupError, TypeError) as error:
        words = f"{file} can't be read: {error}. Take it from a backup, or remove it to begin anew."
        raise DataDirUnusable(words) from None
