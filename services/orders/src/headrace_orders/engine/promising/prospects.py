"""What the material of each plant allows: when a line, or some of it, can be had there.

Planning is asked for the order as it is wanted, and once more for today: then all comes as soon as it can, and work may
begin long before it has to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from headrace_contracts.messages import Said, say, several
from headrace_contracts.values import Price
from headrace_orders.engine.promising.halves import Half, in_time
from headrace_orders.engine.promising.reckoning import Reply
from headrace_orders.model.question import PartKey, Question, Wanted
from headrace_planning.model.proposals import SupplyUse
from headrace_planning.model.refusal import PlanningRefused
from headrace_planning.model.supply import SupplyKind


@dataclass(frozen=True, slots=True)
class Portion:
    """So much can be begun on the day `material` and is there on the day `ready`."""

    quantity: Decimal
    material: date
    ready: date


@dataclass(frozen=True, slots=True)
class Prospect:
    """How a plant could give a line: `there` by day is finished or on its way, the `rest` is made or bought.

    Where no plant has material for all of it in time, the rest is that for which this one has, and what comes later.
    """

    there: Mapping[date, Decimal]
    rest: Sequence[Portion]
    bought: Sequence[tuple[str, Decimal]]
    """What has to be bought for it."""

    @property
    def ready(self) -> date | None:
        return max((portion.ready for portion in self.rest), default=None)

    def cost_of_material(self, prices: Mapping[str, Price], currency: str) -> Decimal:
        """In major units; what is priced in another currency can't be compared and counts for nothing."""
        costs = ((prices[item], quantity) for item, quantity in self.bought if item in prices)
        return sum((p.amount * quantity for p, quantity in costs if p.currency == currency), Decimal(0))

    def divided(self, half: Half, due: date) -> Prospect:
        """With material for a half of it in time."""
        [whole] = self.rest
        early = half.quantity - sum(quantity for day, quantity in self.there.items() if day <= due)
        if not 0 < early < whole.quantity:
            return self
        first = Portion(early, min(half.material, due), due)
        return replace(self, rest=[first, replace(whole, quantity=whole.quantity - early)])


@dataclass(frozen=True, slots=True)
class Prospects:
    """For each line and plant; where the line can't be planned, what is wrong and how to mend it."""

    found: Mapping[PartKey, Prospect]
    not_planned: Mapping[PartKey, Said]


def prospects(question: Question) -> Prospects:
    """Raises PlanningRefused when a line can't be planned anywhere."""
    wished = Reply(question, {wanted.line: wanted.due for wanted in question.lines})
    soonest = Reply(question, {wanted.line: question.today for wanted in question.lines})
    found: dict[PartKey, Prospect] = {}
    not_planned: dict[PartKey, Said] = {}
    for wanted in question.lines:
        wrong = wished.not_planned(wanted.line)
        if wrong.keys() >= set(question.plants):
            raise PlanningRefused(several(dict.fromkeys(wrong.values())) if wrong else say("orders.no-plant"))
        not_planned |= {(wanted.line, plant): why for plant, why in wrong.items()}
        uses, soon = wished.uses(wanted.line), soonest.uses(wanted.line)
        for plant in (plant for plant in question.plants if plant not in wrong):
            day = wished.day(wanted.line, plant)
            found[wanted.line, plant] = _prospect(wanted, uses[plant], soon[plant], day, question.today)
    for key, half in in_time(question, _late_everywhere(question, found)).items():
        found[key] = found[key].divided(half, question.by_number[key[0]].due)
    return Prospects(found, not_planned)


def _prospect(wanted: Wanted, uses: Sequence[SupplyUse], soon: Sequence[SupplyUse], day: date, today: date) -> Prospect:
    """`uses` serve it when it is wanted, `soon` as soon as possible; by `day` it is there."""
    there: dict[date, Decimal] = defaultdict(Decimal)
    for use in uses:
        if use.kind is not SupplyKind.PLANNED_ORDER:
            there[max(use.expected, today)] += use.quantity.value
    planned, soonest = _planned(uses), _planned(soon)
    rest = sum((use.quantity.value for use in planned), Decimal(0))
    material = max((part.expected for use in soonest for part in use.components), default=today)
    ready = max((use.expected for use in soonest), default=today)
    portion = Portion(rest, min(material, day), day if day > wanted.due else min(ready, wanted.due))
    return Prospect(there, [portion] if rest else [], list(_bought(planned)))


def _planned(uses: Sequence[SupplyUse]) -> list[SupplyUse]:
    return [use for use in uses if use.kind is SupplyKind.PLANNED_ORDER]


def _bought(uses: Sequence[SupplyUse]) -> Iterator[tuple[str, Decimal]]:
    """What is made is paid with the work on it, what it is made of is bought."""
    for use in uses:
        if use.kind is SupplyKind.PLANNED_ORDER and not use.components:
            yield use.item, use.quantity.value
        yield from _bought(use.components)


def _late_everywhere(question: Question, found: Mapping[PartKey, Prospect]) -> list[PartKey]:
    """Lines, each with its plants, that several could give but none of them in time."""
    late = []
    for wanted in question.lines:
        mine = [(wanted.line, plant) for plant in question.plants if (wanted.line, plant) in found]
        days = [found[key].ready for key in mine]
        if len(mine) > 1 and all(day and day > wanted.due for day in days):
            late += mine
    return late
