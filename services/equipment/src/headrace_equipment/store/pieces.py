"""Pieces by day, and how long they should have taken: each at the ideal cycle that was valid when it was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, insert, text, update

from headrace_chassis.tx import Tx
from headrace_equipment.engine.oee import MICROSECOND, Made
from headrace_equipment.model.machine import CycleChange
from headrace_equipment.model.points import CERTAIN_QUALITY, FIRST_MOMENT
from headrace_equipment.store.tables import former_cycle

f = former_cycle.c
BY_DAY = text("""
    SELECT made.machine, CAST(made.at AT TIME ZONE :zone AS date) AS day,
           former.microseconds, sum(made.pieces) AS pieces
      FROM (SELECT machine, device_time AS at, CASE quality WHEN :certain THEN coalesce(delta, 0) ELSE 0 END AS pieces
              FROM telemetry_point WHERE tenant = :tenant AND device_time >= :start AND device_time < :end
             UNION ALL
            SELECT machine, until, settled_pieces FROM doubt
             WHERE tenant = :tenant AND until >= :start AND until < :end AND settled_pieces > 0) AS made
      LEFT JOIN former_cycle AS former
        ON former.tenant = :tenant AND former.machine = made.machine
       AND made.at >= former.since AND made.at < former.until
     WHERE CAST(:machine AS text) IS NULL OR made.machine = :machine
     GROUP BY made.machine, day, former.microseconds
""")

Days = Mapping[tuple[str, date], Sequence[Made]]


async def by_day(tx: Tx, tenant: str, zone: str, start: datetime, end: datetime, machine: str | None = None) -> Days:
    """(machine, day of the zone) -> certain and settled pieces, for every machine and day that anything was told of.

    Those made at the machine's present cycle come without one.
    """
    asked = {"tenant": tenant, "zone": zone, "start": start, "end": end, "machine": machine}
    found: dict[tuple[str, date], list[Made]] = defaultdict(list)
    for row in await tx.execute(BY_DAY, {**asked, "certain": CERTAIN_QUALITY}):
        cycle = None if row.microseconds is None else timedelta(microseconds=row.microseconds)
        found[row.machine, row.day].append(Made(int(row.pieces), cycle))
    return found


async def change_cycles(tx: Tx, changes: Sequence[CycleChange]) -> None:
    """Keep until when the former cycles held; a change that reaches back takes the place of what held since."""
    for change in changes:
        ours = (f.tenant == tx.tenant) & (f.machine == change.machine)
        former_since = change.former_since or FIRST_MOMENT
        if change.since <= former_since:
            await tx.execute(delete(former_cycle).where(ours, f.since >= change.since))
            await tx.execute(update(former_cycle).where(ours, f.until > change.since).values(until=change.since))
        elif change.former is not None:
            row = {"since": former_since, "until": change.since}
            cycle = change.former // MICROSECOND
            await tx.execute(
                insert(former_cycle).values(tenant=tx.tenant, machine=change.machine, **row, microseconds=cycle)
            )
