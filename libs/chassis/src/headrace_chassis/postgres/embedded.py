import asyncio
import logging
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from headrace_chassis.postgres.account import Account, choose_account
from headrace_chassis.postgres.cluster import ensure_cluster
from headrace_chassis.postgres.errors import PostgresNotStarted
from headrace_chassis.postgres.layout import Layout
from headrace_chassis.postgres.leftover import clear_left_over
from headrace_chassis.postgres.lock import SupervisorLock
from headrace_chassis.postgres.postmaster import Postmaster

FIRST_PAUSE = 0.1
LONGEST_PAUSE = 10.0
STEADY_AFTER = 60.0

logger = logging.getLogger(__name__)


class EmbeddedPostgres:
    """A PostgreSQL server of our own, kept alive as long as this process lives.

    Whoever can enter the socket directory (mode 0700) is trusted; nothing listens on the network. `settings` are
    PostgreSQL's, in place of those that keep what was committed.
    """

    def __init__(self, data_dir: Path, settings: Mapping[str, str] | None = None) -> None:
        self._data_dir = data_dir
        self._settings = settings
        self._running: _Running | None = None

    async def start(self) -> None:
        if self._running is not None:
            raise PostgresNotStarted(f"the server in {self._data_dir} was started already")
        layout = await asyncio.to_thread(Layout.of, self._data_dir, self._settings)
        lock = SupervisorLock(layout.lock_file)
        try:
            self._running = await _Running.begin(layout, lock)
        except BaseException:
            lock.release()
            raise

    async def stop(self) -> None:
        running, self._running = self._running, None
        if running is not None:
            await running.end()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def url(self, database: str, user: str = "postgres") -> str:
        if self._running is None:
            raise PostgresNotStarted(f"the server in {self._data_dir} is not running: call start() first")
        return self._running.layout.url(database, user)

    @property
    def admin_url(self) -> str:
        return self.url("postgres")

    @property
    def pid(self) -> int:
        """The postmaster's; another after each restart."""
        if self._running is None:
            raise PostgresNotStarted(f"the server in {self._data_dir} is not running: call start() first")
        return self._running.postmaster.pid


class _Running:
    def __init__(self, layout: Layout, account: Account, lock: SupervisorLock, postmaster: Postmaster) -> None:
        self.layout = layout
        self.postmaster = postmaster
        self._account = account
        self._lock = lock
        self._supervision = asyncio.create_task(self._supervise())

    @classmethod
    async def begin(cls, layout: Layout, lock: SupervisorLock) -> "_Running":
        account = await choose_account(layout.data_dir)
        await asyncio.to_thread(clear_left_over, layout)
        await ensure_cluster(layout, account)
        return cls(layout, account, lock, await _launch(layout, account))

    async def end(self) -> None:
        try:
            self._supervision.cancel()
            await asyncio.wait({self._supervision})
            await self.postmaster.stop()
            await asyncio.to_thread(clear_left_over, self.layout)
        finally:
            self._lock.release()
        with suppress(OSError):
            self.layout.socket_dir.rmdir()

    async def _supervise(self) -> None:
        clock = asyncio.get_running_loop()
        failures = 0
        while True:
            begun = clock.time()
            reason = await self.postmaster.until_broken()
            failures = 0 if clock.time() - begun > STEADY_AFTER else failures
            logger.error("PostgreSQL in %s %s; starting it again", self.layout.cluster, reason)
            failures = await self._revive(failures)

    async def _revive(self, failures: int) -> int:
        """Tries until the server is up again; returns the failures in a row so far."""
        while True:
            await asyncio.sleep(min(FIRST_PAUSE * 2**failures, LONGEST_PAUSE))
            failures += 1
            try:
                await asyncio.to_thread(clear_left_over, self.layout)
                self.postmaster = await _launch(self.layout, self._account)
            except Exception:
                # whatever it is, giving up would leave every service without its database
                logger.exception("PostgreSQL could not be started again")
            else:
                logger.warning("PostgreSQL in %s is up again", self.layout.cluster)
                return failures


async def _launch(layout: Layout, account: Account) -> Postmaster:
    layout.make_socket_dir(account.owner)
    return await Postmaster.launch(layout, account, layout.url("postgres", "postgres"))
