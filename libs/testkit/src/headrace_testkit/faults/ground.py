"""The platform under fault: every service a process, a proxy on every line, small disks, and hands on all of it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from types import TracebackType
from typing import Self

import asyncpg
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from headrace_chassis import clock
from headrace_chassis.clock import Clock
from headrace_chassis.events.bus import service_of
from headrace_chassis.events.kafka import topics
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.migrations import migrate
from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_chassis.postgres.errors import PostgresNotStarted
from headrace_chassis.serving import named_service
from headrace_contracts.registry import EVENT_TYPES
from headrace_testkit.faults.disk import DiskUnavailable, SmallDisk
from headrace_testkit.faults.link import Link, to_port, to_socket
from headrace_testkit.faults.nursery import Nursery
from headrace_testkit.faults.part import PLAYED, SKEW_FILE
from headrace_testkit.faults.process import LOOK, NotReady, Process
from headrace_testkit.faults.stand_ins import PLANNER, PROBE
from headrace_testkit.kafka import KafkaBroker
from headrace_testkit.kafka.settings import free_ports

OWNER, APP = "headrace_owner", "headrace_app"
GATEWAY, EDGE = "api-gateway", "edge-gateway"
CONNECTIONS = "8"  # of each process to its database
SMALL = ("product", "srm", PLANNER, PROBE)
LIGHT = ("product", "srm", "logistics", "quality", "finance", "traceability", PLANNER, PROBE)
PATIENCE = 120.0
DATABASE_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.DiskFullError,
    PostgresNotStarted,
)
PG_DISK, KAFKA_DISK = 1400, 700  # megabytes
TABLES = {
    PROBE: """CREATE TABLE effect (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, sender text NOT NULL,
              position bigint NOT NULL, key text NOT NULL, event_id uuid NOT NULL, type text NOT NULL)""",
    PLANNER: "CREATE TABLE wish (tenant text NOT NULL, proposal text PRIMARY KEY)",
}


@dataclass(frozen=True)
class Layout:
    """Which services run, in how many replicas, on which bus, and where they keep things.

    `patience` stretches how long each fault lasts. The probe is always among the `stand_ins`; planning's is where
    planning itself does not run.
    """

    folder: Path
    bus: str = "kafka"
    services: Sequence[str] = LIGHT
    replicas: Mapping[str, int] = field(default_factory=dict)
    patience: float = 1.0
    stand_ins: Sequence[str] = (PLANNER, PROBE)
    kafka_home: Path = Path(".local/kafka")

    @property
    def staffed(self) -> list[str]:
        """The services that people can work with: where planning is not ours, nobody can wish for purchases."""
        return [one for one in self.services if one != PLANNER or PLANNER in self.stand_ins]

    def count(self, service: str) -> int:
        return self.replicas.get(service, 1)


class Ground:
    """`lines` are the proxies by (service, far end): `postgres`, `kafka`, or `gateway` for its way to the service."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.data = layout.folder / "state"
        self.logs = layout.folder / "logs"
        self.skew = layout.folder / "skew"
        self.lines: dict[tuple[str, str], Link] = {}
        self.processes: list[Process] = []
        self.no_disks = ""
        self.disks = {
            "postgres": SmallDisk(layout.folder / "pg", PG_DISK),
            "kafka": SmallDisk(layout.folder / "kafka", KAFKA_DISK),
        }
        self.postgres = EmbeddedPostgres(layout.folder / "pg" / "server")
        self._moved: dict[str, EmbeddedPostgres] = {}
        self._connections: dict[str, asyncpg.Connection] = {}
        self.kafka: KafkaBroker | None = None
        self.nursery: Nursery | None = None
        self._stack = AsyncExitStack()

    @property
    def services(self) -> list[str]:
        """All with a database and an event log. The gateway last: it is asked for once all others answer."""
        return [*(one for one in self.layout.services if one != EDGE), GATEWAY]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.of(GATEWAY)[0].port}"

    @property
    def planner_address(self) -> str:
        return f"http://127.0.0.1:{self.of(PLANNER)[0].port}"

    @property
    def patience(self) -> float:
        return self.layout.patience

    def of(self, service: str) -> list[Process]:
        return [process for process in self.processes if process.service == service]

    def url(self, service: str, role: str = "postgres") -> str:
        """Straight to the server, past the proxies."""
        return self.cluster_of(service).url(database_of(service), role)

    def cluster_of(self, service: str) -> EmbeddedPostgres:
        """The one that all share, until a fault moved this service's database."""
        return self._moved.get(service, self.postgres)

    async def new_cluster(self, name: str) -> EmbeddedPostgres:
        """On the same disk. A second one of the name would be the first."""
        folder = self.layout.folder / "pg" / name
        number = sum(1 for one in folder.parent.glob(f"{name}*"))
        return await self._stack.enter_async_context(EmbeddedPostgres(folder.with_name(f"{name}-{number}")))

    def move(self, service: str, cluster: EmbeddedPostgres) -> None:
        self._moved[service] = cluster
        if service in self._connections:
            self._connections.pop(service).terminate()
        self.lines[service, "postgres"].lead_to(to_socket(socket_of(cluster)))

    async def until(self, condition: Callable[[], Awaitable[bool]], what: str, patience: float) -> None:
        try:
            async with asyncio.timeout(patience):
                while not await condition():  # noqa: ASYNC110 - databases and processes are what changes
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise NotReady(f"waited {patience:.0f} s for {what}") from None

    async def until_postgres_answers(self) -> None:
        await self.until(self._postgres_answers, "PostgreSQL", 120.0)

    async def _postgres_answers(self) -> bool:
        try:
            for service in self.services:
                await self._query(service, "SELECT 1")
        except DATABASE_AWAY:
            return False
        return True

    async def query(self, service: str, sql: str, *values: object) -> list[asyncpg.Record]:
        """Past the proxies and past row-level security; patient, as the database may be what is coming back."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    return await self._query(service, sql, *values)
                except DATABASE_AWAY:
                    await asyncio.sleep(LOOK)

    async def _query(self, service: str, sql: str, *values: object) -> list[asyncpg.Record]:
        connection = self._connections.get(service)
        if connection is None or connection.is_closed():
            connection = self._connections[service] = await asyncpg.connect(self.url(service), timeout=10)
        try:
            return await connection.fetch(sql, *values, timeout=30)  # type: ignore[no-any-return]
        except DATABASE_AWAY:
            connection.terminate()
            raise

    async def __aenter__(self) -> Self:
        try:
            await self._build()
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def _build(self) -> None:
        for folder in (self.data, self.logs):
            folder.mkdir(parents=True, exist_ok=True)
        self._mount()
        DevelopmentIssuer(self.data / "issuer.json")
        Clock.kept_in(self.data / "clock.json", start=datetime.combine(clock.wall().date(), time(6), UTC))
        await self._stack.enter_async_context(self.postgres)
        for service in {*self.services, *(self._senders() if self.layout.bus == "postgres" else ())}:
            await self._make_database(service)
        await self._draw_lines()
        if self.layout.bus == "kafka":
            await self._start_kafka()
        await self._start_services()

    def _mount(self) -> None:
        try:
            for disk in self.disks.values():
                disk.mount()
                self._stack.callback(disk.unmount)
        except DiskUnavailable as refused:
            self.no_disks = str(refused)

    async def _make_database(self, service: str) -> None:
        await ensure_database(self.postgres.admin_url, database_of(service), owner_role=OWNER, app_role=APP)
        own = service in self.services and service not in self.layout.stand_ins
        tables = (await asyncio.to_thread(named_service, service)).migrations if own else None
        await migrate(self.url(service, OWNER), tables)
        if service in self.layout.stand_ins:
            connection = await asyncpg.connect(self.url(service, OWNER))
            await connection.execute(TABLES[service])
            await connection.close()

    @staticmethod
    def _senders() -> set[str]:
        """On this bus a log is read in its sender's database, whether or not the sender runs."""
        return {service_of(kind.topic) for kind in EVENT_TYPES.values()}

    async def _draw_lines(self) -> None:
        for service in self.services:
            await self._line(service, "postgres", Link(f"{service}-postgres", to_socket(socket_of(self.postgres))))
            if self.layout.bus == "kafka":
                await self._line(service, "kafka", Link(f"{service}-kafka", to_port("127.0.0.1", 1)))

    async def _line(self, service: str, end: str, link: Link) -> None:
        await link.start()
        self._stack.push_async_callback(link.stop)
        self.lines[service, end] = link

    async def _start_kafka(self) -> None:
        proxied = {listener_of(service): self.lines[service, "kafka"].port for service in self.services}
        self.kafka = KafkaBroker(
            self.layout.kafka_home, data=self.disks["kafka"].folder / "log" / "data", proxied=proxied
        )
        await self._stack.enter_async_context(self.kafka)
        await self._make_topics(self.kafka)
        for service in self.services:
            port = self.kafka.listeners.ports[listener_of(service)]
            self.lines[service, "kafka"].lead_to(to_port("127.0.0.1", port))

    @staticmethod
    async def _make_topics(kafka: KafkaBroker) -> None:
        """As `headrace topics apply` would."""
        admin = AIOKafkaAdminClient(bootstrap_servers=kafka.bootstrap)
        await admin.start()
        try:
            await admin.create_topics([NewTopic(t.name, t.partitions, 1) for t in topics.declared().values()])
        finally:
            await admin.close()

    async def _start_services(self) -> None:
        upstreams: dict[str, list[str]] = {}
        for service in self.layout.services:
            for process in self._new(service):
                line = Link(f"gateway-{process.name}", to_port("127.0.0.1", process.port))
                await self._line(process.name, "gateway", line)
                upstreams.setdefault(service, []).append(f"http://127.0.0.1:{line.port}")
        (gateway,) = self._new(GATEWAY)
        if EDGE in self.layout.services:
            self.of(EDGE)[0].environment["HEADRACE_UPSTREAMS"] = f"equipment={self.address}/api/equipment"
        gateway.environment["HEADRACE_UPSTREAMS"] = " ".join(f"{s}={','.join(found)}" for s, found in upstreams.items())
        self.nursery = await self._open_nursery()
        for process in self.processes:
            self._stack.push_async_callback(process.kill)
            await self.start(process)
            await process.until_ready()

    def _new(self, service: str) -> Iterator[Process]:
        for replica in range(self.layout.count(service)):
            (port,) = free_ports(1)
            log = self.logs / f"{service}-{replica}.log"
            process = Process(service, replica, port, self._environment(service, replica, port), log)
            self.processes.append(process)
            yield process

    async def _open_nursery(self) -> Nursery:
        environment = self.processes[0].environment
        services = [*self.layout.services, GATEWAY]
        nursery = await Nursery.open(services, environment, self.logs / "nursery.log")
        self._stack.push_async_callback(nursery.close)
        return nursery

    async def start(self, process: Process) -> None:
        await process.start(self.nursery)

    async def start_by_itself(self, process: Process) -> None:
        """From its own environment, which may name other code."""
        await process.start(None)

    async def revive(self) -> None:
        """Start again what a round has left dead."""
        for process in self.processes:
            if not process.alive:
                await self.start(process)
                await process.until_ready()
        if self.kafka and not self.kafka.alive:
            await self.kafka.start()

    def _environment(self, service: str, replica: int, port: int) -> dict[str, str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("HEADRACE_")}
        ours = {
            "HEADRACE_DATABASE_URL": self._database_url(service) if service in self.services else "",
            "HEADRACE_BUS": self.layout.bus,
            "HEADRACE_DATA_DIR": str(self.data),
            "HEADRACE_MEMBER": str(replica),
            "HEADRACE_PORT": str(port),
            "HEADRACE_DATABASE_CONNECTIONS": CONNECTIONS,
            "HEADRACE_DRAIN_SECONDS": "0.3",
            PLAYED: " ".join(self.layout.stand_ins),
            SKEW_FILE: str(self.skew),
        }
        if self.kafka:
            own = listener_of(service)
            ours["HEADRACE_KAFKA"] = self.kafka.address(own if own in self.kafka.listeners.ports else "PLAINTEXT")
        return plain | ours

    def _database_url(self, service: str) -> str:
        return f"postgresql://{APP}@127.0.0.1:{self.lines[service, 'postgres'].port}/{{database}}?sslmode=disable"


def socket_of(cluster: EmbeddedPostgres) -> str:
    """Where it listens: the url's host is the socket's folder."""
    folder = cluster.admin_url.partition("host=")[2].partition("&")[0]
    return f"{folder}/.s.PGSQL.5432"


def database_of(service: str) -> str:
    return f"headrace_{service.replace('-', '_')}"


def listener_of(service: str) -> str:
    return service.replace("-", "_").upper()
