"""Work that outlives the faults which pass by themselves, and waits that end when the work is told to stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from headrace_chassis.faults import is_passing

logger = logging.getLogger(__name__)
R = TypeVar("R")
LONGEST_PAUSE = 2.0


class Patient:
    """One task's: `stop` lets what is under way end, but cuts short its waits and tries nothing again."""

    def __init__(self, name: str) -> None:
        self.stopping = False
        self._name = name
        self._waiting: asyncio.Task[object] | None = None

    def stop(self) -> None:
        self.stopping = True
        if self._waiting:
            self._waiting.cancel()

    async def through_faults(self, attempt: Callable[[], Awaitable[R]]) -> R:
        pause = 0.1
        while True:
            try:
                return await attempt()
            except Exception as error:
                if not is_passing(error) or self.stopping:
                    raise
                logger.warning("%s waits: %s", self._name, error)
            await self.idle(asyncio.sleep(pause))
            pause = min(pause * 2, LONGEST_PAUSE)

    async def again_and_again(self, work: Callable[[], Awaitable[None]]) -> None:
        """Begin the work anew when it ends by a fault that does not pass by itself: an error in our own code stops
        nobody for good."""
        while not self.stopping:
            try:
                await work()
            except Exception:
                if self.stopping:
                    return
                logger.exception("%s begins again", self._name)
                await self.idle(asyncio.sleep(LONGEST_PAUSE))

    async def idle(self, wait: Coroutine[Any, Any, R]) -> R:
        """Wait; told to stop, meanwhile or before, the task ends here as one that was cancelled."""
        if self.stopping:
            wait.close()
            raise asyncio.CancelledError
        self._waiting = asyncio.current_task()
        try:
            return await wait
        finally:
            self._waiting = None
