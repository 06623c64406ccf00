import asyncio
import signal
from pathlib import Path
from typing import Self

import asyncpg

from headrace_chassis.postgres.account import Account
from headrace_chassis.postgres.errors import PostgresNotStarted
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.postgres.process import spawn, tied_to_us
from headrace_chassis.postgres.settings import server_arguments

START_LIMIT = 300.0
PROBE_EVERY = 5.0
PROBE_PATIENCE = 5.0
SILENT_PROBES = 6
STOP_SIGNALS = ((signal.SIGINT, 30.0), (signal.SIGQUIT, 5.0))


class Postmaster:
    """One run of the server, from spawn to exit."""

    def __init__(self, process: asyncio.subprocess.Process, url: str) -> None:
        self._process = process
        self._url = url

    @classmethod
    async def launch(cls, layout: Layout, account: Account, url: str) -> Self:
        command = [str(account.programs / "postgres"), *server_arguments(layout)]
        process = await spawn([*account.prefix, *tied_to_us("INT", command)], layout.startup_log)
        postmaster = cls(process, url)
        try:
            await postmaster._until_ready(layout)
        except BaseException:
            await postmaster.stop()
            raise
        return postmaster

    @property
    def pid(self) -> int:
        return self._process.pid

    async def until_broken(self) -> str:
        """Returns what is wrong: the server has exited, or has been silent for too long."""
        exited = asyncio.ensure_future(self._process.wait())
        silent = 0
        try:
            while silent < SILENT_PROBES:
                await asyncio.wait({exited}, timeout=PROBE_EVERY)
                if exited.done():
                    return f"exited with {exited.result()}"
                silent = 0 if await self._answers() else silent + 1
        finally:
            exited.cancel()
        await self.stop(STOP_SIGNALS[1:])
        return "did not answer and was stopped"

    async def stop(self, signals: tuple[tuple[signal.Signals, float], ...] = STOP_SIGNALS) -> None:
        for number, patience in signals:
            if await self._ended_by(number, patience):
                return
        await self._ended_by(signal.SIGKILL, None)

    async def _ended_by(self, number: signal.Signals, patience: float | None) -> bool:
        try:
            if self._process.returncode is None:
                self._process.send_signal(number)
            await asyncio.wait_for(self._process.wait(), patience)
        except TimeoutError:
            return False
        except ProcessLookupError:
            await self._process.wait()
        return True

    async def _until_ready(self, layout: Layout) -> None:
        try:
            async with asyncio.timeout(START_LIMIT):
                while not await self._accepts():
                    if self._process.returncode is not None:
                        raise PostgresNotStarted(_failure(layout, self._process.returncode))
                    await asyncio.sleep(0.03)
        except TimeoutError:
            raise PostgresNotStarted(f"PostgreSQL in {layout.cluster} was not ready in {START_LIMIT} s") from None

    async def _accepts(self) -> bool:
        try:
            await self._query()
        except Exception:
            return False
        return True

    async def _answers(self) -> bool:
        """Any word from the server counts, even a refusal such as `too many clients`."""
        try:
            await self._query()
        except asyncpg.PostgresConnectionError:
            return False
        except asyncpg.PostgresError:
            return True
        except Exception:
            # asyncpg raises errors of no common family when the server falls silent in mid-sentence
            return False
        return True

    async def _query(self) -> None:
        async with asyncio.timeout(PROBE_PATIENCE):
            connection = await asyncpg.connect(self._url)
            try:
                await connection.execute("SELECT 1")
            finally:
                connection.terminate()


def _failure(layout: Layout, code: int) -> str:
    logs = [layout.startup_log, *sorted((layout.cluster / "log").glob("*.log"), key=_modified)[-1:]]
    words = "\n".join(log.read_text(errors="replace")[-1500:].strip() for log in logs)
    return f"PostgreSQL in {layout.cluster} ended with {code} while starting:\n{words}"


def _modified(log: Path) -> float:
    return log.stat().st_mtime
