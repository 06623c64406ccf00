"""How soon after the sender's commit the handler is called, at a steady load."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from types import SimpleNamespace

from headrace_chassis.events.consumer import Consumer
from headrace_chassis.events.handlers import HandlerTable, hears
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_testkit.benchmarks.figures import ROUNDS, Figure
from headrace_testkit.benchmarks.ground import HEARER, SENDER, Ground, Place, event
from headrace_testkit.benchmarks.transports import Transport

PER_SECOND = 500
SECONDS = 4.0
WARM = 1.0
PATIENCE = 5.0
Tell = Callable[[str], Awaitable[None]]


async def figures(ground: Ground, transport: Transport) -> AsyncIterator[Figure]:
    """Beside the same load told and taken by plain loops."""
    ours, plain = [], []
    async with ground.place(SENDER) as sender, ground.place(SENDER) as plain_sender, ground.place(HEARER) as hearer:
        measured = _Latency()
        for _ in range(ROUNDS):
            plain.append(await measured.of_plain_loops(transport, plain_sender))
            ours.append(await measured.of_handlers(transport, sender, hearer))
    for percent, target in ((50, 5), (99, 25)):
        name = f"latency on {transport.name}: commit to handler, p{percent} at {PER_SECOND}/s"
        yield Figure(name, [r[percent - 1] for r in ours], "ms", [r[percent - 1] for r in plain], target)


class _Latency:
    def __init__(self) -> None:
        self._keys = (f"k{n}" for n in itertools.count())
        self._told: dict[str, float] = {}
        self._took: list[float] = []

    async def of_handlers(self, transport: Transport, sender: Place, hearer: Place) -> list[float]:
        """The percentiles, in milliseconds."""

        @hears(OrganisationRegistered)
        async def note(heard: OrganisationRegistered, _tx: Tx) -> None:
            self._note(heard)

        async def tell(key: str) -> None:
            async with sender.database.transaction("acme") as tx:
                tx.tell(event(key, 1))

        async with transport.bus(sender) as bus:
            table = HandlerTable([SimpleNamespace(note=note)])  # type: ignore[list-item]
            consumer = Consumer("bench", hearer.database, bus, table)
            await consumer.start()
            taken = await self._under_load(tell)
            await consumer.stop()
        assert not self._told, f"{len(self._told)} events were not heard"
        return taken

    async def of_plain_loops(self, transport: Transport, sender: Place) -> list[float]:
        async def take() -> None:
            async with aclosing(transport.plain_portions(sender)) as portions:  # type: ignore[type-var]
                async for portion in portions:
                    for data in portion:
                        self._note(OrganisationRegistered.from_wire(data))

        taking = asyncio.create_task(take())
        async with transport.plain_teller(sender) as teller:
            taken = await self._under_load(teller.tell)
        taking.cancel()
        await asyncio.gather(taking, return_exceptions=True)
        self._told.clear()
        return taken

    def _note(self, heard: OrganisationRegistered) -> None:
        told = self._told.pop(heard.key, None)
        if told is not None:
            self._took.append((time.perf_counter() - told) * 1000)

    async def _under_load(self, tell: Tell) -> list[float]:
        """What the first second takes, with everybody joining and filling caches, is not counted.

        Nor is what never arrives: the plain loop on PostgreSQL loses events (decision 0002).
        """
        await self._send_steadily(tell, WARM)
        await self._all_heard()
        self._took.clear()
        await self._send_steadily(tell, SECONDS)
        await self._all_heard()
        return statistics.quantiles(self._took, n=100)

    async def _send_steadily(self, tell: Tell, seconds: float) -> None:
        async def one(key: str) -> None:
            self._told[key] = time.perf_counter()
            await tell(key)
            if key in self._told:
                self._told[key] = time.perf_counter()

        began = time.perf_counter()
        telling = []
        for n in range(int(PER_SECOND * seconds)):
            await asyncio.sleep(max(0.0, began + n / PER_SECOND - time.perf_counter()))
            telling.append(asyncio.create_task(one(next(self._keys))))
        await asyncio.gather(*telling)

    async def _all_heard(self) -> None:
        """Or nothing for a while."""
        left, since = len(self._told), time.perf_counter()
        while self._told and time.perf_counter() - since < PATIENCE:
            await asyncio.sleep(0.01)
            if len(self._told) < left:
                left, since = len(self._told), time.perf_counter()
