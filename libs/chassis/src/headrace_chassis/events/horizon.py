"""How long the newest events have waited for older transactions to end (watermark.py says why they wait)."""

from __future__ import annotations

from typing import Any

import asyncpg

from headrace_chassis.clock import monotonic
from headrace_chassis.events import watermark


class Horizon:
    """Looks without waiting: a mark is set when there are new events, and kept until it is settled."""

    def __init__(self) -> None:
        self.settled = 0
        self._marked: tuple[int, str] | None = None
        self._since = 0.0

    async def age(self, connection: asyncpg.Connection[Any]) -> float:
        """Seconds since the mark that isn't settled yet; 0 when nothing waits. Burns one xid when there is news."""
        if self._marked is None and await watermark.last_drawn(connection) > self.settled:
            self._marked, self._since = tuple(await connection.fetchrow(watermark.MARK)), monotonic()
        if self._marked is None:
            return 0.0
        high, ours = self._marked
        if not await connection.fetchval(watermark.SETTLED, ours):
            return monotonic() - self._since
        self.settled, self._marked = high, None
        return 0.0
