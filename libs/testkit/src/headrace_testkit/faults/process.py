"""One process of the platform under fault: started, killed, frozen, thawed, stopped."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import httpx

from headrace_chassis.postgres.process import tied_to_us
from headrace_testkit.faults.nursery import Nursery

READY_LIMIT = 120.0
STOP_PATIENCE = 30.0
LOOK = 0.03


class NotReady(RuntimeError):
    """It did not come up; the message has the end of its log."""


class Process:
    """A replica of a service. It keeps its port and its log over restarts."""

    def __init__(self, service: str, replica: int, port: int, environment: Mapping[str, str], log: Path) -> None:
        self.service = service
        self.replica = replica
        self.port = port
        self.environment = dict(environment)
        self.log = log
        self._pid = 0
        self._handle: int | None = None

    @property
    def name(self) -> str:
        return f"{self.service}-{self.replica}"

    @property
    def alive(self) -> bool:
        return self._handle is not None and not _readable(self._handle)

    async def start(self, nursery: Nursery | None) -> None:
        """Without a nursery it imports everything itself, by its own environment."""
        self._let_go()
        if nursery is None:
            self._pid = await self._spawn()
        else:
            self._pid = await nursery.start(self.service, self.environment, self.log)
        self._handle = os.pidfd_open(self._pid)

    async def _spawn(self) -> int:
        command = [sys.executable, "-m", "headrace_testkit.faults.part", self.service]
        with self.log.open("ab") as sink:
            process = await asyncio.create_subprocess_exec(
                *tied_to_us("KILL", command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env=self.environment,
                start_new_session=True,
            )
        return process.pid

    async def until_ready(self) -> None:
        try:
            async with asyncio.timeout(READY_LIMIT), httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
                while not await self._is_ready(client):
                    if not self.alive:
                        raise NotReady(f"{self.name} ended while starting:\n{self.last_words()}")
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise NotReady(f"{self.name} was not ready in {READY_LIMIT} s:\n{self.last_words()}") from None

    async def _is_ready(self, client: httpx.AsyncClient) -> bool:
        try:
            return (await client.get(f"http://127.0.0.1:{self.port}/readyz")).status_code == 200
        except httpx.TransportError:
            return False

    async def kill(self) -> None:
        self._send(signal.SIGKILL)
        await self._until_ended(None)

    async def stop(self) -> None:
        """As an orchestrator would: SIGTERM, then patience."""
        self.thaw()
        self._send(signal.SIGTERM)
        if not await self._until_ended(STOP_PATIENCE):
            await self.kill()

    def freeze(self) -> None:
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        self._send(signal.SIGCONT)

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""

    def _send(self, number: signal.Signals) -> None:
        if self._handle is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    async def _until_ended(self, patience: float | None) -> bool:
        try:
            async with asyncio.timeout(patience):
                while self.alive:  # noqa: ASYNC110 - the kernel tells by the handle only
                    await asyncio.sleep(0.01)
        except TimeoutError:
            return False
        return True

    def _let_go(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _readable(handle: int) -> bool:
    """A process handle can be read once the process has ended."""

    poll = select.poll()
    poll.register(handle, select.POLLIN)
    return bool(poll.poll(0))
