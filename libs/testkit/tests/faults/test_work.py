"""PLT-6: people work in shifts; what a later shift makes is never taken for a repeat of what an earlier one made."""

from __future__ import annotations

import asyncio

from headrace_testkit.faults.load.work import Work
from headrace_testkit.waiting import patience


class Platform:
    """Answers everything at once, and remembers the keys and names it was sent."""

    def __init__(self):
        self.keys = []
        self.names = []

    async def create(self, user, path, key, body):
        self.keys.append(key)
        return {"proposal": f"p-{key}"}

    async def first(self, user, path, **query):
        return {"id": "po-1", "version": 1}

    async def act(self, user, path, version=None):
        return {"id": "po-1"}

    async def put(self, user, path, *rows):
        self.names += [int(row["name"]) for row in rows]
        return {"errors": []}


async def shift(work):
    done = work.done
    work.start()
    async with patience():
        while work.done < done + 12:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await work.stop()


async def test_shifts_use_keys_and_names_of_their_own():
    platform = Platform()
    work = Work(platform, seed=7, services=["product", "srm", "mrp"], pause=0.001)
    await shift(work)
    first = len(platform.keys)
    await shift(work)
    assert first > 0
    assert len(platform.keys) > first
    assert len(set(platform.keys)) == len(platform.keys)
    assert platform.names == sorted(set(platform.names))
    assert work.troubles == []


async def test_work_that_fails_is_told():
    platform = Platform()

    async def refuse(*_, **__):
        raise ValueError("refused")

    platform.put = refuse
    work = Work(platform, seed=7, services=["product"])
    work.start()
    await asyncio.sleep(0.05)
    await work.stop()
    assert work.troubles == ["ValueError('refused')"]
