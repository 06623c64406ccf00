"""The gateways of all organisations and plants that have simulated machines."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from headrace_contracts.errors import Missing
from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.config import GatewayConfig, Server, SimulatedMachine, Simulator
from headrace_edge_gateway.embedded.register import Register
from headrace_edge_gateway.embedded.site import Site
from headrace_edge_gateway.figures import Figures
from headrace_edge_gateway.gateway import EdgeGateway
from headrace_edge_gateway.simulator.journal import Command
from headrace_edge_gateway.simulator.workshop import WorkshopSimulator
from headrace_edge_gateway.upload import Uploader

LONGEST_PAUSE_SECONDS = 2.0  # of the wall, as the next; nobody's network is spared by waiting longer
POLL_SECONDS = 0.25
DEBOUNCE_SECONDS = 2.0
HEARTBEAT_SECONDS = 300.0

Place = tuple[str, str]


class Fleet:
    """One gateway for each organisation and plant. `uploader` is how an organisation's telemetry leaves."""

    def __init__(self, folder: Path, clock: Clock, uploader: Callable[[str], Uploader]) -> None:
        self.register = Register(folder / "machines.json")
        self.clock = clock
        self._folder = folder
        self._uploader = uploader
        self._sites: dict[Place, Site] = {}
        self._changing = asyncio.Lock()

    async def run(self) -> None:
        """Run what is registered until cancelled, then send what is left."""
        for place in self.register.sites:
            self._sites[place] = self._open(place)
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.gather(*(site.close() for site in self._sites.values()))

    async def extend(self, places: Iterable[Place]) -> None:
        """Take up machines that were added in these places; afterwards they obey commands."""
        async with self._changing:
            await asyncio.gather(*(self._renewed(place) for place in sorted(set(places))))

    async def obey(self, tenant: str, machine: str, command: Command) -> dict[str, Any]:
        """The machine's status after the command; raises Missing or CommandNotObeyed."""
        workshop = await self._workshop(tenant, machine)
        workshop.obey(machine, command)
        return workshop.status(machine)

    async def machine(self, tenant: str, machine: str) -> dict[str, Any]:
        return (await self._workshop(tenant, machine)).status(machine)

    async def status(self, tenant: str) -> list[tuple[str, dict[str, Any]]]:
        """Plant and status of each of the organisation's gateways."""
        ours = [(plant, site) for (owner, plant), site in sorted(self._sites.items()) if owner == tenant]
        return [(plant, await site.newest.status()) for plant, site in ours]

    async def figures(self) -> list[tuple[str, Figures]]:
        """Of each plant's gateway, of all organisations."""
        return [(plant, await site.newest.figures()) for (_, plant), site in sorted(self._sites.items())]

    async def _renewed(self, place: Place) -> None:
        if place in self._sites:
            await self._sites[place].renew()
        else:
            self._sites[place] = self._open(place)
            await self._sites[place].gateway()

    async def _workshop(self, tenant: str, machine: str) -> WorkshopSimulator:
        known = self.register.find(tenant, machine)
        if known is None or known.site not in self._sites:
            raise Missing.named("simulated machine", machine)
        gateway = await self._sites[known.site].gateway()
        assert gateway.workshop is not None
        return gateway.workshop

    def _open(self, place: Place) -> Site:
        return Site(lambda: self._gateway(place))

    def _gateway(self, place: Place) -> EdgeGateway:
        tenant, plant = place
        folder = self._folder / f"{quote(tenant, safe='')}@{quote(plant, safe='')}"
        return EdgeGateway(self._config(place), self.clock, self._uploader(tenant), folder)

    def _config(self, place: Place) -> GatewayConfig:
        machines = self.register.of_site(place)
        return GatewayConfig(
            gateway=f"{place[1]}-gateway",
            zone=machines[0].time_zone,
            server=Server(url="http://equipment", longest_pause_seconds=LONGEST_PAUSE_SECONDS),
            simulator=Simulator(
                machines=[
                    # a device keeps one closed day, so a clock that jumps over several would lose the others' pieces
                    SimulatedMachine(
                        machine=each.machine,
                        unit_id=unit,
                        cycle_seconds=each.cycle_seconds,
                        zeroed_at_midnight=False,
                    )
                    for unit, each in enumerate(machines, start=1)
                ]
            ),
            poll_seconds=POLL_SECONDS,
            debounce_seconds=DEBOUNCE_SECONDS,
            heartbeat_seconds=HEARTBEAT_SECONDS,
        )
