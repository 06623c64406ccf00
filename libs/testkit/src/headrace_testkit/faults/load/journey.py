"""The journey of one order after another, in a process of its own, as long as things break."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from headrace_chassis.postgres.process import tied_to_us

PATIENCE_TO_FINISH = 900.0
FIRST_SEED = 1


@dataclass
class Journeys:
    """Played through the gateway by `python -m headrace_journey`; each is taken up again until it ends."""

    address: str
    log: Path
    played: list[dict[str, Any]] = field(default_factory=list)
    _stopping: bool = False
    _task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._play())

    async def stop(self) -> None:
        """The journey under way is played to its end."""
        self._stopping = True
        if self._task:
            await asyncio.wait_for(self._task, PATIENCE_TO_FINISH)

    async def _play(self) -> None:
        for seed in count(FIRST_SEED):
            self.played.append(await self._one(seed))
            if self._stopping:
                return

    async def _one(self, seed: int) -> dict[str, Any]:
        command = tied_to_us("KILL", [sys.executable, "-m", "headrace_journey", self.address, "--seed", str(seed)])
        with self.log.open("ab") as sink:
            process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=sink)
        said, _ = await process.communicate()
        if process.returncode not in {0, 1} or not said:
            return {"seed": seed, "holds": False, "trouble": f"ended with {process.returncode}, see {self.log}"}
        result = json.loads(said)
        wrong = [check for check in result["audit"]["checks"] if not check["ok"]]
        return {
            "seed": seed,
            "holds": result["audit"]["holds"],
            "steps": len(result["steps"]),
            "interruptions": result["interruptions"],
            "wrong": wrong,
        }
