"""The engine's verdicts in words a planner or a customer reads."""

from __future__ import annotations

from headrace_orders.engine.explain import Reason, Verdict
from headrace_orders.model.question import Wanted

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


def in_words(verdict: Verdict, wanted: Wanted) -> str:
    facts = {k: ", ".join(v) if isinstance(v, list) else v for k, v in verdict.facts.items()}
    if "room_left" in facts:
        facts["room_left"] = str(wanted.amount(int(facts["room_left"])))
    return WORDS[verdict.reason].format(**facts)
