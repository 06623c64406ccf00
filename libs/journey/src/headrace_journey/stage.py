"""What every step of the journey stands on: the people, the world, the business clock, and patience."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from itertools import count
from typing import Any, TypeVar

from headrace_journey.http import Client, Json, People
from headrace_journey.settling import settled
from headrace_journey.worlds.world import World

T = TypeVar("T")
FIRST_PAUSE, LONGEST_PAUSE = 0.03, 0.4
PATIENCE = 60.0
PATIENCE_FOR_JOBS = 300.0
ENDED_BADLY = {"failed", "cancelled"}
FIRST_STEP = "world"
MORNING = time_of_day(7, tzinfo=UTC)


class Stuck(Exception):
    """What the journey waited for did not come; the message says what."""


@dataclass
class Stage:
    """`journey` is the id under which the control tower keeps the journey; all keys derive from it, so that a step
    that is played again finds what it did before. `recorded` are the steps that are in the tower's record, by id;
    `known` holds answers that never change. Nothing else is remembered: whoever takes the journey up asks the services.
    """

    people: People
    world: World
    journey: str
    recorded: Mapping[str, Json] = field(default_factory=dict)
    known: dict[str, Any] = field(default_factory=dict)

    async def leader(self, role: str) -> Client:
        return await self.people.user(role, self.world.leader)

    def key(self, *parts: object) -> str:
        return ":".join((self.journey, *map(str, parts)))

    async def now(self) -> datetime:
        clock = await (await self.people.platform()).get("clock")
        return datetime.fromisoformat(clock["now"])

    async def today(self) -> date:
        return (await self.now()).date()

    async def advance_to(self, day: date) -> None:
        """Let the business days until the morning of `day` go by; a day that is past changes nothing."""
        moment = datetime.combine(day, MORNING)
        if moment > await self.now():
            await self.settled()
            await (await self.people.platform()).act("clock", {"advance_to": moment.isoformat()})

    async def rate(self) -> float:
        """How much faster than the wall's business time runs."""
        rate: float = (await (await self.people.platform()).get("clock"))["rate"]
        return rate

    async def run_at(self, rate: float) -> None:
        await (await self.people.platform()).act("clock", {"rate": rate})

    @property
    def usual_rate(self) -> float:
        """As it was before the journey touched it, by the record: a life that was cut off leaves time running fast."""
        rate: float = self.recorded.get(FIRST_STEP, {"facts": {}})["facts"].get("clock_rate", 1.0)
        return rate

    async def settled(self) -> None:
        """Until every service has heard everything."""
        await settled(await self.people.platform())

    async def until(self, what: str, look: Callable[[], Awaitable[T | None]], patience: float = PATIENCE) -> T:
        """Look again and again until there is something; raises Stuck saying what was awaited."""
        end, pause = time.monotonic() + patience, FIRST_PAUSE
        while True:
            found = await look()
            if found:
                return found
            if time.monotonic() > end:
                raise Stuck(f"Waited {patience:.0f} s for {what}; it did not come.")
            await asyncio.sleep(pause)
            pause = min(pause * 1.5, LONGEST_PAUSE)

    async def job(self, client: Client, service: str, path: str, key: str, body: Json) -> Json:
        """Ask for long work and wait for its result."""
        asked = await self._begun(client, service, path, key, body)

        async def ended() -> Json | None:
            job: Json = await client.get(f"{service}/v1/jobs/{asked['id']}")
            if job["state"] in ENDED_BADLY:
                raise Stuck(f"The job {job['kind']} of {service} {job['state']}: {job['error']}")
            return job if job["state"] == "done" else None

        done = await self.until(f"the job {asked['kind']} of {service}", ended, PATIENCE_FOR_JOBS)
        result: Json = done["result"]
        return result

    async def _begun(self, client: Client, service: str, path: str, key: str, body: Json) -> Json:
        """The job that was asked for under this key; when that ended badly in an earlier life, the next one."""
        for attempt in count(1):
            asked, before = await client.create_or_find(f"{service}/v1/{path}", _numbered(key, attempt), body)
            job: Json = await client.get(f"{service}/v1/jobs/{asked['id']}") if before else asked
            if not before or job["state"] not in ENDED_BADLY:
                break
        return job


def _numbered(key: str, attempt: int) -> str:
    return key if attempt == 1 else f"{key}:{attempt}"
