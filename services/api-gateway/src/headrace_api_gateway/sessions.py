"""Sessions that have ended: kept by the gateway's database, known to each replica within a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from headrace_api_gateway.store import sessions
from headrace_chassis import clock
from headrace_chassis.auth import Principal
from headrace_chassis.database import Database
from headrace_chassis.events.patience import Patient
from headrace_chassis.runtime import Running
from headrace_chassis.tx import EVERYONE

LOOK_SECONDS = 2.0
SWEEP_SECONDS = 3600.0


class Ended:
    """While the database is out of reach, what is known holds."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._sent_away: Mapping[sessions.Person, float] = {}

    def has(self, caller: Principal) -> bool:
        until = self._sent_away.get((caller.tenant, caller.subject))
        return caller.session in self._known or (until is not None and caller.issued_at <= until)

    def end(self, caller: Principal) -> None:
        self._known.add(caller.session)

    async def look(self, database: Database) -> None:
        async with database.transaction(EVERYONE) as tx:
            self._known |= await sessions.ended(tx, clock.wall())
            self._sent_away = await sessions.all_sent_away(tx)

    async def sweep(self, database: Database) -> None:
        async with database.transaction(EVERYONE) as tx:
            await sessions.forget(tx, clock.wall())
            self._known = await sessions.ended(tx, clock.wall())
            self._sent_away = await sessions.all_sent_away(tx)


async def ended_sessions_known(running: Running) -> None:
    """Until cancelled."""
    database, ended = running.database, running.state["ended"]
    assert database is not None
    patient, swept_at = Patient("the ended sessions"), float("-inf")
    while True:
        if clock.monotonic() - swept_at > SWEEP_SECONDS:
            await patient.through_faults(lambda: ended.sweep(database))
            swept_at = clock.monotonic()
        else:
            await patient.through_faults(lambda: ended.look(database))
        await asyncio.sleep(LOOK_SECONDS)
