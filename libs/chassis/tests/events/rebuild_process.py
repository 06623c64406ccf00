"""A service whose read model hears the past slowly, to be killed: `python rebuild_process.py HEARER_URL SENDER_URL`."""

from __future__ import annotations

import asyncio
import sys

from headrace_chassis.clock import Clock
from headrace_chassis.database import Database
from headrace_chassis.events import past
from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.conformance import Hearer
from headrace_testkit.rebuilding import build


async def slowly(_: OrganisationRegistered) -> None:
    await asyncio.sleep(0.02)


async def main(url: str, log: str) -> None:
    past.BATCH = 5
    hearer = Hearer("hearer", Database(url, Clock()), PostgresBus(lambda _: log))
    hearer.build, hearer.moods.keeping = build(2), slowly
    await hearer.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
