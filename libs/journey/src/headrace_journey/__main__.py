"""`python -m headrace_journey http://host:port`: play on a platform that runs already, and take the journey up again
after whatever breaks in the middle. Prints the result as JSON; the exit code is 0 only if the audit holds, and 2 when
it was not played to its end."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time

import httpx

from headrace_journey.http import Refused
from headrace_journey.playing import play
from headrace_journey.result import JourneyResult
from headrace_journey.stage import Stuck
from headrace_journey.worlds.fictional import fictional

BROKEN = (httpx.TransportError, Refused, Stuck, TimeoutError)
ANSWER_WITHIN = 120.0
PAUSE = 1.0


async def play_to_the_end(address: str, size: str, seed: int, patience: float) -> tuple[JourneyResult, int]:
    """The result, and how often the journey was taken up again. What broke last is raised after `patience` seconds."""
    end, interruptions = time.monotonic() + patience, 0
    while True:
        try:
            async with httpx.AsyncClient(base_url=address, timeout=ANSWER_WITHIN, trust_env=False) as gateway:
                return await play(gateway, fictional(size, seed)), interruptions
        except BROKEN as broken:
            if time.monotonic() > end or isinstance(broken, httpx.UnsupportedProtocol):
                raise
            interruptions += 1
            sys.stderr.write(f"taken up again after: {broken!r}\n")
            await asyncio.sleep(PAUSE)


def main() -> int:
    words = argparse.ArgumentParser(prog="python -m headrace_journey", description=__doc__)
    words.add_argument("address", help="the gateway's, such as http://127.0.0.1:8080")
    words.add_argument("--size", choices=("small", "medium", "large"), default="small")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--patience", type=float, default=600.0, help="seconds in which it may be taken up again")
    given = words.parse_args()
    try:
        result, interruptions = asyncio.run(play_to_the_end(given.address, given.size, given.seed, given.patience))
    except (*BROKEN, httpx.InvalidURL) as broken:
        sys.stderr.write(f"{str(broken) or type(broken).__name__}\n")
        return 2
    sys.stdout.write(json.dumps({**result.to_json(), "interruptions": interruptions}) + "\n")
    return 0 if result.holds else 1


if __name__ == "__main__":
    sys.exit(main())
