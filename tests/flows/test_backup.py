"""PLT-7: backed up in mid-journey, under load, and restored elsewhere, the journey goes on there."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from headrace_journey import Story, fictional, play

from .conftest import Flow, failures, new_flow

pytestmark = pytest.mark.journeys
COMPANY = fictional("small", 3).telling(Story(supplier_proposes_other_terms=False, machine_fails=False))
HEADRACE = Path(sys.executable).with_name("headrace")


@pytest.fixture
def elsewhere():
    with new_flow() as flow:
        yield flow


async def headrace(*words: str) -> dict:
    process = await asyncio.create_subprocess_exec(HEADRACE, *words, "--json", stdout=subprocess.PIPE)
    out, _ = await process.communicate()
    assert process.returncode == 0
    return json.loads(out)


async def keep_ordering_about(gateway) -> None:
    """Organisations come all the while: they are told by one service and heard by others."""
    session = (await gateway.post("/api/session", json={"user": "operator@headrace"})).json()
    headers = {"Authorization": f"Bearer {session['token']}"}
    with suppress(asyncio.CancelledError):
        for n in range(100_000):
            row = {"id": f"guest-{n}", "name": f"Guest {n}", "role": "carrier", "currency": "EUR"}
            await gateway.put("/v1/organisations", json={"items": [row]}, headers=headers)
            await asyncio.sleep(0.02)


class Enough(Exception):
    """The first platform is given up here."""


async def backed_up_at(flow: Flow, step: str, until: str, backup: Path) -> dict:
    """The journey goes on while the backup is made: what comes later is in the first platform only."""
    made: list[asyncio.Task] = []

    def watch(told) -> None:
        if told["id"] == step:
            made.append(asyncio.create_task(headrace("backup", str(backup), "--data-dir", str(flow.folder))))
        if told["id"] == until:
            raise Enough

    async with flow.running() as gateway:
        load = asyncio.create_task(keep_ordering_about(gateway))
        with pytest.raises(Enough):
            await play(gateway, COMPANY, on_step=watch)
        load.cancel()
        await load
        return await made[0]


async def test_the_journey_goes_on_from_a_backup_as_if_nothing_had_happened(flow, elsewhere, tmp_path):
    backup = tmp_path / "backup.tar"
    manifest = await backed_up_at(flow, "plan", "receive", backup)
    told = {name: saved["standing"]["events"] for name, saved in manifest["services"].items()}
    assert told["orders"] > 0
    assert told["finance"] == 0, "that much had not happened when the backup was made"
    await headrace("restore", str(backup), "--data-dir", str(elsewhere.folder))
    async with elsewhere.running() as gateway:
        result = await play(gateway, COMPANY)
    assert failures(result) == []
