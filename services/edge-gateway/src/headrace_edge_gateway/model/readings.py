"""What comes out of a driver, and what goes to the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from headrace_contracts.messages import Message


class Quality(StrEnum):
    """How far a value can be trusted."""

    GOOD = "good"
    UNCERTAIN = "uncertain"
    BAD = "bad"


class MachineState(StrEnum):
    RUN = "run"
    IDLE = "idle"
    ABNORMAL = "abnormal"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Reading:
    """One tag read from a machine; `value` is None when the read failed (quality bad).

    The device answered at some instant between `asked` and `at`, both UTC.
    """

    machine: str
    tag: str
    value: float | int | None
    quality: Quality
    asked: datetime
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """One fact for the server: a state, a count or a measure, still without its sequence.

    A count of quality uncertain is no fact: `delta` pieces may have been made, and `reason` says what happened.
    """

    machine: str
    tag: str
    kind: str
    quality: Quality
    device_time: datetime
    state: MachineState | None = None
    delta: int | None = None
    total: int | None = None
    value: float | None = None
    unit: str | None = None
    reason: Message | None = None
