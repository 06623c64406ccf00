"""Machines on Modbus TCP: one connection to each host and port, all its machines polled in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.exceptions import ModbusException

from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.config import Machine
from headrace_edge_gateway.drivers.blocks import Block, coalesce
from headrace_edge_gateway.model.readings import Quality, Reading
from headrace_edge_gateway.pauses import GrowingPause

ANSWER_SECONDS = 2.0
LONGEST_PAUSE = 30.0


class ModbusEndpoint:
    """Polls the machines behind one address. A read that fails gives readings without value, quality bad."""

    def __init__(self, host: str, port: int, machines: Sequence[Machine], clock: Clock) -> None:
        self.address = f"{host}:{port}"
        self._machines = [(machine, coalesce(machine.tags)) for machine in machines]
        self._clock = clock
        self._client = AsyncModbusTcpClient(host, port=port, timeout=ANSWER_SECONDS, retries=0, reconnect_delay=0)
        self._pause = GrowingPause(0.1, LONGEST_PAUSE)
        self._next_attempt = 0.0

    @property
    def connected(self) -> bool:
        return bool(self._client.connected)

    @property
    def machines(self) -> list[str]:
        return [machine.machine for machine, _ in self._machines]

    async def poll(self) -> dict[str, list[Reading]]:
        """Read every tag of every machine once; the readings of each machine by its name."""
        await self._connect_when_due()
        return {machine.machine: await self._read(machine, blocks) for machine, blocks in self._machines}

    def close(self) -> None:
        self._client.close()

    async def _connect_when_due(self) -> None:
        now = asyncio.get_running_loop().time()
        if self.connected or now < self._next_attempt:
            return
        if await self._client.connect():
            self._pause.after_success()
        else:
            self._next_attempt = now + self._pause.after_failure()

    async def _read(self, machine: Machine, blocks: Sequence[Block]) -> list[Reading]:
        readings = []
        for block in blocks:
            asked = self._clock.now()
            registers = await self._registers(machine.unit_id, block) if self.connected else None
            readings += _readings(machine.machine, block, registers, asked, self._clock.now())
        return readings

    async def _registers(self, unit_id: int, block: Block) -> list[int] | None:
        client = self._client
        read = client.read_holding_registers if block.table == "holding" else client.read_input_registers
        try:
            answer = await read(block.start, count=block.count, device_id=unit_id)
        except (ModbusException, OSError):
            client.close()  # a late answer on this connection would be taken for the next one
            return None
        if answer.isError() or len(answer.registers) < block.count:
            return None
        return list(answer.registers)


def _readings(machine: str, block: Block, registers: list[int] | None, asked: datetime, at: datetime) -> list[Reading]:
    if registers is None:
        return [Reading(machine, tag.tag, None, Quality.BAD, asked, at) for tag in block.tags]
    return [Reading(machine, tag.tag, block.value(tag, registers), Quality.GOOD, asked, at) for tag in block.tags]
