"""Kafka in the foreground until Ctrl-C: `make kafka`."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from headrace_testkit.kafka.broker import KafkaBroker
from headrace_testkit.kafka.errors import KafkaNotStarted


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m headrace_testkit.kafka", description=__doc__)
    words.add_argument("--port", type=int, default=9092)
    words.add_argument("--folder", type=Path, default=Path(".local/kafka"), help="programs and data")
    words.add_argument("--secured", action="store_true", help="listen for TLS and SASL too")
    given = words.parse_args()
    try:
        return asyncio.run(serve(KafkaBroker(given.folder, port=given.port, secured=given.secured)))
    except KafkaNotStarted as refused:
        print(refused, file=sys.stderr)  # noqa: T201
        return 1


async def serve(broker: KafkaBroker) -> int:
    asked = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    async with broker:
        for listener in broker.listeners.public:
            print(f"{listener:15} {broker.address(listener)}", flush=True)  # noqa: T201
        ended = asyncio.create_task(broker.until_ended())
        await asyncio.wait({ended, asyncio.create_task(asked.wait())}, return_when=asyncio.FIRST_COMPLETED)
    if asked.is_set():
        return 0
    raise KafkaNotStarted(f"Kafka ended by itself:\n{broker.last_words()}")


if __name__ == "__main__":
    sys.exit(main())
