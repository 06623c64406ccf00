"""One plant's gateway with its simulated workshop, kept running and begun anew when machines are added."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from headrace_edge_gateway.gateway import EdgeGateway

logger = logging.getLogger(__name__)
PAUSE = 1.0
LOOK = 0.05


class Site:
    def __init__(self, make: Callable[[], EdgeGateway]) -> None:
        self._make = make
        self._ready = asyncio.Event()
        self._closing = False
        self._gateway = make()
        self._work = asyncio.create_task(self._keep_running())

    async def gateway(self) -> EdgeGateway:
        """The gateway, once what its machines make is counted."""
        await self._ready.wait()
        return self._gateway

    @property
    def newest(self) -> EdgeGateway:
        """The gateway, though it may still be starting."""
        return self._gateway

    async def renew(self) -> None:
        """Begin anew with what is registered now, on the same data."""
        self._ready.clear()
        self._gateway.stop()
        self._gateway = self._make()
        await self._ready.wait()

    async def close(self) -> None:
        self._closing = True
        self._gateway.stop()
        await asyncio.gather(self._work, return_exceptions=True)

    async def _keep_running(self) -> None:
        while not self._closing:
            gateway = self._gateway
            announcing = asyncio.create_task(self._announce(gateway))
            try:
                await gateway.run()
            except Exception:
                logger.exception("the gateway %s stopped and is begun anew", gateway.config.gateway)
                self._ready.clear()
                await asyncio.sleep(PAUSE)
            finally:
                announcing.cancel()
            if gateway is self._gateway and not self._closing:
                self._gateway = self._make()

    async def _announce(self, gateway: EdgeGateway) -> None:
        await gateway.started.wait()
        while not gateway.counts_all:  # noqa: ASYNC110 - machines answer when they do
            await asyncio.sleep(LOOK)
        if gateway is self._gateway:
            self._ready.set()
