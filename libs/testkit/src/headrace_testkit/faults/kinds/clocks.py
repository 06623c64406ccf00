"""An hour that is skipped, or comes twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from random import Random

from headrace_chassis.clock import Clock
from headrace_testkit.faults import skew
from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck, moment

HOUR = 3600.0


async def business_hour(ground: Ground, chance: Random) -> Struck:  # noqa: ARG001 - nothing is drawn
    clock = Clock.kept_in(ground.data / "clock.json")
    clock.advance_to(clock.now() + timedelta(seconds=HOUR))
    return Struck("business time, an hour on", ground.services)


async def wall_hour(ground: Ground, chance: Random) -> Struck:
    """The wall's clock of all services goes an hour on or back, and comes right again."""
    offset = chance.choice([HOUR, -HOUR])
    skew.write_offset(ground.skew, offset)
    await asyncio.sleep(moment(chance, ground, 2.0))
    skew.write_offset(ground.skew, 0)
    return Struck(f"the wall's clock, {offset:+.0f} s and back", ground.services)


KINDS = (
    Kind("business_clock_jump", business_hour, weight=1),
    Kind("wall_clock_jump", wall_hour, weight=2),
)
