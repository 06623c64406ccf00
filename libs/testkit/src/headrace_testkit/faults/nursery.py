"""Starts services in a blink: a process that has imported them all, and forks one whenever it is asked.

What is forked is a process of its own in every way that a kill or a stop can see; only the seconds of importing are
saved, so that a run has time for more faults.
"""

from __future__ import annotations

import asyncio
import ctypes
import json
import os
import random
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from headrace_chassis.postgres.process import tied_to_us

DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
IMPORT_LIMIT = 180.0


class Nursery:
    """The runner's end."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._asking = asyncio.Lock()

    @classmethod
    async def open(cls, services: Sequence[str], environment: Mapping[str, str], log: Path) -> Nursery:
        command = [sys.executable, "-m", "headrace_testkit.faults.nursery", *services]
        with log.open("ab") as sink:
            process = await asyncio.create_subprocess_exec(
                *tied_to_us("KILL", command),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=sink,
                env=dict(environment),
                start_new_session=True,
            )
        nursery = cls(process)
        async with asyncio.timeout(IMPORT_LIMIT):
            await nursery._answer()
        return nursery

    async def start(self, service: str, environment: Mapping[str, str], log: Path) -> int:
        """The new process' id."""
        asked = {"service": service, "environment": dict(environment), "log": str(log)}
        async with self._asking:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            return int((await self._answer())["pid"])

    async def close(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()

    async def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the nursery ended: see its log")
        answer: dict[str, Any] = json.loads(line)
        return answer


def main() -> None:
    from headrace_testkit.faults.part import put_clock_on, service_of

    put_clock_on()
    services = {name: service_of(name) for name in sys.argv[1:]}
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    _say({"ready": len(services)})
    for line in sys.stdin:
        asked = json.loads(line)
        parent = os.getpid()
        child = os.fork()
        if child == 0:
            _become(asked, parent)
            _serve(services[asked["service"]])
        _say({"pid": child})


def _become(asked: Mapping[str, Any], parent: int) -> None:
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing, sink = os.open(os.devnull, os.O_RDONLY), os.open(asked["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for target, source in ((0, nothing), (1, sink), (2, sink)):
        os.dup2(source, target)
    os.environ.clear()
    os.environ.update(asked["environment"])
    random.seed()


def _serve(service: Any) -> None:
    from headrace_testkit.faults.part import serve

    code = 1
    try:
        serve(service)
        code = 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _say(words: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
