"""PLT-9: whoever sends the largest and smallest of everything to every route tells what is answered badly."""

from __future__ import annotations

import httpx
from fastapi import HTTPException
from pydantic import BaseModel

from headrace_chassis.service import Service
from headrace_chassis.web import Router
from headrace_contracts.errors import Missing

from .prober import Prober

router = Router(tags=["toy"])


class Watch:
    """Goes on only where an answer is late."""

    shows = 0.0


class Numbers(BaseModel):
    first: int = 0
    texts: list[str]


@router.post("/good")
async def good(body: Numbers) -> int:
    return len(body.texts)


@router.post("/broken")
async def broken(body: Numbers) -> float:
    return 1 / (body.first - 2**31 + 1)


@router.post("/greedy")
async def greedy(body: Numbers) -> int:
    return len(b"x" * max(0, body.first // 10))


@router.get("/late/{name}", errors=[Missing])
async def late(name: str) -> None:
    Watch.shows += 61 if len(name) == 500 else 0


@router.get("/untold")
async def untold(size: int = 0) -> None:
    if size > 9:
        raise HTTPException(418)


async def test_what_breaks_is_slow_greedy_or_untold_is_found_and_what_is_good_is_not(start_service, issuer):
    app = (await start_service(Service(name="toy", title="A toy", api=[router]))).running.app
    token = issuer.token("ann", "Ann", "acme", ["admin"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://toy") as client:
        prober = Prober(
            client, app.openapi(), [token], thorough=True, seconds=60, megabytes=100, now=lambda: Watch.shows
        )
        await prober.probe_all()
    found = {fault.partition(" (")[0]: fault.rpartition("): ")[2] for fault in prober.faults}
    assert found.pop("POST /v1/broken").startswith("answered 500")
    assert found.pop("POST /v1/greedy").startswith("took 2")
    assert found.pop("GET /v1/late/{name}").startswith("took 61.")
    assert found.pop("GET /v1/untold").startswith("answered 418, which OpenAPI does not tell")
    assert found == {}
