"""Key figures of a machine's day, and the closing of days at the plant's midnight."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from headrace_chassis.tx import Tx
from headrace_equipment.engine.oee import KeyFigures, Production, StateSpan, Use, key_figures
from headrace_equipment.engine.spans import Span, day_span
from headrace_equipment.model.machine import DayFigures, Machine
from headrace_equipment.model.timeline import StateInterval
from headrace_equipment.store import states, telemetry
from headrace_equipment.store.machines import Plant, closed, machines, of_plant, plants, scrapped, zone_of

GRACE = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
NONE = Decimal(0)


async def close_days(tx: Tx) -> None:
    """Tell the figures of each day that ended, an hour after midnight so that late telemetry is in.

    A machine that told nothing on a day has no figures for it.
    """
    for plant in await plants(tx):
        await tx.act_for(plant.tenant)
        yesterday = (tx.now - GRACE).astimezone(ZoneInfo(plant.zone)).date() - ONE_DAY
        if plant.closed_until is None:
            await closed(tx, plant, yesterday)
        elif plant.closed_until < yesterday:
            await _close_plant(tx, plant, plant.closed_until + ONE_DAY, yesterday)


async def _close_plant(tx: Tx, plant: Plant, first: date, last: date) -> None:
    zone = ZoneInfo(plant.zone)
    start, end = day_span(first, zone).start, day_span(last, zone).end
    told = await telemetry.pieces_by_day(tx, plant.tenant, plant.zone, start, end)
    ours = await of_plant(tx, plant)
    active = {name: ours[name] for name in sorted({name for name, _ in told} & set(ours))}
    intervals = await states.between(tx, plant.tenant, active, start, end)
    for day in sorted({day for _, day in told}):
        span = day_span(day, zone)
        bad = await scrapped(tx, plant.tenant, active, span.start, span.end)
        for name, machine in active.items():
            if (name, day) in told:
                made = _production(machine, told[name, day], bad.get(name, NONE))
                machine.close_day(_told(day, figures(span, intervals[name], made)))
    await machines.put(tx, list(active.values()))
    for machine in active.values():
        tx.tell(machine)
    await closed(tx, plant, last)


async def figures_of(tx: Tx, machine: str, day: date | None) -> tuple[Machine, date, Production, KeyFigures]:
    """The figures of one day as they stand now; of today when no day is named. Today ends now."""
    found = await machines.get(tx, machine)
    zone = await zone_of(tx, found.plant)
    asked = day or tx.today_in(zone)
    whole = day_span(asked, ZoneInfo(zone))
    span = Span(whole.start, max(whole.start, min(whole.end, tx.now)))
    made = await telemetry.pieces(tx, machine, span.start, span.end)
    bad = await scrapped(tx, found.tenant, [machine], span.start, span.end)
    intervals = await states.between(tx, found.tenant, [machine], span.start, span.end)
    production = _production(found, made, bad.get(machine, NONE))
    return found, asked, production, figures(span, intervals.get(machine, ()), production)


def figures(day: Span, intervals: Sequence[StateInterval], made: Production) -> KeyFigures:
    """There is no calendar of shifts yet: the whole day is planned (PLANNED_TIME_BASIS)."""
    spans = [StateSpan(Use(each.state.value), Span(each.start, each.end or day.end)) for each in intervals]
    return key_figures(day, spans, [day], [], made)


def _production(machine: Machine, produced: int, scrap: Decimal) -> Production:
    """A correction may take back scrap of an earlier day: no more is good than was made."""
    return Production(produced, max(NONE, produced - max(NONE, scrap)), machine.ideal_cycle)


def _told(day: date, found: KeyFigures) -> DayFigures:
    return DayFigures(day, found.availability, found.performance, found.quality, found.oee)
