"""One service's database: its pool, and transactions in a tenant's name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy import event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool

from headrace_chassis import trace
from headrace_chassis.auth import Principal
from headrace_chassis.clock import Clock, monotonic
from headrace_chassis.events.cause import Because
from headrace_chassis.meters import DatabaseMeter
from headrace_chassis.tx import Tx

CONNECTIONS = 20


def engine_of(url: str, **options: Any) -> AsyncEngine:
    """An engine whose connections asyncpg makes itself, so a URL may say all that asyncpg understands."""
    return create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), **options)


class RolledBack(RuntimeError):
    """A statement of the transaction had failed and its error was swallowed, so there was nothing left to commit."""


class Database:
    """`on_told` is called after each commit that stored events, so that readers need not wait for their poll.
    `connections` is how many it has at most."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        on_told: Callable[[], None] = lambda: None,
        *,
        service: str = "",
        connections: int = CONNECTIONS,
    ) -> None:
        self.clock = clock
        self.service = service
        self._facts = {"db.system.name": "postgresql", "db.namespace": service}
        self.meter = DatabaseMeter(service)
        self._on_told = on_told
        self.engine = _pool_of(url, connections)

    @asynccontextmanager
    async def transaction(
        self,
        tenant: str,
        *,
        actor: Principal | None = None,
        because: Because | None = None,
        snapshot: bool = False,
    ) -> AsyncIterator[Tx]:
        """Commit when the block ends well, with the events it told; roll all back when it raises.

        `because` says who caused what it tells, and what did; without it the service acts by itself.
        With `snapshot` all its queries see the database as it was at the first of them.
        """
        asked = monotonic()
        async with self.engine.connect() as connection:
            self.meter.wait.observe(monotonic() - asked)
            with self.meter.rolled_back.count_exceptions(BaseException), trace.inner("transaction", self._facts):
                tx = Tx(connection, self.clock.now(), actor, because or Because.service(self.service))
                await tx.begin(tenant, snapshot=snapshot)
                yield tx
                told = await tx.append_told()
                if await tx.raw.execute("COMMIT") != "COMMIT":
                    raise RolledBack("A statement of this transaction failed; its error should have been let through.")
        self.meter.committed.inc()
        if told:
            self.meter.appended.inc(told)
            self._on_told()

    def count_connections(self) -> None:
        pool = self.engine.sync_engine.pool
        assert isinstance(pool, QueuePool)
        self.meter.used.set(pool.checkedout())
        self.meter.idle.set(pool.checkedin())

    async def close(self) -> None:
        await self.engine.dispose()


def _pool_of(url: str, connections: int) -> AsyncEngine:
    """Connections on which nobody begins a transaction but `Tx.begin`: one trip for BEGIN and the tenant."""
    engine = engine_of(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=30,
        isolation_level="AUTOCOMMIT",
        pool_reset_on_return=None,
        hide_parameters=True,  # an error is logged; the rows that it was about are not
    )
    event.listen(engine.sync_engine, "checkout", _replace_if_closed)
    event.listen(engine.sync_engine, "reset", _roll_back)
    return engine


def _replace_if_closed(connection: Any, _record: Any, _holder: Any) -> None:
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _roll_back(connection: Any, _record: Any, state: Any) -> None:
    """Whoever gives a connection back in mid-transaction was stopped by an error."""
    if state.asyncio_safe and connection.driver_connection.is_in_transaction():
        connection.run_async(lambda driver: driver.execute("ROLLBACK"))
