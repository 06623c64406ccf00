"""Members come and go, and the streams are divided anew."""

from __future__ import annotations

import asyncio
from random import Random

from headrace_testkit.faults.ground import Ground
from headrace_testkit.faults.kinds.kind import Kind, Struck, moment


async def leave_and_return(ground: Ground, chance: Random) -> Struck:
    """One of two replicas drains and leaves; the other hears for both until it comes back."""
    service = chance.choice([s for s in ground.layout.services if ground.layout.count(s) > 1])
    process = chance.choice(ground.of(service))
    await process.stop()
    await asyncio.sleep(moment(chance, ground))
    await ground.start(process)
    await process.until_ready()
    return Struck(process.name, [service])


KINDS = (Kind("replica_leaves_and_returns", leave_and_return, weight=3),)
