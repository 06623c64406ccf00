"""What the customer is going to order: of the kinds that sell best, the made item that will run out first.

He wants more of it than is in stock, so that it has to be made.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

from headrace_journey.worlds.files.reading import Known, Reading
from headrace_journey.worlds.lead import days_to_supply
from headrace_journey.worlds.world import Wanted

LINES = 3
PIECES_MORE = (3, 2, 2)
MARGIN_DAYS = 14
MOST_PIECES = 100_000


def choose_order(reading: Reading) -> None:
    world = reading.world
    chosen = _chosen(reading)
    world.order = tuple(
        Wanted(known.code, Decimal(math.ceil(reading.stock[known.code]) + more), known.unit)
        for known, more in zip(chosen, PIECES_MORE, strict=False)
    )
    days = days_to_supply(world, world.today)
    longest = max((days[line.item] for line in world.order), default=0)
    world.order_due = world.today + timedelta(days=longest + MARGIN_DAYS)


def _chosen(reading: Reading) -> list[Known]:
    """One of each kind, best-selling kinds first; when there are too few kinds, further items of them."""
    groups: dict[str, list[Known]] = defaultdict(list)
    for known in _candidates(reading):
        groups[known.group].append(known)
    ranked = sorted(groups, key=lambda group: (-sum(_turnover(reading, k) for k in groups[group]), group))
    columns = [sorted(groups[group], key=lambda known: _room(reading, known)) for group in ranked]
    depth = max(map(len, columns), default=0)
    in_turn = [column[row] for row in range(depth) for column in columns if row < len(column)]
    return in_turn[:LINES]


def _candidates(reading: Reading) -> list[Known]:
    """What was sold lately, less what came back, and lies there in numbers that a customer may want more of."""
    with_bom = {row["item"] for row in reading.world.boms.rows}
    return [
        known
        for known in reading.items.known.values()
        if known.make and known.finished and known.price and known.code in with_bom
        if reading.sold_lately[known.code] > 0 and reading.stock[known.code] < MOST_PIECES
    ]


def _turnover(reading: Reading, known: Known) -> Decimal:
    return known.price * reading.sold_lately[known.code]


def _room(reading: Reading, known: Known) -> tuple[Decimal, str]:
    """Weeks until its stock is down to the safety stock, at the rate of the last quarter."""
    spare = reading.stock[known.code] - known.safety_stock
    return spare / reading.sold_lately[known.code], known.code
