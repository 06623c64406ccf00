"""The plain answer: the most urgent line takes the cheapest factory with room, then the next line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from headrace_orders.engine.capacity import Capacity, Window
from headrace_orders.engine.offers import Offer, Pool


def assign_greedily(offers: Sequence[Offer], pools: Mapping[Pool, Capacity]) -> list[int]:
    """Quantity per offer."""
    quantities = [0] * len(offers)
    open_quantity = {offer.line.id: offer.line.quantity for offer in offers}
    load: dict[Pool, dict[Window, int]] = defaultdict(lambda: defaultdict(int))
    order = sorted(range(len(offers)), key=lambda i: _turn(offers[i]))
    for i in order:
        offer = offers[i]
        wanted = open_quantity[offer.line.id]
        if wanted == 0:
            continue
        taken = load[offer.source.pool]
        room = pools[offer.source.pool].room(offer.window, taken) // offer.source.ticks
        quantities[i] = min(wanted, room)
        open_quantity[offer.line.id] -= quantities[i]
        taken[offer.window] += quantities[i] * offer.source.ticks
    return quantities


def _turn(offer: Offer) -> tuple[tuple[int, int], str, int, Pool]:
    return (offer.line.rank, offer.line.id, offer.source.unit_cost, offer.source.pool)
