"""EDG-3, EDG-7: the embedded workshops outlive kill -9; every commanded piece is made and told exactly once."""

from __future__ import annotations

import asyncio
import random
import sys
from pathlib import Path

import pytest
from edge_fakes import TelemetryServer, eventually
from fleet_until_killed import MACHINES, PIECES

SCRIPT = Path(__file__).with_name("fleet_until_killed.py")


@pytest.mark.slow
async def test_pieces_are_made_and_told_once_however_often_the_process_is_killed(tmp_path: Path) -> None:
    server, chance = TelemetryServer(), random.Random(4)
    async with server.on_the_network():
        for _ in range(3):
            process = await _started(tmp_path, server.port)
            await asyncio.sleep(chance.uniform(0.8, 2.0))
            process.kill()
            await process.wait()
        process = await _started(tmp_path, server.port)
        await eventually(lambda: all(server.pieces(name) >= PIECES for name in MACHINES))
        await asyncio.sleep(0.5)
        process.kill()
        await process.wait()
    assert [server.pieces(name) for name in MACHINES] == [PIECES, PIECES]
    (records,) = server.stored.values()
    assert [record.sequence for record in records] == list(range(1, len(records) + 1))


async def _started(folder: Path, port: int) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(sys.executable, str(SCRIPT), str(folder), str(port))
