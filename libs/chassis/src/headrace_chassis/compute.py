"""Heavy computing beside the event loop: one worker process, progress and cancel through shared memory.

The worker is spawned, never forked (numba's and OpenMP's threads do not survive a fork), and dies with its parent.
"""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

R = TypeVar("R")
SLOTS = 64
PR_SET_PDEATHSIG = 1

_progress: Any = None
_cancelled: Any = None


class Cancelled(Exception):
    """The job was asked to stop."""


class Watch:
    """What an engine is handed in the worker: it reports progress (0..1) and learns of a cancel."""

    def __init__(self, slot: int) -> None:
        self._slot = slot

    def progress(self, done: float) -> None:
        """Also raises Cancelled when somebody asked to stop."""
        _progress[self._slot] = done
        if _cancelled[self._slot]:
            raise Cancelled


class Compute:
    """A lazily started pool of one worker for all services of this process."""

    def __init__(self, workers: int = 1) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._workers = workers
        self._pool: ProcessPoolExecutor | None = None
        self._progress = self._context.Array("d", SLOTS, lock=False)
        self._cancelled = self._context.Array("b", SLOTS, lock=False)
        self._free = list(range(SLOTS))

    async def run(
        self,
        function: Callable[..., R],
        *arguments: Any,
        on_progress: Callable[[float], None] = lambda _: None,
        is_cancelled: Callable[[], bool] = lambda: False,
    ) -> R:
        """Run `function(*arguments, watch)` in the worker. Raises Cancelled when `is_cancelled` said so."""
        slot = self._free.pop()
        self._progress[slot], self._cancelled[slot] = 0.0, 0
        try:
            future = asyncio.wrap_future(self._open().submit(_work, slot, function, arguments))
            try:
                while not (await asyncio.wait([future], timeout=0.2))[0]:
                    on_progress(self._progress[slot])
                    self._cancelled[slot] = int(is_cancelled())
                return future.result()
            finally:
                future.cancel()  # or the end of the worker is told of as a result that nobody asked for
        finally:
            self._free.append(slot)

    def _open(self) -> ProcessPoolExecutor:
        if self._pool is None or getattr(self._pool, "_broken", False):
            self._pool = ProcessPoolExecutor(
                self._workers,
                self._context,
                initializer=_begin,
                initargs=(self._progress, self._cancelled, os.getpid()),
            )
        return self._pool

    def close(self) -> None:
        """What is under way is given up, so that the process ends: a job that was doing it is begun anew elsewhere."""
        if self._pool:
            workers = list((self._pool._processes or {}).values())
            self._pool.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.terminate()


def _begin(progress: Any, cancelled: Any, parent: int) -> None:
    global _progress, _cancelled
    _progress, _cancelled = progress, cancelled
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(0)


def _work(slot: int, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
    return function(*arguments, Watch(slot))
