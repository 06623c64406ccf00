"""One process of the platform under fault: started, killed, frozen, thawed, stopped."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

import httpx

from headrace_chassis.postgres.process import tied_to_us

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
        self._process: asyncio.subprocess.Process | None = None

    @property
    def name(self) -> str:
        return f"{self.service}-{self.replica}"

    @property
    def alive(self) -> bool:
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    async def start(self) -> None:
        command = [sys.executable, "-m", "headrace_testkit.faults.part", self.service]
        with self.log.open("ab") as sink:
            self._process = await asyncio.create_subprocess_exec(
                *tied_to_us("KILL", command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env=self.environment,
                start_new_session=True,
            )

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
        if self.alive and self._process:
            self._process.kill()
            await self._process.wait()

    async def stop(self) -> None:
        """As an orchestrator would: SIGTERM, then patience."""
        if not self.alive or not self._process:
            return
        self.thaw()
        self._process.terminate()
        try:
            await asyncio.wait_for(self._process.wait(), STOP_PATIENCE)
        except TimeoutError:
            await self.kill()

    def freeze(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def last_words(self) -> str:
        return self.log.read_text(errors="replace")[-3000:] if self.log.exists() else ""
