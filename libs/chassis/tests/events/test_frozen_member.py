"""PLT-6, PLT-8: a replica that is frozen past its session loses its streams to another, and does no harm afterwards."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from headrace_chassis.events.kafka.bus import KafkaBus
from headrace_testkit.conformance import HEARER_TABLES, Hearer, same, scratch, up_to
from headrace_testkit.waiting import until

from .kafka_ground import KEYS, tell_all

SCRIPT = Path(__file__).with_name("hearer_process.py")


@pytest_asyncio.fixture(loop_scope="session")
async def hearers(postgres, settings):
    """Two replicas as processes, and a look into their database."""
    async with scratch(postgres, HEARER_TABLES) as (database, url), AsyncExitStack() as stack:
        started = []
        for name in "12":
            command = [sys.executable, str(SCRIPT), url, settings.bootstrap, name]
            process = await asyncio.create_subprocess_exec(*command)
            stack.push_async_callback(process.wait)
            stack.callback(process.kill)
            started.append(process)
        yield started, Hearer("processes", database, KafkaBus(settings))


@pytest.mark.slow
async def test_a_frozen_replica_loses_its_streams_and_no_effect_is_doubled(sender, topic, hearers):
    (frozen, _other), seen = hearers
    await tell_all(sender)
    await until(lambda: same(seen.effects, {key: [1] for key in KEYS}))
    await asyncio.sleep(4)  # both have joined
    frozen.send_signal(signal.SIGSTOP)
    await tell_all(sender, 2)
    await until(lambda: same(seen.effects, {key: up_to(3) for key in KEYS}))
    frozen.send_signal(signal.SIGCONT)
    await tell_all(sender, 3)
    await until(lambda: same(seen.effects, {key: up_to(6) for key in KEYS}))
