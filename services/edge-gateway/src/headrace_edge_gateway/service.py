"""The edge gateway as a service of the platform, on one page: workshops to try the platform with.

In a factory the gateway runs alone, without any of this: `python -m headrace_edge_gateway`.
"""

from __future__ import annotations

import asyncio

import httpx
from starlette.types import Receive, Scope, Send

from headrace_chassis.runtime import Running
from headrace_chassis.service import Service
from headrace_edge_gateway.embedded import api, gauges
from headrace_edge_gateway.embedded.fleet import Fleet
from headrace_edge_gateway.embedded.plants import Plants
from headrace_edge_gateway.upload import HttpUploader


async def run_workshops(running: Running) -> None:
    runtime = running.runtime

    def beside(service: str) -> tuple[str, httpx.AsyncBaseTransport | None]:
        """Where a service answers, and the way there when it runs in this process."""

        async def here(scope: Scope, receive: Receive, send: Send) -> None:
            await runtime.apps[service](scope, receive, send)

        if elsewhere := runtime.addresses.get(service):
            return elsewhere[0], None
        return "http://localhost", httpx.ASGITransport(here, raise_app_exceptions=False)

    def uploader(tenant: str) -> HttpUploader:
        async def token() -> str:
            assert runtime.issuer is not None, "workshops are simulated in development only"
            return runtime.issuer.token("edge-gateway", "Edge gateway", tenant, ["device"])

        address, transport = beside("equipment")
        return HttpUploader(address, token, transport)

    running.state["plants"] = Plants(*beside("api-gateway"))
    fleet = running.state["fleet"] = Fleet(runtime.data_dir / "edge", runtime.clock, uploader)
    await asyncio.gather(fleet.run(), gauges.keep_told(fleet))


service = Service(
    name="edge-gateway",
    title="Simulated workshops read by real gateways: machines, counts, telemetry",
    api=[api.router],
    background=[run_workshops],
)
