"""Netting of one node: needs in order against what becomes usable, and lots for what is short."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace_planning.engine.arrays import ALWAYS, LARGEST_QUANTITY, Calendars, Ints, Nodes
from headrace_planning.engine.calendar import earliest_finish, latest_start
from headrace_planning.engine.compiled import compiled

# the order of the fields of Orders and of Requirements
NODE, ORDERED, GOOD, NEED_DAY, RELEASE, DUE = 0, 1, 2, 3, 4, 5
ORDER_COLUMNS = 6

DAY, QUANTITY, DEMAND, ORDER = 0, 1, 2, 3
NEED_COLUMNS = 4


@compiled
def grown(table: Ints, rows: int) -> Ints:
    """The same table, or a copy twice as long when it has no row left."""
    if rows < len(table):
        return table
    longer = np.empty((2 * len(table), table.shape[1]), dtype=np.int64)
    longer[:rows] = table[:rows]
    return longer


@compiled
def checked(quantity: int) -> int:
    if quantity > LARGEST_QUANTITY:
        raise OverflowError("quantity")
    return quantity


@compiled
def scaled_up(quantity: int, numerator: int, denominator: int) -> int:
    """ceil(quantity * numerator / denominator), or OverflowError when it can't be held."""
    if quantity > LARGEST_QUANTITY // max(numerator, 1):
        return _scaled_far(quantity, numerator, denominator)
    return (quantity * numerator + denominator - 1) // denominator


@compiled
def _scaled_far(quantity: int, numerator: int, denominator: int) -> int:
    """The same where the product can't be held: the whole part at once, the rest bit by bit."""
    whole, part = numerator // denominator, numerator % denominator
    if whole > 0 and quantity > LARGEST_QUANTITY // whole:
        raise OverflowError("quantity")
    shared, rest = 0, 0
    for bit in range(61, -1, -1):
        rest = 2 * rest + (part if (quantity >> bit) & 1 else 0)
        shared = 2 * shared + rest // denominator
        rest %= denominator
    return checked(quantity * whole + shared + (1 if rest > 0 else 0))


@compiled
def lot(short: int, minimum: int, multiple: int) -> int:
    """The smallest permitted lot that covers the shortage."""
    size = max(short, minimum)
    if multiple > 1:
        size = (size + multiple - 1) // multiple * multiple
    return checked(size)


@compiled
def calendar_of(calendars: Calendars, calendar: int) -> Ints:
    """Its working days, rising."""
    return calendars.days[calendars.start[calendar] : calendars.start[calendar + 1]]


@compiled
def usable_from(due: int, fresh: int, reschedule_days: int) -> int:
    """The first need day that an open supply may serve.

    One that comes no later than a fresh order would serves any need. Another may be pulled forward by the
    reschedule days, but to no day on which a fresh order could not come either: nobody waits for it in vain.
    """
    return ALWAYS if due <= fresh else max(due - reschedule_days, fresh)


class Lots(NamedTuple):
    """How a node is ordered."""

    lead_time: int
    minimum: int
    multiple: int
    yield_numerator: int
    yield_denominator: int


@compiled
def lots_of(nodes: Nodes, node: int) -> Lots:
    return Lots(
        nodes.lead_time[node],
        nodes.lot_minimum[node],
        nodes.lot_multiple[node],
        nodes.yield_numerator[node],
        nodes.yield_denominator[node],
    )


@compiled
def ordered_for(short: int, lots: Lots) -> int:
    """What to order so that what is short turns out good."""
    return lot(scaled_up(short, lots.yield_denominator, lots.yield_numerator), lots.minimum, lots.multiple)


@compiled
def good_of(ordered: int, lots: Lots) -> int:
    """Quanta that turn out good, rounded down."""
    numerator, denominator = lots.yield_numerator, lots.yield_denominator
    return ordered // denominator * numerator + ordered % denominator * numerator // denominator


@compiled
def fill_order(row: Ints, node: int, short: int, day: int, lots: Lots, days: Ints) -> None:
    """Size and time a planned order; one that ought to have been released in the past is released at once."""
    release = max(latest_start(days, day, lots.lead_time), earliest_finish(days, 0, 0))
    row[NODE] = node
    row[ORDERED] = ordered_for(short, lots)
    row[GOOD] = good_of(row[ORDERED], lots)
    row[NEED_DAY] = day
    row[RELEASE] = release
    row[DUE] = earliest_finish(days, release, lots.lead_time)


@compiled
def net(
    node: int, needs: Ints, usable: Ints, quantity: Ints, nodes: Nodes, days: Ints, planned: Ints, rows: int
) -> tuple[Ints, int]:
    """Append the planned orders of one node; needs by day, open supply by first usable day.

    A shortage's order also covers the shortages of the days of supply that follow.
    """
    available, lots = nodes.on_hand[node], lots_of(nodes, node)
    supply = 0
    i = 0
    while i < len(needs):
        day = needs[i, DAY]
        short = 0
        last = day + 1
        while i < len(needs) and needs[i, DAY] < last:
            while supply < len(usable) and usable[supply] <= needs[i, DAY]:
                available += quantity[supply]
                supply += 1
            missing = needs[i, QUANTITY] - min(available, needs[i, QUANTITY])
            available -= needs[i, QUANTITY] - missing
            if missing > 0 and short == 0:
                day = needs[i, DAY]
                last = day + (nodes.days_of_supply[node] if day >= nodes.gathers_from[node] else 1)
            short += missing
            i += 1
        if short > 0:
            planned = grown(planned, rows)
            fill_order(planned[rows], node, short, day, lots, days)
            available += planned[rows, GOOD] - short
            rows += 1
    return planned, rows
