"""Machines on Modbus TCP: one connection to each host and port, all its machines polled in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pymodbus.client import AsyncModbusTcpClient
from pymodbus.exceptions import ModbusException

from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.config import Machine
from headrace_edge_gateway.drivers.blocks import Block, coalesce
from headrace_edge_gateway.drivers.patience import Patience
from headrace_edge_gateway.model.readings import Quality, Reading
from headrace_edge_gateway.pauses import GrowingPause

ANSWER_SECONDS = 2.0
BRISK_SECONDS = 0.5  # for who is asked in passing, before it answered: it may take its time when it has its turn
LONGEST_PAUSE = 30.0


@dataclass(frozen=True, slots=True)
class Question:
    """A block of registers of one of the machines."""

    machine: str
    unit: int
    block: Block


class ModbusEndpoint:
    """Polls the machines behind one address. A read that fails gives readings without value, quality bad.

    What fails at one unit is no matter of the others: each is asked in every round for as long as it answers.
    """

    def __init__(self, host: str, port: int, machines: Sequence[Machine], clock: Clock) -> None:
        self.address = f"{host}:{port}"
        self.machines = [machine.machine for machine in machines]
        self._questions = [
            Question(machine.machine, machine.unit_id, block)
            for machine in machines
            for block in coalesce(machine.tags)
        ]
        self._patience = Patience(len(self._questions))
        self._silent: set[str] = set(self.machines)
        self._clock = clock
        self._client = AsyncModbusTcpClient(host, port=port, timeout=ANSWER_SECONDS, retries=0, reconnect_delay=0)
        self._pause = GrowingPause(0.1, LONGEST_PAUSE)
        self._next_attempt = 0.0

    @property
    def connected(self) -> bool:
        return bool(self._client.connected)

    def is_silent(self, machine: str) -> bool:
        """Whether nothing of it could be read when it was polled last."""
        return machine in self._silent

    async def poll(self) -> dict[str, list[Reading]]:
        """Read every tag of every machine once; the readings of each machine by its name."""
        heard: dict[int, list[Reading]] = {}
        mute: set[int] = set()
        for number in self._patience.answering():
            unit = self._questions[number].unit
            if unit not in mute and not await self._ask(number, heard) and not self.connected:
                mute.add(unit)
        while (silent := self._patience.next_silent(_now())) is not None and await self._ask(silent, heard):
            pass
        self._silent = set(self.machines) - {self._questions[number].machine for number in heard}
        readings: dict[str, list[Reading]] = {machine: [] for machine in self.machines}
        for number, question in enumerate(self._questions):
            readings[question.machine] += heard.get(number) or self._nothing(question)
        return readings

    def close(self) -> None:
        self._client.close()

    async def _ask(self, number: int, heard: dict[int, list[Reading]]) -> bool:
        """Whether the question was answered as it should be."""
        await self._connect_when_due()
        if not self.connected:
            return False
        question, began, asked = self._questions[number], _now(), self._clock.now()
        seconds = BRISK_SECONDS if self._patience.is_doubted(number) else ANSWER_SECONDS
        registers = await self._registers(question, seconds)
        if registers is None:
            self._patience.missed(number, began, _now())
            return False
        self._patience.answered(number)
        heard[number] = _read(question, registers, asked, self._clock.now())
        return True

    def _nothing(self, question: Question) -> list[Reading]:
        now = self._clock.now()
        return [Reading(question.machine, tag.tag, None, Quality.BAD, now, now) for tag in question.block.tags]

    async def _connect_when_due(self) -> None:
        if self.connected or _now() < self._next_attempt:
            return
        if await self._client.connect():
            self._pause.after_success()
        else:
            self._next_attempt = _now() + self._pause.after_failure()

    async def _registers(self, question: Question, seconds: float) -> list[int] | None:
        client, block = self._client, question.block
        read = {
            "holding": client.read_holding_registers,
            "input": client.read_input_registers,
            "coil": client.read_coils,
            "discrete": client.read_discrete_inputs,
        }[block.table]
        try:
            async with asyncio.timeout(seconds):
                answer = await read(block.start, count=block.count, device_id=question.unit)
        except (ModbusException, OSError):
            client.close()  # a late answer on this connection would be taken for the next one
            return None
        values = answer.bits if block.tags[0].is_of_bits else answer.registers
        if answer.isError() or len(values) < block.count:
            return None
        return list(map(int, values))


def _now() -> float:
    return asyncio.get_running_loop().time()


def _read(question: Question, registers: list[int], asked: datetime, at: datetime) -> list[Reading]:
    values = [(tag.tag, question.block.value(tag, registers)) for tag in question.block.tags]
    return [
        Reading(question.machine, tag, value, Quality.BAD if value is None else Quality.GOOD, asked, at)
        for tag, value in values
    ]
