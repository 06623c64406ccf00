"""The buffer for the event loop: one thread does all of SQLite, appends that meet are committed together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from headrace_edge_gateway.buffer.store import BufferRefused, Fill, Kept, Store

GROUP_SECONDS = 0.02
GROUP_RECORDS = 500

Result = TypeVar("Result")


@dataclass(slots=True)
class _Waiting:
    bodies: Sequence[bytes]
    memories: Mapping[str, bytes]
    done: asyncio.Future[int]


class Buffer:
    """Store and forward: what `append` has returned for is on disk and leaves only when acknowledged."""

    def __init__(self, store: Store, thread: ThreadPoolExecutor) -> None:
        self._store = store
        self._thread = thread
        self._waiting: list[_Waiting] = []
        self._full_group = asyncio.Event()
        self._committing: asyncio.Task[None] | None = None
        self.arrived = asyncio.Event()

    @classmethod
    async def open(cls, path: Path, max_bytes: int, stream_prefix: str) -> Self:
        thread = ThreadPoolExecutor(1, thread_name_prefix="edge-buffer")
        loop = asyncio.get_running_loop()
        return cls(await loop.run_in_executor(thread, Store, path, max_bytes, stream_prefix), thread)

    async def append(self, bodies: Sequence[bytes], memories: Mapping[str, bytes]) -> int:
        """Keep records with their memories; returns the group's last sequence once they are on disk.

        Raises BufferRefused, and then none of them is kept. Of two memories with one key the later stands.
        """
        waiting = _Waiting(bodies, memories, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if sum(len(each.bodies) for each in self._waiting) >= GROUP_RECORDS:
            self._full_group.set()
        if self._committing is None or self._committing.done():
            self._committing = asyncio.create_task(self._commit())
        return await waiting.done

    async def read(self, after: int, limit: int) -> list[Kept]:
        return await self._run(lambda: self._store.read(after, limit))

    async def acknowledge(self, last_sequence: int) -> None:
        await self._run(lambda: self._store.acknowledge(last_sequence))

    async def memories(self) -> dict[str, bytes]:
        return await self._run(self._store.memories)

    async def fill(self) -> Fill:
        return await self._run(self._store.fill)

    async def close(self) -> None:
        if self._committing:
            await self._committing
        await self._run(self._store.close)
        self._thread.shutdown()

    async def _commit(self) -> None:
        while self._waiting:
            await self._gather()
            group, self._waiting = self._waiting, []
            self._full_group.clear()
            await self._commit_group(group)

    async def _gather(self) -> None:
        try:
            async with asyncio.timeout(GROUP_SECONDS):
                await self._full_group.wait()
        except TimeoutError:
            return

    async def _commit_group(self, group: Sequence[_Waiting]) -> None:
        bodies = [body for waiting in group for body in waiting.bodies]
        memories = {key: body for waiting in group for key, body in waiting.memories.items()}
        try:
            last = await self._run(lambda: self._store.append(bodies, memories))
        except BufferRefused as refused:
            for done in _listening(group):
                done.set_exception(refused)
            return
        self.arrived.set()
        for done in _listening(group):
            done.set_result(last)

    async def _run(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def _listening(group: Sequence[_Waiting]) -> list[asyncio.Future[int]]:
    """A caller that was cancelled while it waited no longer listens."""
    return [waiting.done for waiting in group if not waiting.done.done()]
