"""Planning as promising asks it: the same facts and the same rule, without what only a plan shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from headrace_contracts.messages import Said
from headrace_contracts.values import Quantity
from headrace_orders.model.question import PartKey, Question
from headrace_planning.engine.offering import on_best_offers
from headrace_planning.engine.plan import Answers, answered
from headrace_planning.model.demand import Demand, OrderLine
from headrace_planning.model.proposals import SupplyUse


def planned(question: Question, demands: Iterable[Demand]) -> Answers:
    return on_best_offers(answered, replace(question.inputs, demands=tuple(demands)), question.network)[0]


class Reply:
    """What plants could give of an order, each by itself, beside all that is promised already.

    They don't compete, for none supplies another: so all are asked at once, for so much (`amounts`, else all of it)
    of each line by a day.
    """

    def __init__(
        self, question: Question, days: Mapping[int, date], amounts: Mapping[PartKey, Quantity] | None = None
    ) -> None:
        ranked = sorted(question.lines, key=lambda wanted: (wanted.due, wanted.line))
        self._turn = {wanted.line: f"{turn:03}" for turn, wanted in enumerate(ranked)}
        self._question = question
        self._answers = planned(question, (*question.inputs.demands, *self._asked(days, amounts)))
        self._days = {(a.demand.order_line, a.demand.plant): a.earliest for a in self._answers.answers}
        aside = (*question.inputs.not_planned, *self._answers.not_planned)
        self._not_planned = {(one.item, one.plant): one.message for one in aside}

    def day(self, line: int, plant: str) -> date:
        """The first on which it can be there, but not before it was asked for."""
        return self._days[self._name(line), plant]

    def uses(self, line: int) -> Mapping[str, Sequence[SupplyUse]]:
        """Plant -> what would serve the line there."""
        at: dict[str, list[SupplyUse]] = defaultdict(list)
        for use in self._answers.trace.supplies_of(self._name(line)):
            at[use.plant].append(use)
        return at

    def not_planned(self, line: int) -> dict[str, Said]:
        """Plant -> why the line can't be planned there, and how to mend that."""
        item = self._question.by_number[line].item
        return {plant: why for (name, plant), why in self._not_planned.items() if name == item}

    def _asked(self, days: Mapping[int, date], amounts: Mapping[PartKey, Quantity] | None) -> Iterator[Demand]:
        """Of lines for the same day that which is wanted first has the first turn."""
        for wanted in self._question.lines:
            for plant in self._question.plants:
                amount = wanted.quantity if amounts is None else amounts.get((wanted.line, plant))
                if amount:
                    demand = self._question.demand(wanted, plant, amount, days[wanted.line])
                    yield replace(demand, line=self._turn[wanted.line])

    def _name(self, line: int) -> OrderLine:
        return OrderLine(self._question.order, self._turn[line])
