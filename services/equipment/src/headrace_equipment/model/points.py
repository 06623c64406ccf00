"""What a gateway tells of a machine: states, counts and measures, each at a time of the machine's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import RuleBroken

AHEAD = timedelta(hours=1)


class PointRefused(RuleBroken):
    """A record of a batch can't be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """`sequence` is the record's place in its stream."""

    sequence: int
    machine: str
    tag: str
    quality: str
    device_time: datetime
    gateway_time: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class State(_Told):
    state: MachineState


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(_Told):
    """`delta` pieces more than before; `total` is the gateway's own running total."""

    delta: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(_Told):
    """A read that failed has no value."""

    value: float | None
    unit: str


Point: TypeAlias = State | Count | Measure


def check(point: Point, now: datetime) -> None:
    """Raises PointRefused: a time far ahead would put every later state of the machine after it."""
    if point.device_time > now + AHEAD:
        raise PointRefused(
            f"{point.machine} told it at {point.device_time.isoformat()}, which is after now "
            f"({now.isoformat()}). Set the clock of the machine or its gateway."
        )
