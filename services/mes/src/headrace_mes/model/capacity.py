"""Minutes that an open work order has booked on each work centre and day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_mes.model.operation import DayLoad
from headrace_mes.model.work_order import PLANNABLE, WorkOrder


@dataclass(frozen=True, slots=True)
class Booking:
    sequence: int
    work_centre: str
    load: DayLoad


def bookings_of(order: WorkOrder) -> tuple[Booking, ...]:
    """What the order's remaining work takes of the days it is planned on; nothing when nothing more is planned."""
    if order.state not in PLANNABLE:
        return ()
    return tuple(
        Booking(work.sequence, work.work_centre, load)
        for work in order.remaining_work()
        for load in still_to_run(order.operation(work.sequence).planned, work.minutes)
    )


def still_to_run(planned: Sequence[DayLoad], remaining: Decimal) -> tuple[DayLoad, ...]:
    """The loads that are left when the earliest were run first."""
    left = []
    for load in reversed(planned):
        minutes = min(load.minutes, remaining)
        if minutes > 0:
            left.append(DayLoad(load.day, minutes))
        remaining -= minutes
    return tuple(reversed(left))
