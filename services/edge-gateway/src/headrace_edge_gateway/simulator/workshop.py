"""The simulated workshop: one Modbus TCP server, a unit id a machine, moved by commands and a clock."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from pymodbus.constants import ExcCodes
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_edge_gateway import config
from headrace_edge_gateway.clock import Clock
from headrace_edge_gateway.simulator.journal import Command, Journal, Obeyed
from headrace_edge_gateway.simulator.machine import CommandNotObeyed, SimulatedMachine
from headrace_edge_gateway.simulator.registers import REGISTERS, image, tag_table


class WorkshopSimulator:
    """Machines that can be told to run, fail and idle, and that answer over real Modbus TCP."""

    def __init__(self, simulator: config.Simulator, zone: str, clock: Clock, journal: Path) -> None:
        self._config = simulator
        self._clock = clock
        self._machines = {
            each.machine: SimulatedMachine(
                each.machine,
                rated_cycle=timedelta(seconds=each.cycle_seconds),
                modulus=2**16 if each.counter == "u16" else 2**32,
                zone=ZoneInfo(zone),
                zeroed=each.zeroed_at_midnight,
                seed=simulator.seed,
            )
            for each in simulator.machines
        }
        self._obeyed: set[tuple[str, str]] = set()
        self._journal = Journal(journal)
        for obeyed in self._journal:
            self._apply(obeyed.at, self._machines[obeyed.machine], obeyed.command)
        self._server: ModbusTcpServer | None = None

    async def start(self) -> None:
        """Listen; raises RuntimeError when the address can't be had."""
        devices = [self._device(each) for each in self._config.machines]
        self._server = ModbusTcpServer(devices, address=(self._config.host, self._config.port))
        await self._server.serve_forever(background=True)

    async def stop(self) -> None:
        if self._server:
            self._server.close()
            self._server = None

    def close(self) -> None:
        self._journal.close()

    @property
    def port(self) -> int:
        """The port it really listens on."""
        assert self._server is not None, "a workshop that wasn't started listens nowhere"
        listening = cast("asyncio.Server", self._server.transport)
        port: int = listening.sockets[0].getsockname()[1]
        return port

    def tag_table(self) -> list[config.Machine]:
        return tag_table(self._config, self.port)

    def run_pieces(
        self,
        machine: str,
        pieces: int,
        *,
        command_id: str,
        cycle_seconds: float | None = None,
        fail_after: int | None = None,
    ) -> None:
        command = Command(
            command="run_pieces",
            id=command_id,
            pieces=pieces,
            cycle_seconds=cycle_seconds,
            fail_after=fail_after,
        )
        self.obey(machine, command)

    def fail(self, machine: str, *, command_id: str) -> None:
        self.obey(machine, Command(command="fail", id=command_id))

    def repair(self, machine: str, *, command_id: str) -> None:
        self.obey(machine, Command(command="repair", id=command_id))

    def idle(self, machine: str, *, command_id: str) -> None:
        self.obey(machine, Command(command="idle", id=command_id))

    def obey(self, machine: str, command: Command) -> None:
        """Do as told, once; raises Missing or CommandNotObeyed and then changes nothing."""
        target = self._machine(machine)
        if (machine, command.id) in self._obeyed:
            return
        target.advance(self._clock.now())
        _check(target, command)
        now = self._clock.now()
        self._journal.write(Obeyed(now, machine, command))
        self._apply(now, target, command)

    def status(self, machine: str) -> dict[str, Any]:
        """What the machine itself knows: its state, the pieces ever made and the pieces left to make."""
        target = self._machine(machine)
        target.advance(self._clock.now())
        return {
            "machine": machine,
            "state": target.state,
            "made": target.made,
            "left": target.pieces_left,
            "counter": target.counter,
        }

    @property
    def machines(self) -> list[str]:
        return list(self._machines)

    def _machine(self, name: str) -> SimulatedMachine:
        if name not in self._machines:
            raise Missing.named("simulated machine", name)
        return self._machines[name]

    def _apply(self, at: datetime, machine: SimulatedMachine, command: Command) -> None:
        machine.advance(at)
        if command.command == "run_pieces":
            machine.run_pieces(command.pieces, _cycle(command), command.fail_after)
        else:
            getattr(machine, command.command)()
        self._obeyed.add((machine.name, command.id))

    def _device(self, simulated: config.SimulatedMachine) -> SimDevice:
        machine = self._machines[simulated.machine]

        async def refresh(
            _function: int, _start: int, _address: int, _count: int, registers: list[int], written: Any
        ) -> ExcCodes | None:
            if written is not None:
                return ExcCodes.ILLEGAL_FUNCTION
            machine.advance(self._clock.now())
            registers[:REGISTERS] = image(machine)
            return None

        block = SimData(0, count=REGISTERS, datatype=DataType.REGISTERS)
        return SimDevice(simulated.unit_id, simdata=[block], action=refresh)


def _check(machine: SimulatedMachine, command: Command) -> None:
    if command.command == "run_pieces":
        machine.check_job(command.pieces, _cycle(command), command.fail_after)
    elif command.pieces or command.cycle_seconds or command.fail_after is not None:
        raise CommandNotObeyed(say("edge-gateway.only-run-pieces", machine=machine.name))


def _cycle(command: Command) -> timedelta | None:
    if command.cycle_seconds is None:
        return None
    try:
        return timedelta(seconds=command.cycle_seconds)
    except (OverflowError, ValueError) as error:
        raise CommandNotObeyed(say("edge-gateway.no-such-seconds", seconds=str(command.cycle_seconds))) from error
