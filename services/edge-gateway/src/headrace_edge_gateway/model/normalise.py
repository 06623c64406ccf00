"""Tags become states and measures: steady, in canonical units, and told only when something changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from headrace_edge_gateway.model.readings import MachineState, Quality


@dataclass(frozen=True, slots=True)
class StateRule:
    """A new state must hold for `debounce` to be believed; a steady one is told again every `heartbeat`."""

    debounce: timedelta
    heartbeat: timedelta


@dataclass(frozen=True, slots=True)
class StateMemory:
    told: MachineState | None = None
    told_at: datetime | None = None
    candidate: MachineState | None = None
    candidate_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class StateTold:
    state: MachineState
    since: datetime


def state_of(running: bool | None, fault: bool | None) -> MachineState:
    """The state told by the start/stop bit and the fault bit; a machine that does not answer is off."""
    if running is None or fault is None:
        return MachineState.OFF
    if fault:
        return MachineState.ABNORMAL
    return MachineState.RUN if running else MachineState.IDLE


def settle(
    rule: StateRule, memory: StateMemory, seen: MachineState, at: datetime
) -> tuple[StateMemory, StateTold | None]:
    """Believe a state that has held long enough, from the instant it was first seen."""
    if seen is memory.told:
        steady = replace(memory, candidate=None, candidate_since=None)
        if memory.told_at and timedelta(0) <= at - memory.told_at < rule.heartbeat:
            return steady, None
        return replace(steady, told_at=at), StateTold(seen, at)
    since = at
    if seen is memory.candidate and memory.candidate_since:
        since = min(memory.candidate_since, at)
    if memory.told is None or at - since >= rule.debounce:
        return StateMemory(seen, at), StateTold(seen, since)
    return replace(memory, candidate=seen, candidate_since=since), None


@dataclass(frozen=True, slots=True)
class MeasureRule:
    """A value is told when it moved by `deadband` (in `unit`) or `heartbeat` has passed."""

    scale: float
    unit: str
    deadband: float
    heartbeat: timedelta


@dataclass(frozen=True, slots=True)
class MeasureMemory:
    value: float | None = None
    quality: Quality | None = None
    told_at: datetime | None = None


def measure(
    rule: MeasureRule, memory: MeasureMemory, raw: float | None, quality: Quality, at: datetime
) -> tuple[MeasureMemory, bool]:
    """Scale a raw value and say whether it is worth telling. A failed read is told once, without a value."""
    value = None if raw is None else raw * rule.scale
    fresh = MeasureMemory(value, quality, at)
    if memory.told_at is None or quality is not memory.quality:
        return fresh, True
    if value is None or memory.value is None:
        return memory, False
    moved = abs(value - memory.value)
    if moved > 0 and moved >= rule.deadband:
        return fresh, True
    return (fresh, True) if at - memory.told_at >= rule.heartbeat else (memory, False)
