"""The whole platform in this process, on an empty folder, for each flow."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import httpx
import pytest

from headrace_chassis import clock
from headrace_cli import embedded
from headrace_journey import JourneyResult, Story, fictional, play
from headrace_testkit.bench import end_shared_worker
from headrace_testkit.memory import fast_folder

RATE = 60.0


@dataclass
class Flow:
    """A platform that can be stopped and started again on the same data."""

    folder: Path

    @asynccontextmanager
    async def running(self) -> AsyncIterator[httpx.AsyncClient]:
        if not self.folder.exists():
            shutil.copytree(await _untouched(), self.folder, symlinks=True)
        morning = datetime.combine(clock.wall().date(), time(6), UTC)
        settings = embedded.Settings(self.folder, business_start=morning, rate=RATE)
        async with embedded.platform(settings) as platform, platform.client() as client:
            yield client


_kept = ExitStack()
_made: list[Path] = []


async def _untouched() -> Path:
    """A platform's folder before its first start, made once a run: to migrate fourteen databases takes five seconds.

    It is made in memory and kept on disk.
    """
    if not _made:
        kept = Path(_kept.enter_context(tempfile.TemporaryDirectory(prefix="headrace-untouched-"))) / "state"
        atexit.register(_kept.close)
        with fast_folder() as folder:
            async with embedded.prepared(embedded.Settings(folder / "state"), embedded.installed_services()):
                pass
            shutil.move(folder / "state", kept)
        _made.append(kept)
    return _made[0]


@contextmanager
def new_flow() -> Iterator[Flow]:
    end_shared_worker()  # the platform has its own
    with fast_folder(4) as folder:
        yield Flow(folder / "state")


@pytest.fixture
def flow():
    with new_flow() as flow:
        yield flow


@pytest.fixture
async def gateway(flow):
    async with flow.running() as client:
        yield client


async def played(gateway: httpx.AsyncClient, story: Story, **options: object) -> JourneyResult:
    return await play(gateway, fictional("small", 1).telling(story), **options)


def failures(result: JourneyResult) -> list[dict[str, object]]:
    return [check.to_json() for check in result.checks if not check.ok]


def facts(result: JourneyResult, step: str) -> dict[str, object]:
    return next(one["facts"] for one in result.steps if one["id"] == step)
