"""How large a question each solver is given, so that the time of an answer is bounded by the length of the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headrace_orders.engine.matching.capacity import spans
from headrace_orders.engine.matching.offers import Offer, Pool
from headrace_orders.engine.matching.problem import Line

LARGEST_FLOW = 200_000
"""Doors of all work centres: one for each first day and stretch of days."""
LARGEST_PROGRAM = 200_000
"""Figures in all limits of the program, looked at once for each rank."""
MOST_SET_UPS = 500
"""Offers that must be set up: each is a yes or no to be decided."""
MOST_WORK = 20_000
"""Branches of a search times its offers."""
LARGEST_EXACT = 2**53
"""SCIP computes in floating point."""


def fits_a_flow(lines: Sequence[Line], offers: Sequence[Offer]) -> bool:
    doors = sum(len(firsts) * (len(firsts) + len(lasts)) for firsts, lasts in _days(offers))
    dearest = max(offer.source.unit_cost for offer in offers)
    penalty = (dearest + 1) * (len(lines) + 2) * len({line.rank for line in lines})
    return doors <= LARGEST_FLOW and penalty * (doors + len(lines) + 1) < 2**61


def fits_a_program(lines: Sequence[Line], offers: Sequence[Offer]) -> bool:
    ranks = len({line.rank for line in lines})
    figures = sum(len(mine) * _spans(mine) for mine in by_pool(offers).values())
    dearest = max(offer.source.unit_cost for offer in offers)
    work = max(offer.source.work(offer.most) for offer in offers)
    largest = max(work, dearest * sum(line.quantity for line in lines))
    set_ups = sum(1 for offer in offers if offer.source.setup)
    return ranks * figures <= LARGEST_PROGRAM and set_ups <= MOST_SET_UPS and largest < LARGEST_EXACT


def branches_for(offers: Sequence[Offer], most: int) -> int:
    return min(most, max(1, MOST_WORK // len(offers)))


def by_pool(offers: Sequence[Offer]) -> dict[Pool, list[Offer]]:
    grouped: dict[Pool, list[Offer]] = defaultdict(list)
    for offer in offers:
        grouped[offer.source.pool].append(offer)
    return grouped


def _days(offers: Sequence[Offer]) -> Iterable[tuple[set[int], set[int]]]:
    for mine in by_pool(offers).values():
        yield {offer.source.first_day for offer in mine}, {offer.last_day for offer in mine}


def _spans(offers: Sequence[Offer]) -> int:
    return sum(1 for _ in spans([offer.window for offer in offers]))
