"""Working in the name of another, or of everyone, for a moment: what binds several firms at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from headrace_chassis.tx import EVERYONE, Tx


@asynccontextmanager
async def in_name_of(tx: Tx, tenant: str = EVERYONE) -> AsyncIterator[None]:
    """See and write the rows of `tenant`, then go back. An error leaves the transaction to be rolled back."""
    before = tx.tenant
    await tx.act_for(tenant)
    yield
    await tx.act_for(before)
