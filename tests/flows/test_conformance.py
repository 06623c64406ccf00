"""PLT-1, PLT-9: whoever asks every operation by schemathesis notes what OpenAPI does not tell."""

from __future__ import annotations

import httpx
from fastapi import HTTPException
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from pydantic import BaseModel

from headrace_chassis.service import Service
from headrace_chassis.web import Router

from .conformance import Conformance
from .prober import Prober

router = Router(tags=["toy"])


class Sum(BaseModel):
    value: int


@router.get("/good")
async def good(first: int = 0) -> Sum:
    return Sum(value=first)


@router.post("/broken")
async def broken(body: Sum) -> Sum:
    return Sum(value=1 // (body.value - 2**31 + 1))


@router.get("/untold")
async def untold(size: int = 0) -> Sum:
    if size > 9:
        raise HTTPException(418)
    return Sum(value=size)


@router.get("/plain", response_model=Sum)
async def plain() -> Response:
    return PlainTextResponse("3")


@router.get("/misshapen", response_model=Sum)
async def misshapen() -> Response:
    return JSONResponse({"value": "three"})


async def test_each_answer_that_openapi_does_not_tell_is_noted_and_no_other(start_service, issuer):
    app = (await start_service(Service(name="toy", title="A toy", api=[router]))).running.app
    token = issuer.token("ann", "Ann", "acme", ["admin"])
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://headrace") as client:
        conformance = Conformance(Prober(client, app.openapi(), [token]))
        await conformance.ask_all(but=set())
    found = {fault.partition(":")[0]: fault.partition(": ")[2] for fault in conformance.faults}
    assert "Server error" in found.pop("POST /v1/broken")
    assert found.pop("GET /v1/untold").startswith("Undocumented status code")
    assert found.pop("GET /v1/plain").startswith("Undocumented Content-Type")
    assert found.pop("GET /v1/misshapen").startswith("Response violates schema")
    assert found == {}
