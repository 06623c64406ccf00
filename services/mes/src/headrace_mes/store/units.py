"""The single pieces of work orders: one row each, of which a step reads and writes those that it can touch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import Tracking
from headrace_mes.model.reach import Reach
from headrace_mes.model.units import Unit, UnitPlace, UnitState
from headrace_mes.model.work_order import WorkOrder

STANDING = tuple((state, place) for state in UnitState for place in UnitPlace if place is not UnitPlace.JUDGED)
NEAR = """
    SELECT near.serial, near.state, near.place
      FROM unnest($3::text[], $4::text[], $5::int[], $6::int[]) AS standing (state, place, first, last),
           LATERAL ((SELECT serial, state, place FROM unit
                      WHERE tenant = $1 AND work_order = $2 AND state = standing.state AND place = standing.place
                      ORDER BY serial LIMIT standing.first)
                    UNION
                    (SELECT serial, state, place FROM unit
                      WHERE tenant = $1 AND work_order = $2 AND state = standing.state AND place = standing.place
                      ORDER BY serial DESC LIMIT standing.last)) AS near
     UNION
    SELECT serial, state, place FROM unit WHERE tenant = $1 AND work_order = $2 AND serial = ANY($7)
"""


OF_ORDER = "SELECT serial, state, place FROM unit WHERE tenant = $1 AND work_order = $2 AND serial > $3"
FIRST = f"{OF_ORDER} ORDER BY serial LIMIT $4"
IN_STATE = f"{OF_ORDER} AND state = $5 ORDER BY serial LIMIT $4"
KEEP = """
    INSERT INTO unit (tenant, work_order, serial, state, place)
    SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::text[])
    ON CONFLICT (tenant, work_order, serial) DO UPDATE SET state = excluded.state, place = excluded.place
"""


async def load_near(tx: Tx, order: WorkOrder, reach: Reach) -> None:
    """Those that stand first and last in each state, and those that are named."""
    if order.tracking is not Tracking.SERIAL:
        return
    foremost, last = reach.pieces + reach.leaving, reach.pieces
    states, places = zip(*STANDING, strict=True)
    many = len(STANDING)
    rows = await tx.raw.fetch(
        NEAR, order.tenant, order.id, states, places, [foremost] * many, [last] * many, list(reach.serials)
    )
    order.units.load(_unit(row) for row in rows)


async def load_named(tx: Tx, order: WorkOrder, serials: Sequence[str]) -> None:
    await load_near(tx, order, Reach(0, serials=serials))


async def first(tx: Tx, order: WorkOrder, many: int) -> list[Unit]:
    if order.units.at_hand:
        return list(islice(order.units, many))
    return [_unit(row) for row in await tx.raw.fetch(FIRST, order.tenant, order.id, "", many)]


async def page(tx: Tx, order: WorkOrder, page: PageRequest, state: UnitState | None) -> Listed[Unit]:
    if order.units.at_hand:
        return page.of((unit for unit in order.units if state in (None, unit.state)), key=lambda unit: unit.serial)
    query, wanted = (IN_STATE, [state.value]) if state else (FIRST, [])
    rows = await tx.raw.fetch(query, order.tenant, order.id, page.after, page.limit + 1, *wanted)
    return page.listed([_unit(row) for row in rows], key=lambda unit: unit.serial)


async def keep(tx: Tx, orders: Iterable[WorkOrder]) -> None:
    for order in orders:
        if rows := [(unit.serial, unit.state.value, unit.place.value) for unit in order.units.changed()]:
            await tx.raw.execute(KEEP, order.tenant, order.id, *zip(*rows, strict=True))


def _unit(row: Any) -> Unit:
    return Unit(row["serial"], UnitState(row["state"]), UnitPlace(row["place"]))
