"""Why each factory was chosen or refused for each line: a code and the facts behind it, to be checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from headrace_orders.engine.matching.match import Allocation, Match
from headrace_orders.engine.matching.offers import Pool, Source, Sources, capacities
from headrace_orders.engine.matching.problem import Factory, Line

Facts = dict[str, int | str | list[str]]


class Reason(StrEnum):
    CHEAPEST = "cheapest"
    NEXT_CHEAPEST = "next_cheapest"  # cheaper factories were full
    EARLIEST = "earliest"  # nobody can deliver when due
    CLOSED = "closed"
    NO_ROUTING = "no_routing"  # no factory at all makes the item
    NOT_CAPABLE = "not_capable"  # others make the item, this one doesn't
    NO_MATERIAL_BEFORE_DUE = "no_material_before_due"
    NO_CAPACITY_BEFORE_DUE = "no_capacity_before_due"
    DEARER = "dearer"
    SEARCH_ENDED = "search_ended"  # it would have been cheaper, but the proof was cut off by its limit


@dataclass(frozen=True, slots=True)
class Verdict:
    line: str
    factory: str
    chosen: bool
    quantity: int
    reason: Reason
    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Room:
    """What one source could give a line in time: of all its capacity, and of what this match leaves over."""

    source: Source
    before: int
    after: int


def explain(lines: Sequence[Line], factories: Sequence[Factory], match: Match) -> Iterator[Verdict]:
    """One verdict for every line and factory; the lines and factories are those of the match, all of them."""
    explanation = _Explanation(lines, factories, match)
    for line in lines:
        for factory in factories:
            yield explanation.verdict(line, factory)


class _Explanation:
    def __init__(self, lines: Sequence[Line], factories: Sequence[Factory], match: Match) -> None:
        self._factories = factories
        self._sources = Sources(factories)
        self._pools = capacities(factories)
        self._parts: dict[tuple[str, str], list[Allocation]] = defaultdict(list)
        self._load: dict[Pool, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self._dearest: dict[str, int] = {}
        self._met = {outcome.line for outcome in match.outcomes if not outcome.unmet_when_due}
        item_of = {line.id: line.item for line in lines}
        for part in match.allocations:
            self._parts[part.line, part.factory].append(part)
            if not part.is_late:
                self._dearest[part.line] = max(part.unit_cost, self._dearest.get(part.line, 0))
                self._add_load(item_of[part.line], part)

    def verdict(self, line: Line, factory: Factory) -> Verdict:
        parts = self._parts.get((line.id, factory.id))
        if parts:
            reason, facts = self._why_chosen(line, parts)
            return Verdict(line.id, factory.id, True, sum(p.quantity for p in parts), reason, facts)
        reason, facts = self._why_refused(line, factory)
        return Verdict(line.id, factory.id, False, 0, reason, facts)

    def _add_load(self, item: str, part: Allocation) -> None:
        day = part.start_day if part.from_stock else 0
        load = self._load[Pool(part.factory, item if part.from_stock else part.work_centre, part.from_stock, day)]
        for day, ticks in part.days:
            load[day] += ticks

    def _room(self, line: Line, source: Source) -> _Room:
        capacity = self._pools[source.pool]
        last_day = source.last_day(line, capacity)
        if source.arrival(last_day) > line.due_day:
            return _Room(source, 0, 0)
        before = capacity.between(source.first_day, last_day)
        load = self._load.get(source.pool, {})
        taken = sum(ticks for day, ticks in load.items() if source.first_day <= day <= last_day)
        return _Room(source, source.quanta_in(before), source.quanta_in(before - taken))

    def _why_chosen(self, line: Line, parts: Sequence[Allocation]) -> tuple[Reason, Facts]:
        dearest = max(part.unit_cost for part in parts)
        cheaper = [name for name in self._cheaper_in_time(line, dearest) if name != parts[0].factory]
        facts: Facts = {
            "from_stock": sum(part.quantity for part in parts if part.from_stock),
            "unit_cost": dearest,
            "cost": sum(part.cost for part in parts),
            "start_day": min(part.start_day for part in parts),
            "finish_day": max(part.finish_day for part in parts),
            "arrival_day": max(part.arrival_day for part in parts),
        }
        if any(part.is_late for part in parts):
            return Reason.EARLIEST, facts
        if cheaper:
            return Reason.NEXT_CHEAPEST, {**facts, "cheaper_but_full": cheaper}
        return Reason.CHEAPEST, facts

    def _cheaper_in_time(self, line: Line, unit_cost: int) -> list[str]:
        return [
            factory.id
            for factory in self._factories
            if factory.is_open
            and any(
                source.unit_cost < unit_cost and self._room(line, source).before
                for source in self._sources.at(factory.id, line)
            )
        ]

    def _why_refused(self, line: Line, factory: Factory) -> tuple[Reason, Facts]:
        sources = self._sources.at(factory.id, line)
        if not factory.is_open:
            return Reason.CLOSED, {}
        if not sources:
            made = line.item in self._sources.items
            return (Reason.NOT_CAPABLE if made else Reason.NO_ROUTING), {"item": line.item}
        latest_day = line.due_day - factory.transit_days
        material_day = min(source.first_day for source in sources)
        ready_day = min(source.arrival(source.first_day) for source in sources) - factory.transit_days
        if ready_day > max(latest_day, 0):
            facts: Facts = {"material_day": material_day, "ready_day": ready_day, "latest_day": latest_day}
            return Reason.NO_MATERIAL_BEFORE_DUE, facts
        return self._why_not_used(line, [self._room(line, source) for source in sources], latest_day)

    def _why_not_used(self, line: Line, rooms: Sequence[_Room], latest_day: int) -> tuple[Reason, Facts]:
        before, after = sum(room.before for room in rooms), sum(room.after for room in rooms)
        usable = [room for room in rooms if room.after] or [room for room in rooms if room.before]
        dearest = self._dearest.get(line.id)
        cheapest = min((room.source.unit_cost for room in usable), default=0)
        if usable and line.id in self._met and dearest is not None and cheapest >= dearest:
            return Reason.DEARER, {"unit_cost": cheapest, "dearest_chosen": dearest, "room": after}
        facts: Facts = {"latest_day": latest_day, "room_before_match": before, "room_left": after}
        return (Reason.SEARCH_ENDED if after else Reason.NO_CAPACITY_BEFORE_DUE), facts
