"""The plain answer: the most urgent line takes the cheapest factory with room, then the next line.

Each takes the latest days that still deliver in time, so that what is wanted sooner finds the early ones free.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace_orders.engine.matching.capacity import Capacity
from headrace_orders.engine.matching.offers import Offer, Pool
from headrace_orders.engine.matching.schedule import fill_latest


def assign_greedily(offers: Sequence[Offer], pools: Mapping[Pool, Capacity]) -> list[int]:
    """Quantity per offer."""
    quantities = [0] * len(offers)
    missing = {offer.line.id: offer.line.quantity for offer in offers}
    left = {pool: list(capacity.idle) for pool, capacity in pools.items()}
    for i in sorted(range(len(offers)), key=lambda i: _turn(offers[i])):
        offer = offers[i]
        first, last = offer.window
        free = left[offer.source.pool]
        room = offer.source.quanta_in(sum(free[first : last + 1]))
        quantities[i] = min(missing[offer.line.id], room)
        missing[offer.line.id] -= quantities[i]
        fill_latest(free, offer.window, offer.source.work(quantities[i]))
    return quantities


def _turn(offer: Offer) -> tuple[tuple[int, int], str, int, Pool]:
    return (offer.line.rank, offer.line.id, offer.source.unit_cost, offer.source.pool)
