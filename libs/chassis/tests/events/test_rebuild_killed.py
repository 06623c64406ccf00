"""PLT-6: a read model that hears the past goes on where it was when its process was killed."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from headrace_chassis.events.postgres_bus import PostgresBus
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.conformance import HEARER_TABLES, SENDER_TABLES, Hearer, Sender, same, scratch, until, up_to
from headrace_testkit.rebuilding import build, kept, tell

SCRIPT = Path(__file__).with_name("rebuild_process.py")
HEARD = "SELECT heard FROM read_model_past WHERE read_model = 'numbers'"
TOLD = 40


async def test_the_past_is_heard_to_its_end_after_kill_9_in_its_midst(postgres):
    async with scratch(postgres, SENDER_TABLES) as (theirs, log), scratch(postgres, HEARER_TABLES) as (ours, url):
        sender, bus = Sender(theirs), PostgresBus(lambda _: log)
        hearer = Hearer("hearer", ours, bus)
        hearer.build = build(1)
        await hearer.start()
        await tell(sender, TOLD)
        await until(lambda: same(hearer.effects, {key: up_to(TOLD) for key in "abc"}))
        await hearer.stop()
        stood = await _killed_in_the_midst(hearer, url, log)
        assert 0 < stood < 3 * TOLD
        heard: list[str] = []

        async def note(event: OrganisationRegistered) -> None:
            heard.append(event.name)

        hearer.build, hearer.moods.keeping = build(2), note
        await hearer.start()
        await until(lambda: same(lambda: kept(hearer), dict.fromkeys("abc", (TOLD, "EUR"))))
        assert len(heard) == 3 * TOLD - stood
        assert await hearer.effects() == {key: up_to(TOLD) for key in "abc"}
        await hearer.stop()
        await bus.stop()


async def _killed_in_the_midst(hearer: Hearer, url: str, log: str) -> int:
    """Where the read model stood."""

    async def under_way() -> bool:
        return any(row["heard"] for row in await hearer.rows(HEARD))

    process = subprocess.Popen([sys.executable, SCRIPT, url, log])  # noqa: ASYNC220 - it is killed from here
    try:
        await until(under_way)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    [row] = await hearer.rows(HEARD)
    return int(row["heard"])
