"""One service's process: started, watched, started again when it ends or falls silent, stopped in order."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx

from headrace_chassis import clock
from headrace_chassis.postgres.process import tied_to_us
from headrace_cli.processes.places import Place
from headrace_cli.refusals import NotDone

logger = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 10.0
STEADY_AFTER = 60.0
LOOK = 0.1
PROBE_EVERY = 2.0
PROBE_PATIENCE = 5.0
UNREADY_SECONDS = 20.0
SILENT_SECONDS = 60.0
STOP_PATIENCE = 30.0
START_PATIENCE = 180.0
LONGEST_LOG = 20 << 20
LAST_WORDS = 1500


class NotStarted(NotDone):
    """A process ended, or was not ready in time, when the platform was started."""


class Child:
    """`started_in` is how long it took to be ready, in seconds; `restarts` counts those that nobody asked for."""

    def __init__(self, place: Place, environment: Mapping[str, str], log: Path, on_change: Callable[[], None]) -> None:
        self.place = place
        self.started_in = 0.0
        self.restarts = 0
        self.ready = False
        self._environment = environment
        self._log = log
        self._on_change = on_change
        self._process: asyncio.subprocess.Process | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        running = self._process is not None and self._process.returncode is None
        return self._process.pid if self._process and running else None

    async def start(self, client: httpx.AsyncClient) -> None:
        """Returns when it is ready; from then on it is watched. Raises NotStarted."""
        await self._until_ready(await self._spawn(), client)
        self._watch = asyncio.create_task(self._keep_running(client), name=f"watch {self.place.name}")

    async def stop(self, number: signal.Signals = signal.SIGINT) -> None:
        if self._watch:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._end(number)

    async def _spawn(self) -> asyncio.subprocess.Process:
        """In a session of its own, so that Ctrl-C in the terminal reaches the supervisor only."""
        _keep_short(self._log)
        command = [sys.executable, "-m", "headrace_chassis", "serve", self.place.service]
        with self._log.open("ab") as sink:
            self._process = await asyncio.create_subprocess_exec(
                *tied_to_us("KILL", command),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=sink,
                stderr=sink,
                env={**os.environ, **self._environment},
                start_new_session=True,
            )
        self._on_change()
        return self._process

    async def _until_ready(self, process: asyncio.subprocess.Process, client: httpx.AsyncClient) -> None:
        began = clock.monotonic()
        while await self._readiness(client) is not True:
            if process.returncode is not None:
                words = _last_words(self._log)
                raise NotStarted(f"{self.place.name} ended with {process.returncode} while starting:\n{words}")
            if clock.monotonic() - began > START_PATIENCE:
                raise NotStarted(f"{self.place.name} was not ready in {START_PATIENCE:.0f} s; see {self._log}")
            await asyncio.sleep(LOOK)
        self.started_in, self.ready = clock.monotonic() - began, True
        self._on_change()

    async def _keep_running(self, client: httpx.AsyncClient) -> None:
        failures = 0
        while True:
            began = clock.monotonic()
            reason = await self._until_broken(client)
            self.ready = False
            failures = 0 if clock.monotonic() - began > STEADY_AFTER or reason == "left" else failures
            logger.warning("%s %s; starting it again", self.place.name, reason)
            self.restarts += reason != "left"
            failures = await self._again(failures, client)

    async def _again(self, failures: int, client: httpx.AsyncClient) -> int:
        """Tries until it is ready again; returns the failures in a row so far."""
        while True:
            await asyncio.sleep(min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE))
            failures += 1
            try:
                await self._until_ready(await self._spawn(), client)
            except (NotStarted, OSError) as error:
                logger.error("%s", error)
                await self._end(signal.SIGKILL)
            else:
                logger.warning("%s is up again", self.place.name)
                return failures

    async def _until_broken(self, client: httpx.AsyncClient) -> str:
        """Returns what is wrong with it. `left`: it ended well, as one does that was asked to."""
        assert self._process is not None
        exited = asyncio.ensure_future(self._process.wait())
        answered = ready = clock.monotonic()
        try:
            while True:
                await asyncio.wait({exited}, timeout=PROBE_EVERY)
                if exited.done():
                    return "left" if exited.result() == 0 else f"ended with {exited.result()}"
                readiness, now = await self._readiness(client), clock.monotonic()
                answered = now if readiness is not None else answered
                ready = now if readiness else ready
                if now - answered > SILENT_SECONDS:
                    await self._end(signal.SIGKILL)
                    return "fell silent"
                if readiness is False and now - ready > UNREADY_SECONDS:
                    await self._end(signal.SIGTERM)
                    return "did not get ready"
        finally:
            exited.cancel()

    async def _readiness(self, client: httpx.AsyncClient) -> bool | None:
        """None: no answer."""
        try:
            answer = await client.get(f"{self.place.address}/readyz", timeout=PROBE_PATIENCE)
        except httpx.HTTPError:
            return None
        return answer.is_success

    async def _end(self, number: signal.Signals) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.send_signal(number)
        try:
            await asyncio.wait_for(process.wait(), STOP_PATIENCE)
        except TimeoutError:
            logger.error("%s did not stop in %.0f s and was killed", self.place.name, STOP_PATIENCE)
            process.kill()
            await process.wait()


def _keep_short(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LONGEST_LOG:
        log.replace(log.with_suffix(".log.before"))


def _last_words(log: Path) -> str:
    with log.open("rb") as file:
        file.seek(max(0, log.stat().st_size - LAST_WORDS))
        return file.read().decode(errors="replace").strip()
