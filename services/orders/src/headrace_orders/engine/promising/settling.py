"""The days that can be planned: an order's parts where matching put them, beside all that has a promise.

Planning has the last word. A part whose material comes later is promised later; orders of less priority whose material
the order takes are named with their new days; the promises of all others stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from headrace_contracts.messages import several
from headrace_contracts.values import Quantity
from headrace_orders.engine.promising.reckoning import planned
from headrace_orders.model.question import PartKey, Question, Wanted
from headrace_planning.engine.plan import Answers
from headrace_planning.model.demand import Demand
from headrace_planning.model.refusal import PlanningRefused

ROUNDS = 12
"""In each of them something comes later; what then is still open is told as it stands."""

Days = dict[tuple[str, str, str], date]
"""By order, line and plant."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a plant gives of a line, and the day by which it is wanted and the work on it can be done."""

    wanted: Wanted
    plant: str
    quantity: Quantity
    day: date


@dataclass(frozen=True, slots=True)
class Settled:
    days: Mapping[PartKey, date]
    moved: Mapping[str, Mapping[PartKey, date]]
    """Order -> its parts that come later than was promised."""


def settle(question: Question, shares: Sequence[Share]) -> Settled:
    table = _Table(question, shares)
    for round_ in range(ROUNDS):
        if table.mine_come_later() or table.lower_give_way():
            continue
        if not table.is_promised:
            table.is_promised = True
        elif not table.gives_way(2**round_):
            break
    return table.settled()


class _Table:
    """Who is served on which day, in the eyes of planning; first the order is asked for, then it is promised."""

    def __init__(self, question: Question, shares: Sequence[Share]) -> None:
        self.is_promised = False
        self._question = question
        self._others = {_key(demand): demand for demand in question.inputs.demands}
        self._told = {key: demand.promised or demand.due for key, demand in self._others.items()}
        self._shares = {(question.order, str(s.wanted.line), s.plant): s for s in shares}
        self._days = {key: share.day for key, share in self._shares.items()}
        self._moved: Days = {}
        self._alone: Days | None = None
        self._reckoned: tuple[object, Days] | None = None

    def mine_come_later(self) -> bool:
        found = self._planned()
        late = {key: found[key] for key, day in self._days.items() if found[key] > day}
        self._days |= late
        return bool(late)

    def lower_give_way(self) -> bool:
        late = {key: day for key, day in self._slipped().items() if self._is_lower(key)}
        self._moved |= late
        return bool(late)

    def gives_way(self, days: int) -> bool:
        """The order comes later for the sake of others whose promise it would break."""
        if not self._slipped():
            return False
        self._days = {key: day + timedelta(days=days) for key, day in self._days.items()}
        return True

    def settled(self) -> Settled:
        moved: dict[str, dict[PartKey, date]] = defaultdict(dict)
        for (order, line, plant), day in {**self._moved, **self._slipped()}.items():
            moved[order][int(line), plant] = day
        return Settled({(int(line), plant): day for (_, line, plant), day in self._days.items()}, moved)

    def _slipped(self) -> Days:
        """Whoever is served later than was told, and later than without the order."""
        found = self._planned()
        late = {
            key: found[key]
            for key, day in self._told.items()
            if key in found and found[key] > max(day, self._moved.get(key, day))
        }
        if late and self._alone is None:
            self._alone = _earliest(planned(self._question, self._others.values()))
        return {key: day for key, day in late.items() if self._alone is None or day > self._alone.get(key, day)}

    def _is_lower(self, key: tuple[str, str, str]) -> bool:
        return self._others[key].priority < self._question.priority

    def _planned(self) -> Days:
        state = self.is_promised, dict(self._days), dict(self._moved)
        if self._reckoned is None or self._reckoned[0] != state:
            self._reckoned = state, self._reckon()
        return self._reckoned[1]

    def _reckon(self) -> Days:
        mine = (
            self._question.demand(s.wanted, s.plant, s.quantity, self._days[key], self._promise(key))
            for key, s in self._shares.items()
        )
        others = (
            replace(demand, due=self._moved[key], promised=self._moved[key]) if key in self._moved else demand
            for key, demand in self._others.items()
        )
        made = planned(self._question, [*others, *mine])
        found = _earliest(made)
        if not self._days.keys() <= found.keys():
            raise PlanningRefused(several(one.message for one in made.not_planned))
        return found

    def _promise(self, key: tuple[str, str, str]) -> date | None:
        return self._days[key] if self.is_promised else None


def _earliest(made: Answers) -> Days:
    """Of all that can be planned."""
    return {_key(answer.demand): answer.earliest for answer in made.answers}


def _key(demand: Demand) -> tuple[str, str, str]:
    return demand.reference, demand.line, demand.plant
