"""One machine as the gateway sees it: readings in, facts worth telling out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from headrace_contracts.messages import say
from headrace_edge_gateway.model.counters import (
    ClosedDay,
    Count,
    CounterEvent,
    CounterRule,
    CounterSample,
    CounterState,
    count,
)
from headrace_edge_gateway.model.normalise import (
    MeasureMemory,
    MeasureRule,
    StateMemory,
    StateRule,
    measure,
    settle,
    state_of,
)
from headrace_edge_gateway.model.readings import MachineState, Quality, Reading, Record

EPOCH = date(1970, 1, 1)
SILENT = (CounterEvent.SAME, CounterEvent.LATE, CounterEvent.SUSPECT)


@dataclass(frozen=True, slots=True)
class CounterTags:
    """The tags of one counter: its value and, where the device keeps it, the last closed day and its value.

    The closed day is told in days since 1970-01-01; 0 means that no day was closed yet.
    """

    value: str
    closed_day: str | None = None
    closed_value: str | None = None


@dataclass(frozen=True, slots=True)
class MachineRules:
    """What each tag of a machine means."""

    machine: str
    run_tag: str
    fault_tag: str
    state: StateRule
    counter_tags: CounterTags | None = None
    counter: CounterRule | None = None
    measures: Mapping[str, MeasureRule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MachineMemory:
    """What must be remembered of a machine, stored together with the records that came of it."""

    state: StateMemory = field(default_factory=StateMemory)
    counter: CounterState = field(default_factory=CounterState)
    measures: Mapping[str, MeasureMemory] = field(default_factory=dict)


def observe(
    rules: MachineRules, memory: MachineMemory, readings: Sequence[Reading]
) -> tuple[MachineMemory, list[Record]]:
    """Follow a machine by one poll of all its tags."""
    tags = {reading.tag: reading for reading in readings}
    state, states = _states(rules, memory.state, tags)
    counter, counts = _counts(rules, memory.counter, tags)
    measures, measured = _measures(rules, memory.measures, tags)
    return MachineMemory(state, counter, measures), [*states, *counts, *measured]


def _states(rules: MachineRules, memory: StateMemory, tags: Mapping[str, Reading]) -> tuple[StateMemory, list[Record]]:
    run, fault = tags[rules.run_tag], tags[rules.fault_tag]
    seen = state_of(_bit(run), _bit(fault))
    memory, told = settle(rules.state, memory, seen, run.at)
    if told is None:
        return memory, []
    quality = Quality.BAD if told.state is MachineState.OFF else Quality.GOOD
    return memory, [Record(rules.machine, "state", "state", quality, told.since, state=told.state)]


def _counts(
    rules: MachineRules, memory: CounterState, tags: Mapping[str, Reading]
) -> tuple[CounterState, list[Record]]:
    sample = _sample(rules, tags)
    if sample is None or rules.counter is None or rules.counter_tags is None:
        return memory, []
    memory, counts = count(rules.counter, memory, sample)
    tag = rules.counter_tags.value
    return memory, [_counted(rules.machine, tag, each) for each in counts if each.event not in SILENT]


def _counted(machine: str, tag: str, told: Count) -> Record:
    quality = Quality.GOOD if told.certain else Quality.UNCERTAIN
    return Record(machine, tag, "count", quality, told.at, delta=told.delta, total=told.total, reason=told.why)


def _sample(rules: MachineRules, tags: Mapping[str, Reading]) -> CounterSample | None:
    """The counter's sample, unless the read failed or the plant's midnight passed while it was under way."""
    if rules.counter_tags is None or rules.counter is None:
        return None
    reading = tags[rules.counter_tags.value]
    torn = rules.counter.zeroed_at_midnight and rules.counter.day(reading.asked) != rules.counter.day(reading.at)
    if reading.value is None or torn:
        return None
    closed = _closed(rules.counter_tags, tags, rules.counter.day(reading.at))
    return CounterSample(int(reading.value), reading.asked, reading.at, closed=closed)


def _closed(counter: CounterTags, tags: Mapping[str, Reading], today: date) -> ClosedDay | None:
    """A device's midnight may lie a little before ours; raises ValueError when it tells a later day than that."""
    if counter.closed_day is None or counter.closed_value is None:
        return None
    day, value = tags[counter.closed_day].value, tags[counter.closed_value].value
    if not day or value is None:
        return None
    if int(day) > (today - EPOCH).days:
        raise ValueError(say("edge-gateway.day-to-come", tag=counter.closed_day, day=int(day)))
    return ClosedDay(EPOCH + timedelta(days=int(day)), int(value))


def _measures(
    rules: MachineRules, memories: Mapping[str, MeasureMemory], tags: Mapping[str, Reading]
) -> tuple[dict[str, MeasureMemory], list[Record]]:
    fresh = dict(memories)
    return fresh, list(_told_measures(rules, fresh, tags))


def _told_measures(
    rules: MachineRules, memories: dict[str, MeasureMemory], tags: Mapping[str, Reading]
) -> Iterator[Record]:
    for tag, rule in rules.measures.items():
        reading = tags[tag]
        before = memories.get(tag, MeasureMemory())
        memories[tag], worth_telling = measure(rule, before, reading.value, reading.quality, reading.at)
        if worth_telling:
            value = memories[tag].value
            quality = reading.quality
            yield Record(rules.machine, tag, "measure", quality, reading.at, value=value, unit=rule.unit)


def _bit(reading: Reading) -> bool | None:
    return None if reading.value is None else bool(reading.value)
