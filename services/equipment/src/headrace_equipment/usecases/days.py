"""Key figures of a machine's day, and the closing of days at the plant's midnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from headrace_chassis import deadlines
from headrace_chassis.tx import Tx
from headrace_equipment.engine.oee import KeyFigures, Made, Production, StateSpan, Use, at_own_cycles, key_figures
from headrace_equipment.engine.spans import Span, day_span
from headrace_equipment.model.machine import DayFigures, Machine
from headrace_equipment.model.timeline import StateInterval
from headrace_equipment.store import item_cycles, pieces, states
from headrace_equipment.store.machines import (
    Plant,
    closed,
    machines,
    of_plant,
    plants,
    scrapped,
    taken_plants,
    zones_of,
)

GRACE = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
NONE = Decimal(0)
DAY_ENDS = "day-ends"


async def find_days(tx: Tx) -> None:
    found = [plant for plant in await plants(tx) if (plant.closed_until or date.min) < _yesterday(tx, plant)]
    await deadlines.come_due(tx, DAY_ENDS, ((plant.tenant, plant.plant) for plant in found))


async def close_days(tx: Tx, names: Sequence[str]) -> None:
    """Tell the figures of each day that ended, an hour after midnight so that late telemetry is in.

    A machine that told nothing on a day has no figures for it.
    """
    for plant in await taken_plants(tx, names):
        yesterday = _yesterday(tx, plant)
        if plant.closed_until is None:
            await closed(tx, plant, yesterday)
        elif plant.closed_until < yesterday:
            await _close_plant(tx, plant, plant.closed_until + ONE_DAY, yesterday)


def _yesterday(tx: Tx, plant: Plant) -> date:
    return (tx.now - GRACE).astimezone(ZoneInfo(plant.zone)).date() - ONE_DAY


async def _close_plant(tx: Tx, plant: Plant, first: date, last: date) -> None:
    zone = ZoneInfo(plant.zone)
    start, end = day_span(first, zone).start, day_span(last, zone).end
    told = await _made(tx, plant.tenant, plant.zone, start, end)
    ours = await of_plant(tx, plant)
    active = {name: ours[name] for name in sorted({name for name, _ in told} & set(ours))}
    intervals = await states.between(tx, plant.tenant, active, start, end)
    began = await states.began(tx, plant.tenant, active)
    for day in sorted({day for _, day in told}):
        span = day_span(day, zone)
        bad = await scrapped(tx, plant.tenant, active, span.start, span.end)
        for name, machine in active.items():
            if (name, day) in told:
                made = _production(machine, told[name, day], bad.get(name, NONE))
                lived = machine.lived(intervals[name], tx.now)
                machine.close_day(_told(day, figures(span, lived, made, began.get(name))))
    await machines.put(tx, list(active.values()))
    for machine in active.values():
        tx.tell(machine)
    await closed(tx, plant, last)


async def figures_of(tx: Tx, machine: str, day: date | None) -> tuple[Machine, date, Production, KeyFigures]:
    """The figures of one day as they stand now; of today when no day is named. Today ends now."""
    found = await machines.get(tx, machine)
    zone = (await zones_of(tx, [found.plant]))[found.plant]
    asked = day or tx.today_in(zone)
    whole = day_span(asked, ZoneInfo(zone))
    span = Span(whole.start, max(whole.start, min(whole.end, tx.now)))
    made = await _made(tx, found.tenant, zone, span.start, span.end, machine)
    bad = await scrapped(tx, found.tenant, [machine], span.start, span.end)
    intervals = await states.between(tx, found.tenant, [machine], span.start, span.end)
    production = _production(found, made.get((machine, asked), ()), bad.get(machine, NONE))
    lived = found.lived(intervals.get(machine, ()), tx.now)
    began = (await states.began(tx, found.tenant, [machine])).get(machine)
    return found, asked, production, figures(span, lived, production, began)


async def _made(
    tx: Tx, tenant: str, zone: str, start: datetime, end: datetime, machine: str | None = None
) -> pieces.Days:
    """All pieces by day, each with the ideal cycle of its item where that has one."""
    made = await pieces.by_day(tx, tenant, zone, start, end, machine)
    own = await item_cycles.by_day(tx, tenant, zone, start, end, machine)
    return {key: at_own_cycles(parts, own.get(key, ())) for key, parts in made.items()}


def figures(
    day: Span, intervals: Sequence[StateInterval], made: Production, began: datetime | None = None
) -> KeyFigures:
    """There is no calendar of shifts yet: the whole day is planned (PLANNED_TIME_BASIS), once the machine `began`."""
    spans = [StateSpan(Use(each.state.value), Span(each.start, each.end or day.end)) for each in intervals]
    planned = day.cut(Span(began, day.end)) if began else day
    return key_figures(day, spans, [planned], [], made)


def _production(machine: Machine, made: Sequence[Made], scrap: Decimal) -> Production:
    """Pieces without a former cycle are of the present one.

    A correction may take back scrap of an earlier day: no more is good than was made.
    """
    at_cycles = [Made(part.pieces, part.ideal_cycle or machine.ideal_cycle) for part in made]
    produced = sum(part.pieces for part in made)
    return Production(at_cycles or [Made(0, machine.ideal_cycle)], max(NONE, produced - max(NONE, scrap)))


def _told(day: date, found: KeyFigures) -> DayFigures:
    return DayFigures(day, found.availability, found.performance, found.quality, found.oee)
