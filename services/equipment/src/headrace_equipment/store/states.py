"""State intervals of machines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select, text

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.equipment.v1 import MachineState
from headrace_equipment.model.machine import Machine
from headrace_equipment.model.timeline import StateInterval
from headrace_equipment.store.tables import state_interval

s = state_interval.c
HOLDING = text("""
    SELECT DISTINCT held.*
      FROM unnest(CAST(:machines AS text[]), CAST(:moments AS timestamptz[])) AS asked (machine, moment)
     CROSS JOIN LATERAL (
        SELECT * FROM state_interval AS i
         WHERE i.tenant = :tenant AND i.machine = asked.machine AND i.starts <= asked.moment
         ORDER BY i.starts DESC LIMIT 1
     ) AS held
     WHERE held.ends IS NULL OR held.ends > asked.moment ORDER BY held.starts
""")


async def holding(tx: Tx, moments: Iterable[tuple[str, datetime]]) -> dict[str, list[StateInterval]]:
    """Of each machine the intervals in which the moments named with it lie, in order."""
    asked = sorted(set(moments))
    machines, times = [machine for machine, _ in asked], [moment for _, moment in asked]
    return _by_machine(await tx.execute(HOLDING, {"tenant": tx.tenant, "machines": machines, "moments": times}))


async def between(
    tx: Tx, tenant: str, machines: Iterable[str], start: datetime, end: datetime
) -> dict[str, list[StateInterval]]:
    touching = (s.starts < end, or_(s.ends.is_(None), s.ends > start))
    query = select(state_interval).where(s.tenant == tenant, s.machine.in_(set(machines)), *touching)
    return _by_machine(await tx.execute(query.order_by(s.starts)))


async def page(tx: Tx, request: PageRequest, machine: Machine) -> Listed[StateInterval]:
    """The newest first, with the silence that lasts."""
    query = select(state_interval).where(s.machine == machine.id).order_by(s.starts.desc()).limit(request.limit + 1)
    after = request.after_as(datetime.fromisoformat) if request.after else None
    if after:
        query = query.where(s.starts < after)
    told = [_interval(row) for row in await tx.execute(query)]
    lived = machine.lived(told[::-1], tx.now)[::-1]
    found = [interval for interval in lived if after is None or interval.start < after]
    return request.listed(found[: request.limit + 1], key=lambda interval: interval.start.isoformat())


async def began(tx: Tx, tenant: str, machines: Iterable[str]) -> dict[str, datetime]:
    """When each of the machines told its first state."""
    first = func.min(s.starts).label("first")
    query = select(s.machine, first).where(s.tenant == tenant, s.machine.in_(set(machines)))
    return {row.machine: row.first for row in await tx.execute(query.group_by(s.machine))}


async def keep(tx: Tx, changed: Mapping[str, Sequence[StateInterval]]) -> None:
    rows = [_row(tx.tenant, machine, each) for machine, intervals in changed.items() for each in intervals]
    await put(tx, state_interval, rows)


def _by_machine(rows: Iterable[Any]) -> dict[str, list[StateInterval]]:
    found: dict[str, list[StateInterval]] = defaultdict(list)
    for row in rows:
        found[row.machine].append(_interval(row))
    return found


def _interval(row: Any) -> StateInterval:
    return StateInterval(MachineState(row.state), row.starts, row.ends, row.reason, row.pieces)


def _row(tenant: str, machine: str, interval: StateInterval) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "machine": machine,
        "starts": interval.start,
        "ends": interval.end,
        "state": interval.state.value,
        "reason": interval.reason,
        "pieces": interval.pieces,
    }
