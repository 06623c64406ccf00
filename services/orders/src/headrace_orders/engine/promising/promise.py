"""The door of the engine: a question in; who makes what, the working time it takes and the days it can be there out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from headrace_contracts.messages import Message, kept
from headrace_orders.engine.matching.explain import explain
from headrace_orders.engine.matching.match import Allocation as Given
from headrace_orders.engine.matching.match import Match, match
from headrace_orders.engine.promising.asking import Asking
from headrace_orders.engine.promising.prospects import prospects
from headrace_orders.engine.promising.settling import Share, settle
from headrace_orders.engine.promising.words import Words
from headrace_orders.model.parts import Allocation
from headrace_orders.model.question import Answer, PartKey, Question
from headrace_orders.model.work import Hold

Parts = Mapping[PartKey, Sequence[Given]]


def promise(question: Question) -> Answer:
    """Raises PlanningRefused when what the order is made of can't be planned."""
    material = prospects(question)
    asking = Asking(question, material.found)
    lines, factories = asking.lines, asking.factories
    found = match(lines, factories)
    words = Words(question, list(explain(lines, factories, found)), material.not_planned)
    method = found.optimality.method
    short = [int(outcome.line) for outcome in found.outcomes if outcome.promise_day is None]
    if short:
        return Answer(method, [], words.refusals(short), [], {})
    parts = _by_line_and_plant(found)
    settled = settle(question, list(_shares(question, parts)))
    allocations = list(_allocations(question, parts, settled.days, words.why_chosen))
    return Answer(method, allocations, words.refusals(), list(_holds(question, asking, parts)), settled.moved)


def _by_line_and_plant(found: Match) -> Parts:
    parts: dict[PartKey, list[Given]] = defaultdict(list)
    for part in found.allocations:
        parts[int(part.line), part.factory].append(part)
    return parts


def _shares(question: Question, parts: Parts) -> Iterator[Share]:
    for (number, plant), given in parts.items():
        line = question.by_number[number]
        done = question.today + timedelta(days=max(part.arrival_day for part in given))
        yield Share(line, plant, line.amount(sum(part.quantity for part in given)), max(done, line.due))


def _allocations(
    question: Question, parts: Parts, days: Mapping[PartKey, date], why: Mapping[PartKey, Message]
) -> Iterator[Allocation]:
    """One for each line and plant, though a part of it may come from stock; finished when it is due, not sooner."""
    for (number, plant), given in parts.items():
        line = question.by_number[number]
        start = question.today + timedelta(days=min(part.start_day for part in given))
        quantity = line.amount(sum(part.quantity for part in given))
        key = number, plant
        yield Allocation(number, line.item, plant, quantity, start, days[key], *kept(why[key]))


def _holds(question: Question, asking: Asking, parts: Parts) -> Iterator[Hold]:
    """The working days, each with its share of the pieces; the last takes what division leaves."""
    for (number, plant), given in parts.items():
        worked = [part for part in given if part.work_centre]
        line, ticks = question.by_number[number], _ticks_by_day(worked)
        rest, whole = sum(part.quantity for part in worked), sum(ticks.values())
        for day, spent in sorted(ticks.items()):
            made = rest * spent // whole if whole else rest  # work that takes less than a tick takes none
            rest, whole = rest - made, whole - spent
            centre = worked[0].work_centre
            minutes, quantity = asking.ticks[centre].minutes(spent), line.amount(made).value
            yield Hold(number, line.item, plant, centre, question.today + timedelta(days=day), minutes, quantity)


def _ticks_by_day(parts: Sequence[Given]) -> dict[int, int]:
    ticks: dict[int, int] = defaultdict(int)
    for part in parts:
        for day, spent in part.days:
            ticks[day] += spent
    return ticks
