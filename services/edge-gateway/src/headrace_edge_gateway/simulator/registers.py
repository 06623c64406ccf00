"""The register map of every simulated machine, and the tag table that reads it.

| register | type | meaning |
|---|---|---|
| 0 | bits | bit 0 running, bit 1 fault |
| 1-2 | u32 | cycle time, milliseconds |
| 3-4 | u32 or u16 | photo sensor's piece counter (a u16 leaves register 4 at 0) |
| 5 | u16 | last closed day, days since 1970-01-01, 0 for none |
| 6-7 | u32 | value of the counter when that day was closed |
"""

from __future__ import annotations

from datetime import date, timedelta

from headrace_edge_gateway.config import Machine, SimulatedMachine, Simulator, Tag
from headrace_edge_gateway.simulator import machine as workshop

REGISTERS = 8
EPOCH = date(1970, 1, 1)


def image(machine: workshop.SimulatedMachine) -> list[int]:
    """The registers of a machine as they stand now."""
    closed_day, closed_value = machine.closed or (EPOCH, 0)
    wide = machine.modulus > 2**16
    return [
        machine.running | machine.fault << 1,
        *_u32(machine.cycle // timedelta(milliseconds=1)),
        *(_u32(machine.counter) if wide else (machine.counter, 0)),
        (closed_day - EPOCH).days,
        *_u32(closed_value),
    ]


def tag_table(simulator: Simulator, port: int) -> list[Machine]:
    """The gateway's configuration for every machine of the simulated workshop."""
    return [_machine(simulator.host, port, simulated) for simulated in simulator.machines]


def _machine(host: str, port: int, simulated: SimulatedMachine) -> Machine:
    tags = [
        Tag(tag="running", role="run", register=0, type="bit", bit=0),
        Tag(tag="fault", role="fault", register=0, type="bit", bit=1),
        Tag(tag="cycle_time", role="measure", register=1, type="u32", scale=0.001, unit="s"),
        Tag(tag="pieces", role="counter", register=3, type=simulated.counter),
    ]
    if simulated.zeroed_at_midnight:
        tags.append(Tag(tag="closed_day", role="closed_day", register=5, type="u16"))
        tags.append(Tag(tag="closed_pieces", role="closed_value", register=6, type="u32"))
    return Machine(
        machine=simulated.machine,
        host=host,
        port=port,
        unit_id=simulated.unit_id,
        fastest_cycle_seconds=simulated.cycle_seconds * 0.9,
        counter_zeroed_at_midnight=simulated.zeroed_at_midnight,
        tags=tags,
    )


def _u32(value: int) -> tuple[int, int]:
    return value >> 16 & 0xFFFF, value & 0xFFFF
