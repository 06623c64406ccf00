"""One service's database: its pool, and transactions in a tenant's name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from headrace_chassis.auth import Principal
from headrace_chassis.clock import Clock
from headrace_chassis.events.envelope import Envelope
from headrace_chassis.tx import Tx


def engine_of(url: str, **options: Any) -> AsyncEngine:
    """An engine whose connections asyncpg makes itself, so a URL may say all that asyncpg understands."""
    return create_async_engine("postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), **options)


class Database:
    """`on_told` is called after each commit that stored events, so that readers need not wait for their poll."""

    def __init__(self, url: str, clock: Clock, on_told: Callable[[], None] = lambda: None) -> None:
        self.clock = clock
        self._on_told = on_told
        self.engine = engine_of(url, pool_size=20, max_overflow=0, pool_timeout=30)

    @asynccontextmanager
    async def transaction(
        self,
        tenant: str,
        *,
        actor: Principal | None = None,
        cause: Envelope | None = None,
        snapshot: bool = False,
    ) -> AsyncIterator[Tx]:
        """Commit when the block ends well, with the events it told; roll all back when it raises.

        With `snapshot` all its queries see the database as it was at the first of them.
        """
        async with self._engine(snapshot).begin() as connection:
            tx = Tx(connection, self.clock.now(), actor, cause)
            await tx.act_for(tenant)
            yield tx
            told = await tx.append_told()
        if told:
            self._on_told()

    def _engine(self, snapshot: bool) -> AsyncEngine:
        return self.engine.execution_options(isolation_level="REPEATABLE READ") if snapshot else self.engine

    async def close(self) -> None:
        await self.engine.dispose()
