"""The shapes the kernels compute on: structures of int64 arrays.

Quantities are whole quanta of each item's own scale. Days are numbers since the plan's start (day 0),
negative in the past. A node is one item in one plant (and, made to order, for one order line).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

NEVER = 2**40
"""A day that never comes: no end of validity, nobody wants the supply."""
ALWAYS = -NEVER
"""A day before every other day: valid from ever, usable by any need."""

LARGEST_QUANTITY = 2**61
"""Quanta one number may hold; leaves room to add two of them."""

RANK_FIRM, RANK_DEPENDENT, RANK_FORECAST, RANK_SAFETY = 0, 1, 2, 3
"""Who is served first among the needs of one day."""


class Nodes(NamedTuple):
    """One row a node: stock and lots in quanta, lead time in working days, days of supply in calendar days."""

    on_hand: Ints
    lead_time: Ints
    lot_minimum: Ints
    lot_multiple: Ints
    days_of_supply: Ints
    gathers_from: Ints
    """An order for a day before this one covers its own day alone, whatever the days of supply."""
    yield_numerator: Ints
    yield_denominator: Ints
    calendar: Ints


class Calendars(NamedTuple):
    """Working days of every calendar, one after the other; calendar c is days[start[c]:start[c + 1]]."""

    days: Ints
    start: Ints


class Edges(NamedTuple):
    """BOM lines: a parent ordered q times needs ceil(q * numerator / denominator) quanta of the child."""

    parent: Ints
    child: Ints
    numerator: Ints
    denominator: Ints
    valid_from: Ints
    valid_to: Ints
    """First day on which the line is valid no more."""


class Demands(NamedTuple):
    """One row for what customers, forecast, safety stock and the material of open work orders ask for."""

    node: Ints
    day: Ints
    """For which it is planned."""
    quantity: Ints
    rank: Ints
    for_supply: Ints
    """The open supply whose material this is, or -1 for demand of its own right."""
    asked: Ints
    """The day on which it is wanted."""
    standing: Ints
    """Where there is not enough, all of a lower standing are served before any of a higher."""
    turn: Ints
    """Who is served first among those of one standing."""


class Supplies(NamedTuple):
    """Firm purchase and work orders."""

    node: Ints
    due: Ints
    quantity: Ints


class Network(NamedTuple):
    """All that a plan is made of; rows name each other by their number."""

    nodes: Nodes
    calendars: Calendars
    edges: Edges
    demands: Demands
    supplies: Supplies
    reschedule_days: int
    """An open supply may be pulled forward by so many days (and is then to be expedited)."""


class Requirements(NamedTuple):
    """What every node must issue, in the order in which it is served; node n owns start[n]:end[n]."""

    node: Ints
    day: Ints
    quantity: Ints
    demand: Ints
    order: Ints
    """The planned order that needs it, or -1; `demand` is then -1."""
    start: Ints
    end: Ints


class Orders(NamedTuple):
    """Planned orders; node n owns start[n]:end[n], by need day."""

    node: Ints
    ordered: Ints
    good: Ints
    need_day: Ints
    release: Ints
    due: Ints
    start: Ints
    end: Ints


def grouped(keys: Ints, groups: int) -> tuple[Ints, Ints]:
    """Positions sorted by key (stable), and where each of the groups starts in them."""
    order = np.argsort(keys, kind="stable").astype(np.int64)
    start = np.zeros(groups + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys, minlength=groups), out=start[1:])
    return order, start


def columns(table: Ints) -> list[Ints]:
    """Those of a table of rows x columns, each in one piece."""
    return [np.ascontiguousarray(table[:, c]) for c in range(table.shape[1])]


def ints(values: object) -> Ints:
    return np.asarray(values, dtype=np.int64).reshape(-1)
