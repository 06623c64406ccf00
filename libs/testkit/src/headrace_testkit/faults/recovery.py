"""When does it work again? Measured from the moment the part is back."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Awaitable, Callable, Sequence

from headrace_testkit.faults.client import Client
from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.journal import Request
from headrace_testkit.faults.load.world import PLATFORM, part, user
from headrace_testkit.faults.stand_ins import PROBE

PULSE = "PULSE"
LOOK = 0.03
LIMIT = 120.0
LAST_TOLD = "SELECT coalesce(max(id), 0) FROM event_log"
LAST_PULSE = "SELECT max(id) FROM event_log WHERE key = $1"
HEARD = "SELECT coalesce(max(position), 0) >= $2 FROM effect WHERE sender = $1"
PULSE_HEARD = "SELECT EXISTS (SELECT FROM effect WHERE sender = 'product' AND position = $1 AND key = $2)"


class NotRecovered(RuntimeError):
    """It did not work again in minutes; the message says what was still missing."""


class Recovery:
    """A pulse is an event of our own, told through the gateway. A service works again when the gateway reaches it, it
    has heard all there is to hear, and the probe has heard all it had told. `longest` is
    what was waited for longest, after how long."""

    def __init__(self, ground: Ground, client: Client) -> None:
        self._ground = ground
        self._client = client
        self._pulses = 0
        self._missing = ""
        self.longest = (0.0, "")

    async def seconds(self, services: Sequence[str]) -> float:
        began = time.monotonic()
        self.longest = (0.0, "")
        try:
            async with asyncio.timeout(LIMIT):
                await self._pulse()
                for service in services:
                    await self._works(service)
        except TimeoutError:
            raise NotRecovered(f"waited {LIMIT:.0f} s, at last for {self._missing}") from None
        return time.monotonic() - began

    async def _pulse(self) -> None:
        self._pulses += 1
        body = {"items": [part(PULSE, f"pulse {self._pulses} {uuid.uuid4().hex[:8]}")]}
        request = Request(user("engineer"), "PUT", "/api/product/v1/items", body)
        await self._until("the gateway to take a request", lambda: self._accepted(request))
        position = await self._asked("product", LAST_PULSE, PULSE)
        await self._until("the probe to hear the pulse", lambda: self._asked(PROBE, PULSE_HEARD, position, PULSE))

    async def _works(self, service: str) -> None:
        await self._until(f"{service} to hear everything", lambda: self._caught_up(service))
        if service != PROBE and service in self._ground.services:
            last = await self._asked(service, LAST_TOLD)
            await self._until(f"the probe to hear all of {service}", lambda: self._asked(PROBE, HEARD, service, last))

    async def _until(self, what: str, condition: Callable[[], Awaitable[object]]) -> None:
        self._missing, began = what, time.monotonic()
        while not await condition():  # noqa: ASYNC110 - processes and databases are what changes
            await asyncio.sleep(LOOK)
        self.longest = max(self.longest, (time.monotonic() - began, what))

    async def _accepted(self, request: Request) -> bool:
        response = await self._client.once(request)
        return response is not None and response.is_success

    async def _caught_up(self, service: str) -> bool:
        response = await self._client.once(Request(PLATFORM, "GET", f"/api/{service}/v1/progress"))
        if service not in self._ground.services:  # it keeps no log and hears nothing: that it answers is all
            return response is not None and response.status_code < 500
        if response is None or not response.is_success:
            return False
        return all(stream["heard"] >= stream["end"] for stream in response.json())

    async def _asked(self, service: str, sql: str, *values: object) -> object:
        return (await self._ground.query(service, sql, *values))[0][0]
