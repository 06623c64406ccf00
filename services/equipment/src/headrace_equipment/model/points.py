"""What a gateway tells of a machine: states, counts and measures, each at a time of the machine's own clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from headrace_contracts.equipment.v1 import MachineState
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, Term, say

AHEAD = timedelta(hours=1)
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2200, 1, 1, tzinfo=UTC)
MOST_PIECES = 2**32 - 1  # what a counter of 32 bits can hold
LARGEST_TOTAL = 2**62
CERTAIN_QUALITY, FAILED_QUALITY = "good", "bad"


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

    @property
    def tells_of_life(self) -> bool:
        """A read that failed tells of nothing."""
        return self.quality != FAILED_QUALITY


@dataclass(frozen=True, slots=True, kw_only=True)
class State(_Told):
    state: MachineState


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(_Told):
    """`delta` pieces more than before; `total` is the gateway's own running total.

    Of any quality but good it is in doubt: so many pieces may have been made, and `reason` says what happened.
    """

    delta: int
    total: int
    reason: str = ""
    reason_said: Message | None = None

    @property
    def is_certain(self) -> bool:
        return self.quality == CERTAIN_QUALITY


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(_Told):
    """A read that failed has no value."""

    value: float | None
    unit: str


Point: TypeAlias = State | Count | Measure


def check(point: Point, now: datetime) -> None:
    """Raises PointRefused. A time far ahead would put every later state of the machine after it."""
    for clock, told in (("device", point.device_time), ("gateway", point.gateway_time)):
        if not FIRST_MOMENT <= told <= now + AHEAD:
            raise PointRefused(
                say(
                    "equipment.clock-wrong",
                    machine=point.machine,
                    clock=Term(clock),
                    told=told.isoformat(),
                    first=FIRST_MOMENT.date(),
                    now=now.isoformat(),
                )
            )
    if isinstance(point, Count) and point.delta > MOST_PIECES:
        raise PointRefused(
            say("equipment.too-many-pieces", machine=point.machine, pieces=point.delta, most=MOST_PIECES)
        )
