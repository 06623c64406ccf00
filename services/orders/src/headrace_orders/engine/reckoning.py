"""Planning as promising asks it: the same facts and the same rule, without what only a plan shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from headrace_orders.model.question import Question
from headrace_planning.engine.offering import on_best_offers
from headrace_planning.engine.plan import Answers, answered
from headrace_planning.model.demand import Demand


def planned(question: Question, demands: Iterable[Demand]) -> Answers:
    return on_best_offers(answered, replace(question.inputs, demands=tuple(demands)), question.network)[0]
