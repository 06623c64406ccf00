"""The door of the engine: a question in; who makes what, the working time it takes and the days it can be there out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta

from headrace_orders.engine.asking import Asking
from headrace_orders.engine.explain import Verdict, explain
from headrace_orders.engine.matching import Allocation as Given
from headrace_orders.engine.matching import Match, match
from headrace_orders.engine.prospects import prospects
from headrace_orders.engine.settling import Share, settle
from headrace_orders.engine.words import in_words
from headrace_orders.model.parts import Allocation, Refusal
from headrace_orders.model.question import Answer, PartKey, Question, Wanted
from headrace_orders.model.work import Hold

TOO_LITTLE = "too_little"
Parts = Mapping[PartKey, Sequence[Given]]


def promise(question: Question) -> Answer:
    """Raises PlanningRefused when what the order is made of can't be planned."""
    asking = Asking(question, prospects(question))
    lines, factories = asking.lines, asking.factories
    found = match(lines, factories)
    verdicts = list(explain(lines, factories, found))
    short = {int(outcome.line) for outcome in found.outcomes if outcome.promise_day is None}
    refusals = list(_refusals(question, verdicts, short))
    method = found.optimality.method
    if short:
        return Answer(method, [], refusals, [], {})
    parts = _by_line_and_plant(found)
    settled = settle(question, list(_shares(question, parts)))
    why = {(int(v.line), v.factory): in_words(v, _line(question, v)) for v in verdicts if v.chosen}
    allocations = list(_allocations(question, parts, settled.days, why))
    return Answer(method, allocations, refusals, list(_holds(question, asking, parts)), settled.moved)


def _refusals(question: Question, verdicts: Sequence[Verdict], short: Collection[int]) -> Iterator[Refusal]:
    """Why plants don't give a line; of one that can't be given whole also why those don't that could give a part."""
    for verdict in verdicts:
        line = _line(question, verdict)
        if not verdict.chosen:
            yield Refusal(line.line, verdict.factory, verdict.reason.value, in_words(verdict, line))
        elif line.line in short:
            most = f"it can give no more than {line.amount(verdict.quantity)} of {line.quantity}"
            yield Refusal(line.line, verdict.factory, TOO_LITTLE, most)


def _line(question: Question, verdict: Verdict) -> Wanted:
    return next(line for line in question.lines if str(line.line) == verdict.line)


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
