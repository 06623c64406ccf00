"""A small service in several builds, to see how they live on one database: parcels, what lies in them, their weight.

FIRST is how it began; the next build knows a field more of parcels and of what lies in them, in the same form; the last
weighs in grams, which is another form.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from types import SimpleNamespace
from typing import Any

import asyncpg
from sqlalchemy import MetaData

from headrace_chassis.documents import Documents, Stale, document_table
from headrace_chassis.events.handlers import hears
from headrace_chassis.events.memory_bus import MemoryBus
from headrace_chassis.forms import Body, StoredUnreadable
from headrace_chassis.issuer import DevelopmentIssuer
from headrace_chassis.postgres import EmbeddedPostgres
from headrace_chassis.runtime import Running
from headrace_chassis.service import Service
from headrace_chassis.tx import Tx
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_contracts.aggregate import Aggregate
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_contracts.errors import Missing
from headrace_testkit.bench import ServiceBench, looking_into, runtime_on
from headrace_testkit.databases import OWNER, migrated_database

TABLE = """
    CREATE TABLE parcel (id text, tenant text, version int NOT NULL, body jsonb NOT NULL, PRIMARY KEY (tenant, id));
    ALTER TABLE parcel ENABLE ROW LEVEL SECURITY;
    CREATE POLICY tenant_rows ON parcel USING (tenant = nullif(current_setting('app.tenant', true), ''));
"""
Start = Callable[[Service], Awaitable[ServiceBench]]


@dataclass(frozen=True)
class Thing:
    name: str
    pieces: int = 1


@dataclass(kw_only=True)
class Parcel(Aggregate):
    kilograms: int = 0
    things: tuple[Thing, ...] = ()

    def weigh(self, kilograms: int) -> None:
        self.kilograms += kilograms

    def put_in(self, name: str) -> None:
        """The things lie in the order of their names; one that is there is one piece more."""
        there = {thing.name: thing for thing in self.things}
        there[name] = replace(there[name], pieces=there[name].pieces + 1) if name in there else self._new(name)
        self.things = tuple(there[name] for name in sorted(there))

    def _new(self, name: str) -> Any:
        return Thing(name)


@dataclass(frozen=True)
class MarkedThing(Thing):
    mark: str = ""


@dataclass(kw_only=True)
class MarkedParcel(Parcel):
    things: tuple[MarkedThing, ...] = ()
    label: str = ""

    def weigh(self, kilograms: int) -> None:
        super().weigh(kilograms)
        self.label = f"{self.kilograms} kg"

    def _new(self, name: str) -> MarkedThing:
        return MarkedThing(name, mark=f"mark of {name}")


@dataclass(kw_only=True)
class ParcelInGrams(Aggregate):
    grams: int = 0
    things: tuple[MarkedThing, ...] = ()
    label: str = field(default="")

    def weigh(self, kilograms: int) -> None:
        self.grams += 1000 * kilograms

    def put_in(self, name: str) -> None:
        self.things = (*self.things, MarkedThing(name, mark=f"mark of {name}"))


def in_grams(body: Body) -> Body:
    rest = {name: value for name, value in body.items() if name != "kilograms"}
    return {**rest, "grams": 1000 * int(body.get("kilograms", 0))}


def first_build() -> Service:
    return _build(Parcel)


def next_build() -> Service:
    return _build(MarkedParcel)


def last_build() -> Service:
    return _build(ParcelInGrams, in_grams)


def _build(kind: type[Any], *upcasts: Callable[[Body], Body]) -> Service:
    store = MetaData()
    parcels: Documents[Any] = Documents("parcel", kind, document_table("parcel", store), upcasts=upcasts)
    router = Router(tags=["parcels"])

    @router.post("/parcels", status_code=201)
    async def begin(transact: Transact) -> dict[str, Any]:
        return await transact(added)

    @router.put("/parcels/{parcel}/things/{name}", errors=[Missing, Stale, StoredUnreadable])
    async def put_in(parcel: str, name: str, transact: Transact) -> dict[str, Any]:
        return await transact(changed, parcel, name)

    @router.get("/parcels/{parcel}", errors=[Missing, StoredUnreadable])
    async def get_parcel(parcel: str, tx: ReadTx) -> dict[str, Any]:
        return asdict(await parcels.get(tx, parcel))

    @router.get("/parcels", errors=[StoredUnreadable])
    async def list_parcels(tx: ReadTx, page: Page) -> Listed[str]:
        return (await parcels.page(tx, page)).map(lambda parcel: str(parcel.id))

    async def added(tx: Tx) -> dict[str, Any]:
        parcel = kind(id=tx.new_id("parcel"), tenant=tx.tenant)
        await parcels.add(tx, parcel)
        return asdict(parcel)

    async def changed(tx: Tx, name: str, thing: str) -> dict[str, Any]:
        parcel = await parcels.take(tx, name)
        parcel.put_in(thing)
        await parcels.save(tx, parcel)
        return asdict(parcel)

    @hears(OrganisationRegistered)
    async def weigh(event: OrganisationRegistered, tx: Tx) -> None:
        parcel = await parcels.take(tx, event.organisation)
        parcel.weigh(1)
        await parcels.save(tx, parcel)

    heard: Any = SimpleNamespace(weigh=weigh)
    return Service(name="parcels", title="Parcels", api=[router], hears=[heard], store=store)


def weighed(parcel: str) -> OrganisationRegistered:
    """What a scale tells: the parcel is a kilogram heavier."""
    return OrganisationRegistered(organisation=parcel, name="a scale", role="customer", currency="EUR")


@asynccontextmanager
async def parcel_service(postgres: EmbeddedPostgres, issuer: DevelopmentIssuer) -> AsyncIterator[Start]:
    """Start builds beside each other on one database and one bus."""
    async with migrated_database(postgres, None) as name, AsyncExitStack() as stack:
        owner = await asyncpg.connect(postgres.url(name, OWNER))
        await owner.execute(TABLE)
        await owner.close()
        bus = MemoryBus()
        runtime = runtime_on(postgres, name, issuer, bus)
        stack.callback(runtime.compute.close)
        looking = await stack.enter_async_context(looking_into(postgres.url(name)))

        async def start(build: Service) -> ServiceBench:
            running = await Running.started(build, replace(runtime, apps={}))
            stack.push_async_callback(running.stop)
            return ServiceBench(running, bus, issuer, looking)

        yield start
