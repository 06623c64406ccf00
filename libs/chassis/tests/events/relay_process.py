"""A relay as a process of its own, to be killed and frozen: `python relay_process.py DATABASE_URL BOOTSTRAP`."""

from __future__ import annotations

import asyncio
import sys

from headrace_chassis.events.kafka.publisher import KafkaPublisher
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_chassis.events.relay import Relay


async def main(url: str, bootstrap: str) -> None:
    relay = Relay("api-gateway", url, KafkaPublisher(KafkaSettings(bootstrap=bootstrap)))
    await relay.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
