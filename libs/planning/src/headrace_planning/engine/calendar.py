"""Counting working days. Outside the listed span every day is taken as a working day."""

from __future__ import annotations

import numpy as np

from headrace_planning.engine.arrays import Ints
from headrace_planning.engine.compiled import compiled


@compiled
def position(days: Ints, day: int) -> int:
    """How many of the listed working days lie at or before the day."""
    if day < days[0]:
        return int(day - days[0] + 1)
    last = days[len(days) - 1]
    if day > last:
        return int(len(days) + day - last)
    return int(np.searchsorted(days, day, side="right"))


@compiled
def working_day(days: Ints, index: int) -> int:
    """The day of a position in the list, which may lie before or after it."""
    if index < 0:
        return int(days[0] + index)
    beyond = index - len(days) + 1
    if beyond > 0:
        return int(days[len(days) - 1] + beyond)
    return int(days[index])


@compiled
def latest_start(days: Ints, due: int, lead_time: int) -> int:
    """The last working day from which a lead time of working days ends at or before the due day."""
    return working_day(days, position(days, due) - 1 - lead_time)


@compiled
def earliest_finish(days: Ints, start: int, lead_time: int) -> int:
    """Where a lead time of working days ends that begins on the first working day at or after the start."""
    return working_day(days, position(days, start - 1) + lead_time)
