"""Have all services heard all that was told?"""

from __future__ import annotations

import asyncio
import time

from headrace_journey.http import Client, Json

SERVICES = (
    "api-gateway",
    "product",
    "forecasting",
    "orders",
    "mrp",
    "srm",
    "logistics",
    "quality",
    "mes",
    "equipment",
    "traceability",
    "control-tower",
    "finance",
)
PATIENCE = 120.0
QUIET_LOOKS = 2
PAUSE = 0.05


async def behind(platform: Client) -> dict[str, int]:
    """Services that have not yet heard everything, with how many positions they are behind."""

    async def of(service: str) -> tuple[str, int]:
        streams: list[Json] = await platform.get(f"{service}/v1/progress")
        return service, sum(max(0, stream["end"] - stream["heard"]) for stream in streams)

    found = await asyncio.gather(*map(of, SERVICES))
    return {service: lag for service, lag in found if lag}


async def settled(platform: Client) -> None:
    """Hearing one event may tell another, so they must be quiet for more than one look. What is parked for good does
    not count: the audit finds it."""
    end, quiet = time.monotonic() + PATIENCE, 0
    while quiet < QUIET_LOOKS:
        late = await behind(platform)
        quiet = 0 if late else quiet + 1
        if late and time.monotonic() > end:
            raise TimeoutError(f"These services do not catch up: {late}")
        await asyncio.sleep(PAUSE)


async def dead_letters(platform: Client) -> dict[str, int]:
    """Services with events they could not hear, and how many."""

    async def of(service: str) -> tuple[str, int]:
        return service, len(await platform.all(f"{service}/v1/dead-letters"))

    found = await asyncio.gather(*map(of, SERVICES))
    return {service: count for service, count in found if count}
