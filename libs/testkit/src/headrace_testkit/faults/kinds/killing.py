"""kill -9: nothing is said to anybody, nothing is finished."""

from __future__ import annotations

import asyncio
import os
import re
import signal
from random import Random

import httpx

from headrace_testkit.faults.ground import GATEWAY, Ground, database_of
from headrace_testkit.faults.kinds.kind import Kind, Struck, any_process, moment
from headrace_testkit.faults.process import Process
from headrace_testkit.faults.stand_ins import PROBE

LEADS = re.compile(r"^relay_leader\{[^}]*\} 1\.0$", re.MULTILINE)
BACKENDS = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'"


async def kill_service(ground: Ground, chance: Random) -> Struck:
    process = any_process(ground, chance)
    return await _killed(ground, chance, process)


async def kill_consumer(ground: Ground, chance: Random) -> Struck:
    return await _killed(ground, chance, chance.choice(ground.of(PROBE)))


async def kill_gateway(ground: Ground, chance: Random) -> Struck:
    return await _killed(ground, chance, ground.of(GATEWAY)[0])


async def kill_relay_leader(ground: Ground, chance: Random) -> Struck:
    """Of a service with two replicas where there is one, so that the other takes over."""
    doubled = [s for s in ground.layout.services if ground.layout.count(s) > 1]
    service = chance.choice(doubled or [s for s in ground.layout.services if s != PROBE])
    leaders = [process for process in ground.of(service) if await _leads(process)]
    return await _killed(ground, chance, chance.choice(leaders or ground.of(service)))


async def kill_postgres(ground: Ground, chance: Random) -> Struck:  # noqa: ARG001 - nothing is drawn
    """The postmaster dies, its backends after it; its supervisor starts it again."""
    os.kill(ground.postgres.pid, signal.SIGKILL)
    await asyncio.sleep(0.3)
    await ground.until_postgres_answers()
    return Struck("postmaster", ground.services)


async def kill_backend(ground: Ground, chance: Random) -> Struck:
    """PostgreSQL ends all connections when one backend dies badly, and goes through its log."""
    service = any_process(ground, chance).service
    pids = [row["pid"] for row in await ground.query(service, BACKENDS, database_of(service))]
    victim = chance.choice(pids)
    try:
        os.kill(victim, signal.SIGKILL)
    except ProcessLookupError:
        return Struck(f"a backend of {service} that was gone already", [service])
    await asyncio.sleep(0.2)
    await ground.until_postgres_answers()
    return Struck(f"a backend of {service}", ground.services)


async def kill_kafka(ground: Ground, chance: Random) -> Struck:
    assert ground.kafka is not None
    await ground.kafka.kill()
    await asyncio.sleep(moment(chance, ground))
    await ground.kafka.start()
    return Struck("kafka", ground.services)


async def _killed(ground: Ground, chance: Random, process: Process) -> Struck:
    await process.kill()
    await asyncio.sleep(moment(chance, ground, 0.5))
    await ground.start(process)
    await process.until_ready()
    return Struck(process.name, [process.service])


async def _leads(process: Process) -> bool:
    try:
        async with httpx.AsyncClient(timeout=2.0, trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{process.port}/metrics")
    except httpx.TransportError:
        return False
    return bool(LEADS.search(answer.text))


KINDS = (
    Kind("kill_service", kill_service, weight=8),
    Kind("kill_consumer", kill_consumer, weight=4),
    Kind("kill_gateway", kill_gateway, weight=3),
    Kind("kill_relay_leader", kill_relay_leader, weight=4, needs_kafka=True),
    Kind("kill_postgres", kill_postgres, weight=2),
    Kind("kill_postgres_backend", kill_backend, weight=3),
    Kind("kill_kafka", kill_kafka, weight=1, needs_kafka=True),
)
