"""The plan changes: a work centre is down, or a customer no longer wants what is made for him."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.control_tower.v1 import ExceptionFeedbackGiven
from headrace_mes.model.planning import Breakdown, replan
from headrace_mes.model.scheduling import days_down
from headrace_mes.store import capacity, shops
from headrace_mes.store.work_orders import booked_on, open_for, work_orders
from headrace_mes.usecases.keep import keep
from headrace_planning.model.items import PlantCalendar


async def work_centre_down(tx: Tx, event: ExceptionFeedbackGiven) -> None:
    """Feedback without a work centre or without days moves no work; days that were told before count once."""
    if not event.work_centre or event.delay_days <= 0:
        return
    hit = await booked_on(tx, event.work_centre)
    await capacity.turn(tx)
    touched = {event.work_centre, *(centre for order in hit for centre in order.work_centres)}
    calendars = {name: centre.calendar for name, centre in (await capacity.work_centres(tx, touched)).items()}
    days = days_down(PlantCalendar(event.plant), tx.today, event.delay_days)
    replan(hit, calendars, Breakdown(event.work_centre, days, event.note or event.rule, event.exception), tx.today)
    await shops.close_days(tx, event.work_centre, days, event.exception)
    await work_orders.put(tx, hit)
    await capacity.book(tx, hit)
    for order in hit:
        tx.tell(order)
    await capacity.publish(tx, touched)


async def demand_dropped(tx: Tx, order: str, reason: str) -> None:
    for work_order in await open_for(tx, order):
        if work_order.waits_for(order):
            work_order.drop_demand(order, reason)
            await keep(tx, work_order)
