"""A gateway with two firms, asked as browsers ask it."""

from __future__ import annotations

import httpx

from headrace_testkit.bench import ServiceBench

AURORA = {"id": "aurora", "name": "Aurora Cycles", "role": "chain-leader", "currency": "EUR"}
VELO = {"id": "velo", "name": "Velo Shops", "role": "customer", "currency": "EUR"}


def door(bench: ServiceBench, token: str = "", **headers: str) -> httpx.AsyncClient:
    named = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx.ASGITransport(bench.running.asgi)
    return httpx.AsyncClient(transport=transport, base_url="http://localhost", headers={**named, **headers})


async def token_of(bench: ServiceBench, user: str) -> str:
    session = await door(bench).post("/api/session", json={"user": user})
    assert session.status_code == 200, session.text
    token: str = session.json()["token"]
    return token


async def with_firms(bench: ServiceBench) -> None:
    operator = door(bench, await token_of(bench, "operator@headrace"))
    loaded = await operator.put("/v1/organisations", json={"items": [AURORA, VELO]})
    assert loaded.status_code == 200, loaded.text
