"""Long jobs, as tests wait for them."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from headrace_testkit.waiting import patience


async def ended(client: httpx.AsyncClient, job: str) -> dict[str, Any]:
    """The job's state once it is done, failed or cancelled."""
    async with patience():
        while True:
            state: dict[str, Any] = (await client.get(f"/v1/jobs/{job}")).json()
            if state["state"] not in {"queued", "running"}:
                return state
            await asyncio.sleep(0.05)
