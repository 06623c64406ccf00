"""What a planner or a customer is told of the engine's verdicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from headrace_contracts.messages import Message, Said, say
from headrace_orders.engine.matching.explain import Reason, Verdict
from headrace_orders.model.parts import Refusal
from headrace_orders.model.question import PartKey, Question, Wanted

CODES = {
    Reason.CHEAPEST: "orders.cheapest",
    Reason.NEXT_CHEAPEST: "orders.next-cheapest",
    Reason.EARLIEST: "orders.earliest",
    Reason.CLOSED: "orders.closed",
    Reason.NO_ROUTING: "orders.no-routing",
    Reason.NOT_CAPABLE: "orders.not-capable",
    Reason.NO_MATERIAL_BEFORE_DUE: "orders.no-material-before-due",
    Reason.NO_CAPACITY_BEFORE_DUE: "orders.no-capacity-before-due",
    Reason.DEARER: "orders.dearer",
    Reason.SEARCH_ENDED: "orders.search-ended",
}
TOO_LITTLE, NOT_PLANNED = "too_little", "not_planned"


class Words:
    """What is said of each line and plant; `not_planned` says of some what is wrong with their facts."""

    def __init__(self, question: Question, verdicts: Sequence[Verdict], not_planned: Mapping[PartKey, Said]) -> None:
        self._question = question
        self._verdicts = {(int(v.line), v.factory): v for v in verdicts}
        self._not_planned = not_planned

    @property
    def why_chosen(self) -> dict[PartKey, Message]:
        return {
            key: why(verdict, self._question.by_number[key[0]])
            for key, verdict in self._verdicts.items()
            if verdict.chosen
        }

    def refusals(self, short: Collection[int] = ()) -> list[Refusal]:
        """Why plants don't give a line; of one that is `short` also why those don't that could give a part."""
        return [
            Refusal.because(key, *self._why_not(key, verdict))
            for key, verdict in self._verdicts.items()
            if not verdict.chosen or key[0] in short
        ]

    def _why_not(self, key: PartKey, verdict: Verdict) -> tuple[str, Said]:
        line = self._question.by_number[key[0]]
        if key in self._not_planned:
            return NOT_PLANNED, self._not_planned[key]
        if verdict.chosen:
            return TOO_LITTLE, say("orders.too-little", most=line.amount(verdict.quantity), wanted=line.quantity)
        return verdict.reason.value, why(verdict, line)


def why(verdict: Verdict, wanted: Wanted) -> Message:
    facts: dict[str, object] = dict(verdict.facts)
    if "room_left" in facts:
        facts["room_left"] = wanted.amount(int(verdict.facts["room_left"]))  # type: ignore[arg-type]
    return say(CODES[verdict.reason], **facts)
