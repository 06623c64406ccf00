"""What the material of each plant allows: when a line can be had there, beside all that is promised already.

Planning answers. The order is put to every plant at once, as soon as possible, after those that have a promise: plants
don't compete, for none supplies another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Price
from headrace_orders.engine.reckoning import planned
from headrace_orders.model.question import PartKey, Question
from headrace_planning.engine.plan import Answers
from headrace_planning.model.demand import OrderLine
from headrace_planning.model.proposals import SupplyUse
from headrace_planning.model.refusal import PlanningRefused
from headrace_planning.model.supply import SupplyKind


@dataclass(frozen=True, slots=True)
class Prospect:
    """How a plant could give a line: `there` by day is finished or on its way, the rest is made or bought.

    The rest can be begun on the day `material` and is there on the day `ready`; None when nothing is left to get.
    """

    there: Mapping[date, Decimal]
    rest: Decimal
    material: date
    ready: date
    bought: Sequence[tuple[str, Decimal]]
    """What has to be bought for it."""

    def cost_of_material(self, prices: Mapping[str, Price], currency: str) -> Decimal:
        """In major units; what is priced in another currency can't be compared and counts for nothing."""
        costs = ((prices[item], quantity) for item, quantity in self.bought if item in prices)
        return sum((p.amount * quantity for p, quantity in costs if p.currency == currency), Decimal(0))


@dataclass(frozen=True, slots=True)
class Prospects:
    """For each line and plant; where the line can't be planned, what is wrong and how to mend it."""

    found: Mapping[PartKey, Prospect]
    not_planned: Mapping[PartKey, str]


def prospects(question: Question) -> Prospects:
    """Raises PlanningRefused when a line can't be planned anywhere."""
    asked = [
        question.demand(wanted, plant, wanted.quantity, question.today)
        for wanted in question.lines
        for plant in question.plants
    ]
    made = planned(question, (*question.inputs.demands, *asked))
    aside = {(one.item, one.plant): one.message for one in (*question.inputs.not_planned, *made.not_planned)}
    found: dict[PartKey, Prospect] = {}
    not_planned: dict[PartKey, str] = {}
    for wanted in question.lines:
        wrong = {plant: aside[wanted.item, plant] for plant in question.plants if (wanted.item, plant) in aside}
        if len(wrong) == len(question.plants):
            raise PlanningRefused("; ".join(dict.fromkeys(wrong.values())) or "no plant is registered; register one")
        not_planned |= {(wanted.line, plant): why for plant, why in wrong.items()}
        uses = _uses(made, OrderLine(question.order, str(wanted.line)))
        for plant in question.plants:
            if plant not in wrong:
                found[wanted.line, plant] = _prospect(uses[plant], question.today)
    return Prospects(found, not_planned)


def _uses(made: Answers, line: OrderLine) -> Mapping[str, Sequence[SupplyUse]]:
    """Plant -> what would serve the line there."""
    at: dict[str, list[SupplyUse]] = defaultdict(list)
    for use in made.trace.supplies_of(line):
        at[use.plant].append(use)
    return at


def _prospect(uses: Sequence[SupplyUse], today: date) -> Prospect:
    there: dict[date, Decimal] = defaultdict(Decimal)
    planned = [use for use in uses if use.kind is SupplyKind.PLANNED_ORDER]
    for use in uses:
        if use.kind is not SupplyKind.PLANNED_ORDER:
            there[max(use.expected, today)] += use.quantity.value
    return Prospect(
        there,
        sum((use.quantity.value for use in planned), Decimal(0)),
        max((part.expected for use in planned for part in use.components), default=today),
        max((use.expected for use in planned), default=today),
        list(_bought(planned)),
    )


def _bought(uses: Sequence[SupplyUse]) -> Iterator[tuple[str, Decimal]]:
    """What is made is paid with the work on it, what it is made of is bought."""
    for use in uses:
        if use.kind is SupplyKind.PLANNED_ORDER and not use.components:
            yield use.item, use.quantity.value
        yield from _bought(use.components)
