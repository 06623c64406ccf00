"""Where no plant has material for a whole line in time: for how much each has, so that they may share it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from headrace_contracts.values import Quantity
from headrace_orders.engine.promising.reckoning import Reply
from headrace_orders.model.question import PartKey, Question


@dataclass(frozen=True, slots=True)
class Half:
    """So much of a line can be there in time, and be begun when its material is there."""

    quantity: Decimal
    material: date


def in_time(question: Question, parts: Sequence[PartKey]) -> dict[PartKey, Half]:
    """For each line and plant the most that is there when it is due; halving finds it for all of them together."""
    lines = question.by_number
    fits = dict.fromkeys(parts, 0)
    fails = {key: lines[key[0]].quanta(lines[key[0]].quantity.value) for key in parts}
    while any(fails[key] - fits[key] > 1 for key in parts):
        tried = {key: (fits[key] + fails[key]) // 2 for key in parts}
        reply = Reply(question, {line.line: line.due for line in question.lines}, _amounts(question, tried))
        for key, quanta in tried.items():
            if quanta and reply.day(*key) > lines[key[0]].due:
                fails[key] = quanta
            else:
                fits[key] = quanta
    return _begun(question, {key: quanta for key, quanta in fits.items() if quanta})


def _begun(question: Question, quanta: Mapping[PartKey, int]) -> dict[PartKey, Half]:
    if not quanta:
        return {}
    amounts = _amounts(question, quanta)
    soonest = Reply(question, {line.line: question.today for line in question.lines}, amounts)
    found = {}
    for line in {line for line, _ in quanta}:
        for plant, uses in soonest.uses(line).items():
            days = [part.expected for use in uses for part in use.components]
            found[line, plant] = Half(amounts[line, plant].value, max(days, default=question.today))
    return found


def _amounts(question: Question, quanta: Mapping[PartKey, int]) -> dict[PartKey, Quantity]:
    return {key: question.by_number[key[0]].amount(number) for key, number in quanta.items()}
