"""The gateway's configuration: a TOML or JSON file, checked as a whole before anything starts."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from headrace_edge_gateway.model.counters import CounterRule
from headrace_edge_gateway.model.machine import CounterTags, MachineRules
from headrace_edge_gateway.model.normalise import MeasureRule, StateRule

YEAR = 366 * 86_400
Seconds = Annotated[float, msgspec.Meta(ge=0.000_001, le=YEAR)]
SomeSeconds = Annotated[float, msgspec.Meta(ge=0, le=YEAR)]
NotNegative = Annotated[float, msgspec.Meta(ge=0, le=1e12)]
Scale = Annotated[float, msgspec.Meta(ge=-1e12, le=1e12)]
REGISTERS = 65_536
WIDTHS = {"u32": 2, "i32": 2, "f32": 2, "u64": 4}
COUNTERS = ("u16", "u32", "u64")
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]
Role = Literal["run", "fault", "counter", "closed_day", "closed_value", "measure"]


class ConfigError(ValueError):
    """The configuration can't be used; the message says which entry and how to mend it."""


class Tag(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of the tag table. `register` counts from 0; longer types take several, high word first unless said.

    `no_value` is the number by which a device says that it has none.
    """

    tag: Name
    role: Role
    register: Annotated[int, msgspec.Meta(ge=0, le=65535)]
    type: Literal["u16", "i16", "u32", "i32", "u64", "f32", "bit"]
    table: Literal["holding", "input", "coil", "discrete"] = "holding"
    word_order: Literal["high_first", "low_first"] = "high_first"
    no_value: int | None = None
    bit: Annotated[int, msgspec.Meta(ge=0, le=15)] = 0
    scale: Scale = 1.0
    unit: str = ""
    deadband: NotNegative = 0.0

    @property
    def width(self) -> int:
        return WIDTHS.get(self.type, 1)

    @property
    def is_of_bits(self) -> bool:
        """Whether its table holds bits and no registers."""
        return self.table in ("coil", "discrete")


class Machine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A machine on Modbus TCP. `fastest_cycle_seconds` is the least time in which it can make a piece.

    Without it a hundredth of a second is taken, which tells fewer faults of a counter from pieces.
    """

    machine: Name
    host: str = "127.0.0.1"
    port: Port = 502
    unit_id: Annotated[int, msgspec.Meta(ge=1, le=247)] = 1
    fastest_cycle_seconds: Seconds | None = None
    counter_zeroed_at_midnight: bool = False
    tags: list[Tag]


class Server(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where telemetry goes. `token_file` holds the bearer token and is read anew for every request.

    Pauses between failed attempts grow up to `longest_pause_seconds`.
    """

    url: str
    token_file: str | None = None
    longest_pause_seconds: Seconds = 60.0


class Buffer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The bound of the buffer file; beyond it new records are refused and an alarm is raised."""

    max_megabytes: Annotated[int, msgspec.Meta(ge=1, le=16_000_000)] = 4096


class Local(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The page for the person on site, and the health end points."""

    host: str = "127.0.0.1"
    port: Port = 8090


class SimulatedMachine(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    machine: Name
    unit_id: Annotated[int, msgspec.Meta(ge=1, le=247)]
    cycle_seconds: Seconds
    counter: Literal["u16", "u32"] = "u32"
    zeroed_at_midnight: bool = True


class Simulator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A simulated workshop in place of machines; port 0 lets the system choose one."""

    machines: list[SimulatedMachine]
    seed: int = 0
    host: str = "127.0.0.1"
    port: Port = 0


class GatewayConfig(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    gateway: Name
    zone: str
    server: Server
    machines: list[Machine] = []
    simulator: Simulator | None = None
    buffer: Buffer = Buffer()
    local: Local = Local()
    poll_seconds: Seconds = 1.0
    debounce_seconds: SomeSeconds = 2.0
    heartbeat_seconds: Seconds = 60.0

    def rules(self, machine: Machine) -> MachineRules:
        """What the tags of a machine mean; raises ConfigError when one is missing or named twice."""
        heartbeat = timedelta(seconds=self.heartbeat_seconds)
        counter = _counter_tags(machine)
        return MachineRules(
            machine.machine,
            _required(machine, "run"),
            _required(machine, "fault"),
            StateRule(timedelta(seconds=self.debounce_seconds), heartbeat),
            counter,
            self._counter_rule(machine) if counter else None,
            {
                tag.tag: MeasureRule(tag.scale, tag.unit, tag.deadband, heartbeat)
                for tag in machine.tags
                if tag.role == "measure"
            },
        )

    def _counter_rule(self, machine: Machine) -> CounterRule:
        width = next(tag.width for tag in machine.tags if tag.role == "counter")
        fastest = machine.fastest_cycle_seconds
        return CounterRule(
            modulus=2 ** (16 * width),
            fastest_cycle=None if fastest is None else timedelta(seconds=fastest),
            zone=ZoneInfo(self.zone),
            zeroed_at_midnight=machine.counter_zeroed_at_midnight,
        )


def load(path: Path) -> GatewayConfig:
    """Read a configuration file (.toml or .json); raises ConfigError."""
    decode = msgspec.toml.decode if path.suffix == ".toml" else msgspec.json.decode
    try:
        return checked(decode(path.read_bytes(), type=GatewayConfig))
    except msgspec.DecodeError as error:
        raise ConfigError(f"{path}: {error}") from error


def checked(config: GatewayConfig) -> GatewayConfig:
    """The same configuration, if its parts fit each other."""
    try:
        ZoneInfo(config.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # such as America, which is a folder
        raise ConfigError(f"zone: {config.zone!r} is no IANA time zone such as Europe/Berlin") from error
    names = [machine.machine for machine in config.machines]
    for name in names:
        if names.count(name) > 1:
            raise ConfigError(f"machines: {name!r} is listed twice")
    for machine in config.machines:
        config.rules(machine)
        for tag in machine.tags:
            _check_tag(f"machine {machine.machine!r}: tag {tag.tag!r}", tag)
    return config


def _check_tag(named: str, tag: Tag) -> None:
    if tag.register + tag.width > REGISTERS:
        raise ConfigError(f"{named} ends after the last register, 65535")
    if tag.is_of_bits and (tag.type != "bit" or tag.bit):
        raise ConfigError(f"{named}: the table {tag.table!r} holds bits; give it the type 'bit' and no bit of its own")
    if tag.role == "counter" and tag.type not in COUNTERS:
        raise ConfigError(f"{named}: a counter has the type {', '.join(COUNTERS)}, not {tag.type}")


def _counter_tags(machine: Machine) -> CounterTags | None:
    value = _optional(machine, "counter")
    if value is None:
        return None
    return CounterTags(value, _optional(machine, "closed_day"), _optional(machine, "closed_value"))


def _required(machine: Machine, role: Role) -> str:
    tag = _optional(machine, role)
    if tag is None:
        raise ConfigError(f"machine {machine.machine!r} has no tag with the role {role!r}: add one")
    return tag


def _optional(machine: Machine, role: Role) -> str | None:
    tags = [tag.tag for tag in machine.tags if tag.role == role]
    if len(tags) > 1:
        raise ConfigError(f"machine {machine.machine!r} has {len(tags)} tags with the role {role!r}: keep one")
    return tags[0] if tags else None
