"""Minutes that open operations have booked on each work centre and day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from headrace_mes.model.operation import DayLoad
from headrace_mes.model.work_order import OrderStatus, WorkOrder

_OPEN = (OrderStatus.CREATED, OrderStatus.RELEASED, OrderStatus.IN_PROGRESS)


def booked_minutes(orders: Iterable[WorkOrder], today: date) -> Mapping[str, Mapping[date, Decimal]]:
    """By work centre and day; work that should have been done before today counts on today."""
    booked: dict[str, dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for order in orders:
        if order.status not in _OPEN:
            continue
        for work in order.remaining_work():
            for load in still_to_run(order.operation(work.sequence).planned, work.minutes):
                booked[work.work_centre][max(load.day, today)] += load.minutes
    return {work_centre: dict(days) for work_centre, days in booked.items()}


def still_to_run(planned: Sequence[DayLoad], remaining: Decimal) -> tuple[DayLoad, ...]:
    """The loads that are left when the earliest were run first."""
    left = []
    for load in reversed(planned):
        minutes = min(load.minutes, remaining)
        if minutes > 0:
            left.append(DayLoad(load.day, minutes))
        remaining -= minutes
    return tuple(reversed(left))
