"""Calendars of work centres: what they work, what open orders have booked, and when they are down."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ARRAY, Text, any_, cast, delete, func, insert, select

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import BookedDay, CapacityPublished
from headrace_mes.model.capacity import bookings_of
from headrace_mes.model.operation import DayLoad
from headrace_mes.model.scheduling import Calendar
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store.tables import booking, closed_day, work_centre
from headrace_planning.model.items import PlantCalendar


@dataclass(frozen=True, slots=True)
class WorkCentre:
    name: str
    plant: str
    minutes_per_day: Decimal
    calendar: Calendar

    def taken(self) -> list[tuple[date, Decimal]]:
        """Minutes that are gone, day by day; a day on which it is down is gone whole."""
        calendar = self.calendar
        taken = {day: calendar.booked_on(day) for day in calendar.booked}
        taken |= {day: max(calendar.booked_on(day), calendar.whole_day(day)) for day in calendar.closed}
        return [(day, minutes) for day, minutes in sorted(taken.items()) if minutes]


async def turn(tx: Tx) -> None:
    """One transaction of an organisation plans at a time, so that no minute is given away twice."""
    await in_turn(tx, f"capacity of {tx.tenant}")


async def book(tx: Tx, orders: Sequence[WorkOrder]) -> None:
    """Book what the orders still need, in place of what they had booked."""
    theirs = booking.c.work_order == any_(cast([order.id for order in orders], ARRAY(Text)))
    await tx.execute(delete(booking).where(theirs))
    rows = [
        {
            "tenant": order.tenant,
            "work_order": order.id,
            "sequence": booked.sequence,
            "day": booked.load.day,
            "work_centre": booked.work_centre,
            "minutes": booked.load.minutes,
        }
        for order in orders
        for booked in bookings_of(order)
    ]
    if rows:
        await tx.execute(insert(booking), rows)


async def work_centres(tx: Tx, names: Iterable[str] | None = None) -> dict[str, WorkCentre]:
    """All of them, or those named that are known."""
    query = select(work_centre)
    if names is not None:
        query = query.where(work_centre.c.work_centre.in_(set(names)))
    rows = list(await tx.execute(query.order_by(work_centre.c.work_centre)))
    known = [row.work_centre for row in rows]
    loads, closed = await _loads(tx, known), await _closed(tx, known)
    return {
        row.work_centre: WorkCentre(
            row.work_centre,
            row.plant,
            row.minutes_per_day,
            _calendar(tx.today, row, closed[row.work_centre], loads[row.work_centre]),
        )
        for row in rows
    }


def _calendar(today: date, row: Any, closed: frozenset[date], loads: Iterable[DayLoad]) -> Calendar:
    works = Calendar(row.work_centre, row.minutes_per_day, PlantCalendar(row.plant), closed=closed)
    return works.booking(DayLoad(works.counted_on(load.day, today), load.minutes) for load in loads)


async def page(tx: Tx, page: PageRequest, name: str | None) -> Listed[WorkCentre]:
    key = work_centre.c.work_centre
    query = select(key).where(key > page.after).order_by(key).limit(page.limit + 1)
    if name:
        query = query.where(key == name)
    found = await work_centres(tx, (await tx.execute(query)).scalars())
    return page.listed(list(found.values()), key=lambda centre: centre.name)


async def publish(tx: Tx, names: Iterable[str]) -> None:
    """Tell how full these work centres are now; the caller has the turn."""
    for centre in (await work_centres(tx, names)).values():
        booked = tuple(BookedDay(day=day, minutes=float(minutes)) for day, minutes in centre.taken())
        tx.tell(
            CapacityPublished(
                work_centre=centre.name,
                plant=centre.plant,
                minutes_per_day=float(centre.minutes_per_day),
                booked=booked,
            )
        )


async def _loads(tx: Tx, names: Sequence[str]) -> defaultdict[str, list[DayLoad]]:
    """Each day once; what should have been done before today counts on today."""
    b = booking.c
    day = func.greatest(b.day, tx.today).label("on_day")
    total = func.sum(b.minutes).label("total")
    query = select(b.work_centre, day, total).where(b.work_centre.in_(names)).group_by(b.work_centre, day)
    loads: defaultdict[str, list[DayLoad]] = defaultdict(list)
    for row in await tx.execute(query):
        loads[row.work_centre].append(DayLoad(row.on_day, row.total))
    return loads


async def _closed(tx: Tx, names: Sequence[str]) -> defaultdict[str, frozenset[date]]:
    c = closed_day.c
    query = select(c.work_centre, c.day).where(c.work_centre.in_(names), c.day >= tx.today)
    closed: defaultdict[str, frozenset[date]] = defaultdict(frozenset)
    for row in await tx.execute(query):
        closed[row.work_centre] |= {row.day}
    return closed
