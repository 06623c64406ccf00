"""The program that runs in the factory: poll, normalise, keep, forward. Read this first."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from headrace_contracts.messages import say
from headrace_edge_gateway.alarms import Alarms, why
from headrace_edge_gateway.buffer.buffer import Buffer
from headrace_edge_gateway.buffer.store import BufferRefused
from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.config import GatewayConfig, Machine, checked
from headrace_edge_gateway.drivers.modbus import ModbusEndpoint
from headrace_edge_gateway.figures import SILENT, Figures
from headrace_edge_gateway.model.machine import MachineMemory, MachineRules, observe
from headrace_edge_gateway.model.readings import MachineState, Quality, Reading, Record
from headrace_edge_gateway.sender import Sender
from headrace_edge_gateway.simulator.workshop import WorkshopSimulator
from headrace_edge_gateway.telemetry import decode, encode
from headrace_edge_gateway.upload import Uploader

MEGABYTE = 2**20
DRAIN_SECONDS = 10.0


class EdgeGateway:
    """Its state is what lies in `data_dir`; kill it at any instant and start it again there."""

    def __init__(self, config: GatewayConfig, clock: Clock, uploader: Uploader, data_dir: Path) -> None:
        self.config = checked(config)
        self.alarms = Alarms()
        self.started = asyncio.Event()
        self.workshop: WorkshopSimulator | None = None
        self._clock = clock
        self._uploader = uploader
        self._data_dir = data_dir
        self._stopping = asyncio.Event()
        self._buffer: Buffer | None = None
        self._endpoints: list[ModbusEndpoint] = []
        self._rules: dict[str, MachineRules] = {}
        self._memories: dict[str, MachineMemory] = {}
        self._read_at: dict[str, datetime] = {}
        self._polled: set[str] = set()

    async def run(self) -> None:
        """Run until `stop`; then poll once more and drain the buffer for a short while."""
        buffer = await self._open()
        sender = Sender(
            self.config.gateway,
            buffer,
            self._uploader,
            self.alarms,
            self._clock,
            longest_pause=self.config.server.longest_pause_seconds,
        )
        try:
            async with asyncio.TaskGroup() as tasks:
                polls = [tasks.create_task(self._keep_polling(each, buffer)) for each in self._endpoints]
                drained = asyncio.Event()
                sending = tasks.create_task(sender.run(drained))
                self._tell_started()
                await self._stopping.wait()
                await asyncio.gather(*polls)
                drained.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(sending, DRAIN_SECONDS)
        finally:
            await self._close(buffer)

    def stop(self) -> None:
        self._stopping.set()

    @property
    def counts_all(self) -> bool:
        """Whether each counter has its first value on disk: pieces that are ordered before that are not counted."""
        return all(self._memories[name].counter.marks for name, rules in self._rules.items() if rules.counter)

    async def status(self) -> dict[str, Any]:
        """What the person on site wants to know, ready for JSON."""
        return {
            "gateway": self.config.gateway,
            "time": self._clock.now(),
            "buffer": await self._buffer.fill() if self._buffer else None,
            "endpoints": [{"address": each.address, "connected": each.connected} for each in self._endpoints],
            "machines": [self.machine_status(name) for name in self._rules],
            "alarms": self.alarms.standing,
        }

    async def figures(self) -> Figures:
        devices = dict.fromkeys([*(state.value for state in MachineState), SILENT], 0)
        for endpoint in self._endpoints:
            for machine in endpoint.machines:
                told = self._memories[machine].state.told or MachineState.OFF
                devices[SILENT if endpoint.is_silent(machine) else told.value] += 1
        waiting, oldest = await self._waiting()
        return Figures(waiting, oldest, devices)

    async def _waiting(self) -> tuple[int, float]:
        """Records that wait for the server, and the age of the oldest in seconds."""
        buffer = self._buffer
        if buffer is None:
            return 0, 0.0
        fill = await buffer.fill()
        kept = await buffer.read(fill.acknowledged, 1)
        age = (self._clock.now() - decode(kept[0]).gateway_time).total_seconds() if kept else 0.0
        return fill.records, max(0.0, age)

    def machine_status(self, name: str) -> dict[str, Any]:
        memory = self._memories[name]
        return {
            "machine": name,
            "state": memory.state.told,
            "total": memory.counter.total,
            "read_at": self._read_at.get(name),
        }

    async def _open(self) -> Buffer:
        path = self._data_dir / "buffer.sqlite"
        most = self.config.buffer.max_megabytes * MEGABYTE
        buffer = self._buffer = await Buffer.open(path, most, self.config.gateway)
        machines = [*self.config.machines, *await self._start_workshop()]
        remembered = await buffer.memories()
        for machine in machines:
            self._rules[machine.machine] = self.config.rules(machine)
            self._memories[machine.machine] = _remembered(remembered.get(machine.machine))
        self._endpoints = _endpoints(machines, self._clock)
        return buffer

    async def _start_workshop(self) -> list[Machine]:
        if self.config.simulator is None:
            return []
        journal = self._data_dir / "workshop.jsonl"
        self.workshop = WorkshopSimulator(self.config.simulator, self.config.zone, self._clock, journal)
        await self.workshop.start()
        return self.workshop.tag_table()

    async def _close(self, buffer: Buffer) -> None:
        for endpoint in self._endpoints:
            endpoint.close()
        if self.workshop:
            await self.workshop.stop()
            self.workshop.close()
        self._buffer = None
        await buffer.close()

    async def _keep_polling(self, endpoint: ModbusEndpoint, buffer: Buffer) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while not self._stopping.is_set():
            await self._poll(endpoint, buffer)
            due = max(due + self.config.poll_seconds, loop.time())
            with suppress(TimeoutError):
                async with asyncio.timeout_at(due):
                    await self._stopping.wait()
        await self._poll(endpoint, buffer)

    async def _poll(self, endpoint: ModbusEndpoint, buffer: Buffer) -> None:
        observed = {}
        for name, readings in (await endpoint.poll()).items():
            observed[name] = self._observe(name, readings)
        told = {name: memory for name, (memory, records) in observed.items() if records}
        records = [record for _, each in observed.values() for record in each]
        if records and not await self._keep(buffer, records, told):
            observed = {name: seen for name, seen in observed.items() if name not in told}
        self._memories |= {name: memory for name, (memory, _) in observed.items()}
        self._polled.add(endpoint.address)
        self._tell_started()

    def _tell_started(self) -> None:
        """A counter's first value is where counting begins: nobody may order pieces before each machine was asked."""
        if self._polled >= {endpoint.address for endpoint in self._endpoints}:
            self.started.set()

    def _observe(self, name: str, readings: Sequence[Reading]) -> tuple[MachineMemory, list[Record]]:
        if all(reading.quality is Quality.GOOD for reading in readings):
            self._read_at[name] = readings[0].at
        try:
            memory, records = observe(self._rules[name], self._memories[name], readings)
        except (ValueError, ArithmeticError) as error:
            self.alarms.raise_(f"machine {name}", why(error), self._clock.now())
            return self._memories[name], []
        self.alarms.clear(f"machine {name}")
        self._judge_counts(name, records)
        return memory, records

    def _judge_counts(self, name: str, records: Sequence[Record]) -> None:
        """A count in doubt stands as an alarm until pieces are counted again; the server keeps it for a person."""
        for record in records:
            if record.reason:
                in_doubt = say("edge-gateway.of-machine", machine=name, why=record.reason)
                self.alarms.raise_(f"count {name}", in_doubt, self._clock.now())
            elif record.delta:
                self.alarms.clear(f"count {name}")

    async def _keep(self, buffer: Buffer, records: Sequence[Record], memories: dict[str, MachineMemory]) -> bool:
        """Put records on disk; when the buffer refuses, the machines stay as they were and tell it later."""
        now = self._clock.now()
        encoded = {name: msgspec.json.encode(memory) for name, memory in memories.items()}
        try:
            await buffer.append([encode(record, now) for record in records], encoded)
        except BufferRefused as refused:
            self.alarms.raise_("buffer", why(refused), now)
            return False
        self.alarms.clear("buffer")
        return True


def _remembered(body: bytes | None) -> MachineMemory:
    return MachineMemory() if body is None else msgspec.json.decode(body, type=MachineMemory)


def _endpoints(machines: Sequence[Machine], clock: Clock) -> list[ModbusEndpoint]:
    by_address = groupby(sorted(machines, key=_address), key=_address)
    return [ModbusEndpoint(host, port, list(group), clock) for (host, port), group in by_address]


def _address(machine: Machine) -> tuple[str, int]:
    return machine.host, machine.port
