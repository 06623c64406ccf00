"""PLT-7, PLT-8: the journey over Kafka, every service a process, once and twice; replaced while people work."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time
from pathlib import Path

import httpx
import pytest

from headrace_chassis import clock
from headrace_chassis.events.kafka.settings import KafkaSettings
from headrace_cli import embedded, processes
from headrace_cli.processes.child import Child
from headrace_journey import Story, fictional, play
from headrace_journey.settling import SERVICES
from headrace_testkit.kafka import KafkaBroker
from headrace_testkit.waiting import patience

from .conftest import RATE, failures, new_flow

pytestmark = [pytest.mark.kafka, pytest.mark.timeout(1800)]


@asynccontextmanager
async def platform(replicas: int, root: Path) -> AsyncIterator[processes.ProcessPlatform]:
    """On a broker and in a folder of its own."""
    with new_flow() as flow:
        async with KafkaBroker(root / ".local" / "kafka", data=flow.folder / "kafka" / "data") as broker:
            morning = datetime.combine(clock.wall().date(), time(6), UTC)
            settings = embedded.Settings(flow.folder / "state", business_start=morning, rate=RATE)
            how = processes.Processes(KafkaSettings(bootstrap=broker.bootstrap), replicas)
            async with processes.platform(settings, how) as running:
                yield running


async def test_the_journey_holds_with_every_service_as_a_process_on_kafka(pytestconfig):
    async with platform(1, pytestconfig.rootpath) as running, running.client() as client:
        result = await play(client, fictional("small", 1).telling(Story()))
        assert failures(result) == []
        assert not any(child.restarts for child in running.children)


async def test_the_journey_holds_with_two_replicas_which_are_then_replaced_without_a_lost_request(pytestconfig):
    async with platform(2, pytestconfig.rootpath) as running:
        async with running.client() as client:
            result = await play(client, fictional("small", 1).telling(Story()))
        assert failures(result) == []
        people = await People.logged_in([c.place.address for c in running.children if c.place.service == "api-gateway"])
        working = [asyncio.create_task(people.work(service)) for service in SERVICES]
        for child in running.children:
            if child.place.service != "edge-gateway":
                await replaced(child)
        people.enough.set()
        await asyncio.gather(*working)
        assert not any(child.restarts for child in running.children)
    assert people.wrong == []
    assert people.answered > 10 * len(running.children)


class People:
    """They read and write through whichever gateway listens, and note what was not answered well."""

    def __init__(self, gateways: Sequence[str], token: str) -> None:
        self._gateways = list(gateways)
        self._headers = {"Authorization": f"Bearer {token}"}
        self.enough = asyncio.Event()
        self.answered = 0
        self.wrong: list[str] = []

    @classmethod
    async def logged_in(cls, gateways: Sequence[str]) -> People:
        async with httpx.AsyncClient(base_url=gateways[0]) as client:
            session = await client.post("/api/session", json={"user": "operator@headrace"})
        return cls(gateways, session.json()["token"])

    async def work(self, service: str) -> None:
        firm = {"id": f"firm-{service}", "name": service, "role": "supplier", "currency": "EUR"}
        async with httpx.AsyncClient(headers=self._headers, timeout=60) as client:
            while not self.enough.is_set():
                await self._ask(client, "GET", f"/api/{service}/v1/dead-letters", None)
                await self._ask(client, "PUT", "/api/api-gateway/v1/organisations", {"items": [firm]})
                await asyncio.sleep(0.1)

    async def _ask(self, client: httpx.AsyncClient, method: str, path: str, body: object) -> None:
        for gateway in (*self._gateways, *self._gateways):
            try:
                answer = await client.request(method, f"{gateway}{path}", json=body)
            except httpx.TransportError:
                continue  # the gateway itself is being replaced: what stands before it asks the other one
            self.answered += 1
            if not answer.is_success:
                self.wrong.append(f"{method} {path}: {answer.status_code} {answer.text}")
            return
        self.wrong.append(f"{method} {path}: no gateway answers")


async def replaced(child: Child) -> None:
    before = child.pid
    assert before is not None
    os.kill(before, signal.SIGTERM)
    async with patience():
        while not (child.ready and child.pid not in (None, before)):  # noqa: ASYNC110 - the process is what changes
            await asyncio.sleep(0.1)
