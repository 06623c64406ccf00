"""PLT-7: a rolling upgrade with a changed document: builds serve one database while people work and scales tell;
nothing is lost, and what an older build can't read it refuses in words and leaves alone."""

from __future__ import annotations

import asyncio
import json
from random import Random

import pytest_asyncio

from headrace_chassis.service import Service
from headrace_testkit.bench import ServiceBench
from headrace_testkit.parcels import first_build, last_build, next_build, parcel_service, weighed

THINGS = ("bolt", "cup", "nut", "rod")


@pytest_asyncio.fixture(loop_scope="session")
async def start(postgres, issuer):
    async with parcel_service(postgres, issuer) as start:
        yield start


class Packers:
    """People who pack, each request at a replica by chance; `done` is what was answered, `refused` what was not."""

    def __init__(self, benches: list[ServiceBench], seed: int) -> None:
        self.benches = benches
        self.done: dict[str, int] = {}
        self.weighed: dict[str, int] = {}
        self.refused: list[str] = []
        self._scale = benches[0]
        self._chance = Random(seed)

    async def pack(self, rounds: int) -> None:
        await asyncio.gather(*(self._packer(rounds) for _ in range(3)))

    async def _packer(self, rounds: int) -> None:
        parcel = await self._begun()
        for _ in range(rounds):
            await self._put_in(parcel, self._chance.choice(THINGS))
            if self._chance.random() < 0.5:
                await self._scale.deliver(self._scale.envelope(weighed(parcel)))
                self.weighed[parcel] += 1

    async def _begun(self) -> str:
        async with self._chance.choice(self.benches).client("packer") as client:
            parcel: str = (await client.post("/v1/parcels")).json()["id"]
        self.done[parcel] = self.weighed[parcel] = 0
        return parcel

    async def _put_in(self, parcel: str, thing: str) -> None:
        """At another replica when one says that it can't."""
        for bench in self._chance.sample(self.benches, len(self.benches)):
            async with bench.client("packer") as client:
                answer = await client.put(f"/v1/parcels/{parcel}/things/{thing}")
            if answer.status_code == 200:
                self.done[parcel] += 1
                return
            self.refused.append(answer.json()["detail"])
        raise AssertionError(self.refused[-1])


async def bodies(bench: ServiceBench) -> dict[str, dict]:
    return {row["id"]: json.loads(row["body"]) for row in await bench.query("SELECT id, body FROM parcel")}


async def settled(benches: list[ServiceBench]) -> None:
    """Until what was parked for want of a replica that knows the form is heard by one."""
    async with asyncio.timeout(60):
        await benches[0].caught_up()
        while await benches[0].parked():
            await benches[-1].hear_parked()


async def rolled(start, older: Service, newer: Service, seed: int) -> tuple[Packers, list[ServiceBench]]:
    """One replica, then both beside each other, then the newer alone."""
    benches = [await start(older)]
    packers = Packers(benches, seed)
    await packers.pack(4)
    benches.append(await start(newer))
    await packers.pack(8)
    await benches[0].running.consumer.stop()
    await settled(benches)
    packers.benches = benches[1:]
    await packers.pack(4)
    await settled(benches[1:])
    return packers, benches


async def test_builds_of_one_form_change_each_others_documents_and_lose_nothing(start):
    packers, benches = await rolled(start, first_build(), next_build(), seed=3)
    assert packers.refused == []
    for parcel, body in (await bodies(benches[1])).items():
        assert sum(thing["pieces"] for thing in body["things"]) == packers.done[parcel]
        assert body["kilograms"] == packers.weighed[parcel]


async def test_a_later_form_is_refused_by_the_older_build_and_the_newer_goes_on_with_both(start):
    packers, benches = await rolled(start, first_build(), last_build(), seed=5)
    assert packers.refused
    assert all("is stored in form 2, and this build, 0.1.0, knows forms up to 1" in words for words in packers.refused)
    for parcel, body in (await bodies(benches[1])).items():
        assert sum(thing["pieces"] for thing in body["things"]) == packers.done[parcel]
        assert body.get("grams", 1000 * body.get("kilograms", 0)) == 1000 * packers.weighed[parcel]
