"""Closing exceptions of the control tower whose cause is mended."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.stage import Stage

EXCEPTIONS = "control-tower/v1/exceptions"


async def mended(stage: Stage, rule: str, owner: str, resolution: str) -> int:
    """Close every exception found by a rule, in the name of the role that mended it; returns how many there were."""
    client = await stage.leader(owner)
    found = await client.all(EXCEPTIONS, rule=rule)
    for one in found:
        exception = one
        if exception["state"] == "open":
            exception = await _act(stage, owner, exception, "assignment", {"owner": f"{owner}@{stage.world.leader}"})
        if exception["state"] != "closed":
            await _act(stage, owner, exception, "closure", {"resolution": resolution})
    return len(found)


async def _act(stage: Stage, owner: str, exception: Json, act: str, body: Json) -> Json:
    client = await stage.leader(owner)
    path = f"{EXCEPTIONS}/{exception['id']}/{act}"
    changed: Json = await client.act(path, body, version=exception["version"])
    return changed
