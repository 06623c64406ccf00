"""A gateway's batch: stored once, followed by the machines it tells of; what is bad in it is set aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from headrace_chassis.tx import Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, kept, say
from headrace_equipment.model import ingest, points
from headrace_equipment.model.machine import Machine
from headrace_equipment.model.points import MOST_PIECES, Count, Point, PointRefused
from headrace_equipment.store import states, telemetry
from headrace_equipment.store.machines import machines, taken
from headrace_equipment.store.telemetry import Refused
from headrace_equipment.usecases.doubts import set_in_doubt


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a batch: the point it tells, or why it can't be read; `body` is what was sent."""

    sequence: int
    told: Point | Message
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Batch:
    gateway: str
    stream: str
    oldest: int
    records: Sequence[Record]


async def take_batch(tx: Tx, batch: Batch) -> int:
    """The last sequence stored of the stream. Raises BatchTooLate or BatchRefused, and then stores nothing."""
    progress = await telemetry.taken_progress(tx, batch.gateway, batch.stream)
    accepted = ingest.accept(progress, [record.sequence for record in batch.records], batch.oldest)
    fresh = batch.records[accepted.fresh_from :]
    if not fresh:
        return progress.last_sequence
    known = await taken(tx, {each.told.machine for each in fresh if not isinstance(each.told, Message)})
    good, refused, doubtful = _sorted_out(fresh, known, tx)
    await telemetry.store(tx, batch.gateway, batch.stream, good)
    await telemetry.set_aside(tx, batch.gateway, batch.stream, refused)
    await telemetry.advance(tx, accepted, len(good), len(refused))
    await _follow(tx, known, good)
    await set_in_doubt(tx, known, doubtful)
    return accepted.progress.last_sequence


def _sorted_out(
    records: Iterable[Record], known: Mapping[str, Machine], tx: Tx
) -> tuple[list[Point], list[Refused], list[Count]]:
    """What is good, what can't be used, and of both the counts that nobody may book: a person settles them."""
    good: list[Point] = []
    refused: list[Refused] = []
    doubtful: list[Count] = []
    for record in records:
        told = record.told
        try:
            good.append(_usable(record, known, tx))
        except RuleBroken as wrong:
            refused.append(Refused(record.sequence, wrong.detail, record.body))
            if isinstance(told, Count) and told.machine in known and told.delta <= MOST_PIECES:
                text, message = kept(wrong.detail)
                doubtful.append(replace(told, device_time=tx.now, reason=text, reason_said=message))
        else:
            doubtful += [told] if isinstance(told, Count) and not told.is_certain else []
    return good, refused, doubtful


def _usable(record: Record, known: Mapping[str, Machine], tx: Tx) -> Point:
    if isinstance(record.told, Message):
        raise PointRefused(record.told)
    if record.told.machine not in known:
        raise PointRefused(say("equipment.no-machine-of", tenant=tx.tenant, machine=record.told.machine))
    points.check(record.told, tx.now)
    return record.told


async def _follow(tx: Tx, known: Mapping[str, Machine], good: Sequence[Point]) -> None:
    of_machine: dict[str, list[Point]] = defaultdict(list)
    for point in good:
        of_machine[point.machine].append(point)
    if not of_machine:
        return
    touched = [moment for name, told in of_machine.items() for moment in _moments(known[name], told)]
    recent = await states.holding(tx, touched)
    changed = {name: known[name].follow(told, recent.get(name, ())) for name, told in of_machine.items()}
    followed = [known[name] for name in of_machine]
    await states.keep(tx, changed)
    await machines.put(tx, followed)
    for machine in followed:
        tx.tell(machine)


def _moments(machine: Machine, told: Sequence[Point]) -> Iterable[tuple[str, datetime]]:
    """Where in the machine's states the points belong: to the current one, or counts that are late to an earlier."""
    if machine.since is not None:
        late = (point.device_time for point in told if isinstance(point, Count) and point.device_time < machine.since)
        yield from ((machine.id, moment) for moment in (machine.since, *late))
