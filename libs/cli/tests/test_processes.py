"""PLT-7, PLT-8: every service as a process: started, found, started again, replaced without a lost request, stopped."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from datetime import UTC, datetime

import httpx
import psutil
import pytest

from headrace_chassis.postgres import EmbeddedPostgres, ensure_database
from headrace_chassis.serving.settings import database_name
from headrace_cli import databases, embedded, processes
from headrace_cli.processes.child import Child, NotStarted
from headrace_cli.processes.places import Place, PortTaken, addresses, places, refuse_taken
from headrace_cli.processes.state import FILE
from headrace_testkit.waiting import patience

FEW = ("api-gateway", "product", "quality")
START = datetime(2026, 3, 2, 6, tzinfo=UTC)


def test_every_service_has_its_replicas_and_the_box_in_the_factory_is_one():
    found = places(["orders", "api-gateway", "edge-gateway", "mrp"], 2, 8080)
    assert [(place.name, place.port) for place in found] == [
        ("api-gateway-1", 8080),
        ("api-gateway-2", 8081),
        ("mrp-1", 8090),
        ("mrp-2", 8091),
        ("orders-1", 8100),
        ("orders-2", 8101),
        ("edge-gateway-1", 8110),
    ]


def test_the_gateway_asks_every_replica_and_a_factory_asks_the_gateway():
    found = places(["orders", "api-gateway", "edge-gateway", "mrp"], 2, 8080)
    gateway, *_, edge = found
    assert addresses(found, gateway) == {
        "edge-gateway": ("http://127.0.0.1:8110",),
        "mrp": ("http://127.0.0.1:8090", "http://127.0.0.1:8091"),
        "orders": ("http://127.0.0.1:8100", "http://127.0.0.1:8101"),
    }
    asked = {name: (f"http://127.0.0.1:8080/api/{name}",) for name in ("api-gateway", "equipment")}
    assert addresses(found, edge) == asked
    assert addresses(found, found[2]) == {}


def test_a_port_that_another_program_has_is_named_before_anything_starts():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"{port} \(for orders-1\)"):
            refuse_taken([Place("orders", 1, port)])


async def test_a_service_that_can_not_start_says_why(tmp_path):
    place = places(["product"], 1, 29_990)[0]
    child = Child(place, {"HEADRACE_BUS": "rabbit"}, tmp_path / "logs" / "product-1.log", lambda: None)
    async with httpx.AsyncClient() as client:
        with pytest.raises(NotStarted, match="HEADRACE_BUS is 'rabbit'"):
            await child.start(client)


@pytest.mark.slow
async def test_two_replicas_that_migrate_an_empty_database_at_once_both_succeed(tmp_path):
    async with EmbeddedPostgres(tmp_path / "pg") as server:
        roles = {"owner_role": databases.OWNER, "app_role": databases.login_role(database_name("product"))}
        await ensure_database(server.admin_url, database_name("product"), **roles)
        owner = {"HEADRACE_DATABASE_URL_OWNER": server.url("{}", databases.OWNER).replace("%7B%7D", "{database}")}
        command = [sys.executable, "-m", "headrace_chassis", "migrate", "product"]
        environment, pipe = {**os.environ, **owner}, asyncio.subprocess.PIPE
        both = [await asyncio.create_subprocess_exec(*command, env=environment, stderr=pipe) for _ in range(2)]
        ended = [await one.communicate() for one in both]
    assert [one.returncode for one in both] == [0, 0], ended


class Load:
    """Somebody who asks all the time, and counts what was not answered well."""

    def __init__(self, client: httpx.AsyncClient, token: str) -> None:
        self._client = client
        self._headers = {"Authorization": f"Bearer {token}"}
        self.answered = 0
        self.wrong: list[str] = []

    async def run(self, until: asyncio.Event) -> None:
        while not until.is_set():
            path = f"/api/product/v1/items?limit={1 + self.answered % 50}"
            try:
                answer = await self._client.get(path, headers=self._headers)
                if answer.status_code != 200:
                    self.wrong.append(answer.text)
            except httpx.HTTPError as error:
                self.wrong.append(repr(error))
            self.answered += 1
            await asyncio.sleep(0.005)


async def until_another(child: Child, pid: int) -> None:
    async with patience():
        while not (child.ready and child.pid not in (None, pid)):  # noqa: ASYNC110 - the process is what changes
            await asyncio.sleep(0.05)


@pytest.mark.slow
async def test_processes_are_replaced_under_load_without_a_lost_request_and_leave_nothing_behind(tmp_path):
    settings = embedded.Settings(tmp_path, business_start=START, rate=60)
    async with processes.platform(settings, processes.Processes(replicas=2), FEW) as running:
        known = {child.place.name: child for child in running.children}
        assert set(known) == {f"{service}-{number}" for service in FEW for number in (1, 2)}
        told = json.loads((tmp_path / FILE).read_text())
        assert {(one["service"], one["port"]) for one in told["processes"]} == {
            (child.place.service, child.place.port) for child in running.children
        }
        async with running.client() as client:
            session = (await client.post("/api/session", json={"user": "operator@headrace"})).json()
            await an_organisation(client, session["token"])
            engineer = (await client.post("/api/session", json={"user": "engineer@acme"})).json()
            load, enough = Load(client, engineer["token"]), asyncio.Event()
            asking = [asyncio.create_task(load.run(enough)) for _ in range(4)]
            for name in ("product-1", "product-2"):
                await replaced(known[name], signal.SIGTERM)
            assert load.wrong == []
            await replaced(known["product-1"], signal.SIGKILL)
            enough.set()
            await asyncio.gather(*asking)
        assert load.answered > 100
        assert load.wrong == []
        assert [known[name].restarts for name in ("product-1", "product-2")] == [1, 0]
        told = json.loads((tmp_path / FILE).read_text())
        pids = [one["pid"] for one in told["processes"]]
        assert pids == [child.pid for child in running.children]
    assert not any(psutil.pid_exists(pid) for pid in pids)
    assert not (tmp_path / FILE).exists()


async def an_organisation(client: httpx.AsyncClient, token: str) -> None:
    acme = {"id": "acme", "name": "Acme", "role": "chain-leader", "currency": "EUR"}
    path, headers = "/api/api-gateway/v1/organisations", {"Authorization": f"Bearer {token}"}
    assert (await client.put(path, json={"items": [acme]}, headers=headers)).is_success


async def replaced(child: Child, number: signal.Signals) -> None:
    before = child.pid
    assert before is not None
    os.kill(before, number)
    await until_another(child, before)


@pytest.mark.slow
async def test_a_dead_service_is_named_by_the_gateway_which_stays_ready(tmp_path):
    settings = embedded.Settings(tmp_path)
    async with processes.platform(settings, processes.Processes(), ("api-gateway", "product")) as running:
        product = next(child for child in running.children if child.place.service == "product")
        await product.stop()
        async with running.client() as client:
            answer, ready = await client.get("/api/product/v1/items"), await client.get("/readyz")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
    assert "product" in answer.json()["detail"]
    assert ready.status_code == 200
