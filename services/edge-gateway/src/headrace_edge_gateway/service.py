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
from headrace_edge_gateway.upload import HttpUploader


async def run_workshops(running: Running) -> None:
    runtime = running.runtime

    async def equipment(scope: Scope, receive: Receive, send: Send) -> None:
        await runtime.apps["equipment"](scope, receive, send)

    def uploader(tenant: str) -> HttpUploader:
        async def token() -> str:
            assert runtime.issuer is not None, "workshops are simulated in development only"
            return runtime.issuer.token("edge-gateway", "Edge gateway", tenant, ["device"])

        if elsewhere := runtime.addresses.get("equipment"):
            return HttpUploader(elsewhere[0], token)
        transport = httpx.ASGITransport(equipment, raise_app_exceptions=False)
        return HttpUploader("http://equipment", token, transport)

    fleet = running.state["fleet"] = Fleet(runtime.data_dir / "edge", runtime.clock, uploader)
    await asyncio.gather(fleet.run(), gauges.keep_told(fleet))


service = Service(
    name="edge-gateway",
    title="Simulated workshops read by real gateways: machines, counts, telemetry",
    api=[api.router],
    background=[run_workshops],
)
