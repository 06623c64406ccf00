"""What any plan at all could do, as a linear program: who is served first and who makes how much when is left open.

One plant, no lots, no allocations; safety stock serves, and parts of pieces are allowed: what it calls impossible is.
A column is something that is ordered or taken, its rows are the items' days one after the other: what is gone, in all,
by the evening.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from headrace_planning.model.items import Source

DAYS = 70


def can_be_met(inputs, asked):
    """`asked` has an item, a day and a quantity in each row."""
    taken = sum(_gone(inputs, *row) for row in asked)
    orders = _orders(inputs)
    return linprog(np.zeros(orders.shape[1]), A_ub=orders, b_ub=_there(inputs) - taken, method="highs").status == 0


def least_late(inputs):
    """Quantity times days, where each demand is answered whole."""
    orders = _orders(inputs)
    days = [(demand, day) for demand in inputs.demands for day in range(max(_number(inputs, demand.due), 0), DAYS - 8)]
    taken = np.column_stack([_gone(inputs, demand.item, day, demand.quantity.value) for demand, day in days])
    cost = [int(demand.quantity.value) * (day - _number(inputs, demand.due)) for demand, day in days]
    answered = np.array([[demand is one for demand, _ in days] for one in inputs.demands])
    amounts, choices = orders.shape[1], len(days)
    found = milp(
        np.concatenate([np.zeros(amounts), cost]),
        integrality=np.repeat([0, 1], [amounts, choices]),
        bounds=Bounds(0, np.repeat([np.inf, 1], [amounts, choices])),
        constraints=[
            LinearConstraint(np.hstack([orders, taken]), ub=_there(inputs)),
            LinearConstraint(np.hstack([np.zeros((len(answered), amounts)), answered]), 1, 1),
        ],
        options={"mip_rel_gap": 0},
    )
    assert found.status == 0, found.message
    return round(found.fun)


def _orders(inputs):
    """A column for one piece of each item released on each working day."""
    working = [n for n in range(DAYS) if inputs.calendars[0].works_on(inputs.start + timedelta(days=n))]
    columns = []
    for item in inputs.items:
        for release, finish in zip(working, working[item.lead_time_days :], strict=False):
            used = [line for line in inputs.bom if line.parent == item.item and item.source is Source.MAKE]
            issued = sum(_gone(inputs, line.component, release, line.quantity_per) for line in used)
            columns.append(issued + _gone(inputs, item.item, finish, -1))
    return np.column_stack(columns)


def _there(inputs):
    """What there is without any order."""
    stock = sum(_gone(inputs, s.item, 0, s.quantity.value) for s in inputs.stock)
    return stock + sum(
        _gone(inputs, s.item, max(_number(inputs, s.due), 0), s.quantity.value) for s in inputs.open_supply
    )


def _gone(inputs, item, day, quantity):
    gone = np.zeros((len(inputs.items), DAYS))
    gone[[known.item for known in inputs.items].index(item), day:] = float(quantity)
    return gone.ravel()


def _number(inputs, day):
    return (day - inputs.start).days
