"""The engine's verdicts in words a planner or a customer reads."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from headrace_orders.engine.matching.explain import Reason, Verdict
from headrace_orders.model.parts import Refusal
from headrace_orders.model.question import PartKey, Question, Wanted

WORDS = {
    Reason.CHEAPEST: "the cheapest factory that can deliver in time",
    Reason.NEXT_CHEAPEST: "cheaper factories are full: {cheaper_but_full}",
    Reason.EARLIEST: "nobody can deliver when due; this factory is the earliest",
    Reason.CLOSED: "the factory is closed",
    Reason.NO_ROUTING: "nobody has a routing for {item} or sells it, and none is in stock",
    Reason.NOT_CAPABLE: "the factory has no routing for {item}",
    Reason.NO_MATERIAL_BEFORE_DUE: "its material lets it be ready in {ready_day} days; it is wanted in {latest_day}",
    Reason.NO_CAPACITY_BEFORE_DUE: "no idle capacity before the due date (room for {room_left})",
    Reason.DEARER: "dearer than those chosen",
    Reason.SEARCH_ENDED: "the search ended before this factory could be ruled out",
}
TOO_LITTLE, NOT_PLANNED = "too_little", "not_planned"


class Words:
    """What is said of each line and plant; `not_planned` says of some what is wrong with their facts."""

    def __init__(self, question: Question, verdicts: Sequence[Verdict], not_planned: Mapping[PartKey, str]) -> None:
        self._question = question
        self._verdicts = {(int(v.line), v.factory): v for v in verdicts}
        self._not_planned = not_planned

    @property
    def why_chosen(self) -> dict[PartKey, str]:
        return {
            key: in_words(verdict, self._question.by_number[key[0]])
            for key, verdict in self._verdicts.items()
            if verdict.chosen
        }

    def refusals(self, short: Collection[int] = ()) -> list[Refusal]:
        """Why plants don't give a line; of one that is `short` also why those don't that could give a part."""
        return [
            Refusal(*key, *self._why_not(key, verdict))
            for key, verdict in self._verdicts.items()
            if not verdict.chosen or key[0] in short
        ]

    def _why_not(self, key: PartKey, verdict: Verdict) -> tuple[str, str]:
        line = self._question.by_number[key[0]]
        if key in self._not_planned:
            return NOT_PLANNED, self._not_planned[key]
        if verdict.chosen:
            return TOO_LITTLE, f"it can give no more than {line.amount(verdict.quantity)} of {line.quantity}"
        return verdict.reason.value, in_words(verdict, line)


def in_words(verdict: Verdict, wanted: Wanted) -> str:
    facts = {k: ", ".join(v) if isinstance(v, list) else v for k, v in verdict.facts.items()}
    if "room_left" in facts:
        facts["room_left"] = str(wanted.amount(int(facts["room_left"])))
    return WORDS[verdict.reason].format(**facts)
