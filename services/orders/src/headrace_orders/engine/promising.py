"""The door of the engine: a question in; who makes what, the working time it takes and the days it can be there out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from headrace_orders.engine.asking import Asking
from headrace_orders.engine.explain import explain
from headrace_orders.engine.matching import Allocation as Given
from headrace_orders.engine.matching import Match, match
from headrace_orders.engine.prospects import prospects
from headrace_orders.engine.settling import Share, settle
from headrace_orders.engine.words import in_words
from headrace_orders.model.parts import Allocation, Refusal
from headrace_orders.model.question import Answer, PartKey, Question
from headrace_orders.model.work import Hold

Parts = Mapping[PartKey, Sequence[Given]]


def promise(question: Question) -> Answer:
    """Raises PlanningRefused when what the order is made of can't be planned."""
    asking = Asking(question, prospects(question))
    lines, factories = asking.lines, asking.factories
    found = match(lines, factories)
    verdicts = list(explain(lines, factories, found))
    method = found.optimality.method
    wanted = {line.line: line for line in question.lines}
    words = {(int(v.line), v.factory): in_words(v, wanted[int(v.line)]) for v in verdicts}
    refusals = [
        Refusal(int(v.line), v.factory, v.reason.value, words[int(v.line), v.factory]) for v in verdicts if not v.chosen
    ]
    if any(outcome.promise_day is None for outcome in found.outcomes):
        return Answer(method, [], refusals, [], {})
    parts = _by_line_and_plant(found)
    settled = settle(question, list(_shares(question, parts)))
    return Answer(
        method,
        list(_allocations(question, parts, settled.days, words)),
        refusals,
        list(_holds(question, asking, parts)),
        settled.moved,
    )


def _by_line_and_plant(found: Match) -> Parts:
    parts: dict[PartKey, list[Given]] = defaultdict(list)
    for part in found.allocations:
        parts[int(part.line), part.factory].append(part)
    return parts


def _shares(question: Question, parts: Parts) -> Iterator[Share]:
    wanted = {line.line: line for line in question.lines}
    for (line, plant), given in parts.items():
        done = question.today + timedelta(days=max(part.arrival_day for part in given))
        quantity = wanted[line].amount(sum(part.quantity for part in given))
        yield Share(wanted[line], plant, quantity, max(done, wanted[line].due))


def _allocations(
    question: Question, parts: Parts, days: Mapping[PartKey, date], why: Mapping[PartKey, str]
) -> Iterator[Allocation]:
    """One for each line and plant, though a part of it may come from stock; finished when it is due, not sooner."""
    wanted = {line.line: line for line in question.lines}
    for key, given in parts.items():
        line, plant = key
        start = question.today + timedelta(days=min(part.start_day for part in given))
        quantity = wanted[line].amount(sum(part.quantity for part in given))
        yield Allocation(line, wanted[line].item, plant, quantity, start, days[key], why[key])


def _holds(question: Question, asking: Asking, parts: Parts) -> Iterator[Hold]:
    """The working days, each with its share of the pieces; the last takes what division leaves."""
    wanted = {line.line: line for line in question.lines}
    for (line, plant), given in parts.items():
        worked = [part for part in given if part.work_centre]
        if not worked:
            continue
        centre = worked[0].work_centre
        ticks: dict[int, int] = defaultdict(int)
        for part in worked:
            for day, spent in part.days:
                ticks[day] += spent
        rest, whole = sum(part.quantity for part in worked), sum(ticks.values())
        for number, (day, spent) in enumerate(sorted(ticks.items()), start=1):
            made = rest if number == len(ticks) else rest * spent // whole
            rest, whole = rest - made, whole - spent
            minutes, quantity = asking.ticks[centre].minutes(spent), wanted[line].amount(made).value
            day_ = question.today + timedelta(days=day)
            yield Hold(line, wanted[line].item, plant, centre, day_, minutes, quantity)
