"""The control tower's record of a journey: the console shows it live, and a journey that was cut off goes on by it."""

from __future__ import annotations

from headrace_journey.http import Client, Json, People
from headrace_journey.step import Done
from headrace_journey.worlds.world import World

JOURNEYS = "control-tower/v1/journeys"
RECORDER = "planner"


class Record:
    def __init__(self, client: Client, journey: Json) -> None:
        self._client = client
        self.id: str = journey["id"]
        self.state: str = journey["state"]
        self.steps: dict[str, Json] = {step["id"]: step for step in journey["steps"]}

    @classmethod
    async def opened(cls, people: People, world: World) -> Record:
        """That of this world and seed, or a new one."""
        client = await people.user(RECORDER, world.leader)
        known = [j for j in await client.all(JOURNEYS) if (j["world"], j["seed"]) == (world.name, world.seed)]
        if known:
            return cls(client, await client.get(f"{JOURNEYS}/{known[0]['id']}"))
        body = {"world": world.name, "seed": world.seed}
        return cls(client, await client.create(JOURNEYS, f"journey {world.name} {world.seed}".replace(" ", ":"), body))

    async def add(self, done: Done) -> Json:
        """The step as it is recorded."""
        path, key = f"{JOURNEYS}/{self.id}/steps", f"{self.id}:{done.step.id}"
        step: Json = await self._client.create(path, key, done.to_json())
        self.steps[done.step.id] = step
        return step

    async def end(self, *, holds: bool, audit: Json, counts: Json) -> None:
        body = {"state": "finished" if holds else "failed", "audit": audit, "counts": counts}
        await self._client.act(f"{JOURNEYS}/{self.id}/end", body)
