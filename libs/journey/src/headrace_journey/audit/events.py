"""Every event was heard by everybody, and every telemetry record arrived once."""

from __future__ import annotations

from headrace_journey.counts import telemetry_points
from headrace_journey.result import Check
from headrace_journey.settling import dead_letters, unheard
from headrace_journey.stage import Stage


async def checks(stage: Stage) -> list[Check]:
    platform = await stage.people.platform()
    engineer = await stage.leader("engineer")

    async def all_forwarded() -> bool:
        waiting: int = (await engineer.get("edge-gateway/v1/status"))["waiting"]
        return waiting == 0

    await stage.until("the gateways to forward what they stored", all_forwarded)
    streams = await engineer.all("equipment/v1/streams")
    status = await engineer.get("edge-gateway/v1/status")
    return [
        Check("services with events they could not hear", {}, await dead_letters(platform)),
        Check("services that have not heard everything", {}, await unheard(platform)),
        Check("telemetry lost on the way", 0, sum(len(stream["lost"]) for stream in streams)),
        Check("telemetry set aside", 0, sum(stream["refused"] for stream in streams)),
        Check(
            "telemetry stored is at least what was forwarded",
            True,
            await telemetry_points(stage) >= status["forwarded"],
        ),
    ]
