"""A member of a group as a process, to be frozen: `python hearer_process.py DATABASE_URL BOOTSTRAP MEMBER`."""

from __future__ import annotations

import asyncio
import logging
import sys

from headrace_chassis.clock import Clock
from headrace_chassis.database import Database
from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_testkit.conformance import Hearer


async def main(url: str, bootstrap: str, member: str) -> None:
    logging.basicConfig(level=logging.INFO)
    bus = KafkaBus(KafkaSettings(bootstrap=bootstrap), member)
    await Hearer("processes", Database(url, Clock()), bus).start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
