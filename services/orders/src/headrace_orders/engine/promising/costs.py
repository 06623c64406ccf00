"""What a line costs in each plant, as whole numbers that only compare: the work on it and what is bought for it.

Stock costs nothing: it is there. Money of other currencies than that of the work can't be compared and doesn't count.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from headrace_orders.engine.promising.prospects import Prospect
from headrace_orders.model.question import PartKey, Question, Wanted
from headrace_orders.model.work import MINUTES_OF_AN_HOUR

FINEST = 10**9
MOST = 2**50
"""What all quanta of the order cost together stays below."""
WEEKS_TOLD_APART = 8
"""Of plants that cost the same the one that has its material sooner is taken."""


def costs_of_quanta(question: Question, prospects: Mapping[PartKey, Prospect]) -> dict[PartKey, int]:
    exact = {
        (wanted.line, plant): _cost(question, wanted, plant, prospects[wanted.line, plant])
        for wanted in question.lines
        for plant in question.plants
        if (wanted.line, plant) in prospects
    }
    dearest = max(exact.values()) or Fraction(1)
    quanta = sum(wanted.quanta(wanted.quantity.value) for wanted in question.lines)
    steps = max(100, min(FINEST, MOST // quanta) // WEEKS_TOLD_APART)
    return {
        key: round(cost / dearest * steps) * WEEKS_TOLD_APART + _weeks(question, prospects[key])
        for key, cost in exact.items()
    }


def _cost(question: Question, wanted: Wanted, plant: str, prospect: Prospect) -> Fraction:
    """Of one quantum; the line shares its set-up."""
    efforts = question.efforts.get((plant, wanted.item), {})
    work = sum(
        (
            Fraction(effort.of(wanted.quantity.value)) * Fraction(question.centres[name].cost_per_hour.amount)
            for name, effort in efforts.items()
            if name in question.centres
        ),
        Fraction(0),
    )
    bought = prospect.cost_of_material(question.prices, question.currency)
    return (work / MINUTES_OF_AN_HOUR + Fraction(bought)) / wanted.quanta(wanted.quantity.value)


def _weeks(question: Question, prospect: Prospect) -> int:
    waiting = ((prospect.ready or question.today) - question.today).days
    return min(WEEKS_TOLD_APART - 1, (waiting + 6) // 7)
