"""How long tests wait for what is to come: until it is there. A limit only ends what would never end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 300.0
"""A busy machine takes ten times as long as a free one, and starts a worker process in half a minute."""


def patience() -> asyncio.Timeout:
    """Around a wait for something good. Where something must be refused in time, the test names that time itself."""
    return asyncio.timeout(PATIENCE)


async def until(look: Callable[[], Awaitable[T]]) -> T:
    """What `look` finds, once that is something."""
    async with patience():
        while not (found := await look()):  # noqa: ASYNC110 - what is awaited lies elsewhere
            await asyncio.sleep(0.02)
        return found
