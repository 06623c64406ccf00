"""The lots that were issued to work orders: one row each, of which a step reads and writes those that it can touch."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import Certainty
from headrace_contracts.values import Quantity
from headrace_mes.model.material import Held, IssuedLot, Material, MaterialLot
from headrace_mes.model.reach import Reach
from headrace_mes.model.work_order import Component, WorkOrder

OF_ORDER = "SELECT * FROM issued_lot WHERE tenant = $1 AND work_order = $2"
OF_ITEM = f"{OF_ORDER} AND item = $3 AND unit = $4"
FIRST = f"{OF_ORDER} AND position > $3 ORDER BY position LIMIT $4"
NAMED = """
    SELECT near.* FROM unnest($3::text[], $4::text[], $5::text[]) AS named (item, lot, serial), LATERAL (
           SELECT * FROM issued_lot l WHERE tenant = $1 AND work_order = $2 AND l.item = named.item
              AND l.lot = named.lot AND l.serial = named.serial OFFSET 0) AS near
"""
UNTOLD = f"{OF_ITEM} AND told = ''"
FREE = f"{OF_ITEM} AND free_at > 0 ORDER BY free_at"
USED_LAST = f"{OF_ITEM} AND used > 0 ORDER BY position DESC"
TOLD_OTHERWISE = f"""
    {OF_ITEM} AND (told = 'possible' AND greatest(issued - broken, used) > $5
                   OR told = 'recorded' AND greatest(issued - broken, used) <= $6)
"""
KEEP = """
    INSERT INTO issued_lot (tenant, work_order, position, item, lot, serial, maker, unit, issued, broken, used, told,
                            free_at)
    SELECT $1, $2, * FROM unnest($3::int[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                 $9::numeric[], $10::numeric[], $11::numeric[], $12::text[], $13::int[])
    ON CONFLICT (tenant, work_order, position) DO UPDATE
       SET issued = excluded.issued, broken = excluded.broken, used = excluded.used, told = excluded.told,
           free_at = excluded.free_at
"""


async def load_named(tx: Tx, order: WorkOrder, lots: Sequence[IssuedLot]) -> None:
    """Those of which more is issued or broke."""
    keys = [[lot.item for lot in lots], [lot.lot for lot in lots], [lot.serial for lot in lots]]
    order.material.load([_lot(row) for row in await tx.raw.fetch(NAMED, order.tenant, order.id, *keys)])


async def load_near(tx: Tx, order: WorkOrder, reach: Reach) -> None:
    """Those that pieces take from or give back to when they leave the shop or return, and of which this is news."""
    if not (reach.hands_over or reach.takes_back):
        return
    for component in order.components:
        held = order.material.held(component.item, component.per_unit.unit)
        if held.lots:
            order.material.load([lot async for lot in _near(tx, order, component, held, reach)])


async def first(tx: Tx, order: WorkOrder, many: int | None) -> Material:
    """The first lots, or all, to be looked at beside the order."""
    if order.material.at_hand:
        return order.material
    found = Material(order.materials)
    found.load([_lot(row) for row in await tx.raw.fetch(FIRST, order.tenant, order.id, 0, many)])
    return found


async def page(tx: Tx, order: WorkOrder, page: PageRequest) -> Listed[MaterialLot]:
    after = page.after_as(int) if page.after else 0
    if order.material.at_hand:
        found = [lot for lot in order.material if lot.position > after]
    else:
        rows = await tx.raw.fetch(FIRST, order.tenant, order.id, after, page.limit + 1)
        found = [_lot(row) for row in rows]
    return page.listed(found, key=lambda lot: str(lot.position))


async def keep(tx: Tx, orders: Iterable[WorkOrder]) -> None:
    for order in orders:
        if rows := [_row(lot) for lot in order.material.changed()]:
            await tx.raw.execute(KEEP, order.tenant, order.id, *zip(*rows, strict=True))


async def _near(tx: Tx, order: WorkOrder, component: Component, held: Held, reach: Reach) -> AsyncIterator[MaterialLot]:
    of_item = (order.tenant, order.id, component.item, component.per_unit.unit)
    made, each = order.handed_over + order.scrap, component.per_unit.value
    most = (made.value + reach.pieces + reach.leaving) * each - held.used.value
    async for lot in _until(tx, most, lambda lot: lot.free, FREE, *of_item):
        yield lot
    if reach.takes_back:
        async for lot in _until(tx, reach.pieces * each, lambda lot: lot.used, USED_LAST, *of_item):
            yield lot
    if reach.hands_over:
        for row in await tx.raw.fetch(UNTOLD, *of_item):
            yield _lot(row)
        elsewhere = held.there.value - order.handed_over.value * each
        least = elsewhere - (reach.pieces + reach.leaving) * each
        if held.recorded or least < held.largest.value:
            for row in await tx.raw.fetch(TOLD_OTHERWISE, *of_item, least, elsewhere + reach.pieces * each):
                yield _lot(row)


async def _until(
    tx: Tx, most: Decimal, part: Callable[[MaterialLot], Quantity], query: str, *values: str
) -> AsyncIterator[MaterialLot]:
    """As many as have so much in all."""
    if most <= 0:
        return
    async for row in tx.raw.cursor(query, *values, prefetch=50):
        lot = _lot(row)
        yield lot
        most -= part(lot).value
        if most <= 0:
            return


def _lot(row: Any) -> MaterialLot:
    issued, broken, used = (Quantity(row[name], row["unit"]) for name in ("issued", "broken", "used"))
    told = Certainty(row["told"]) if row["told"] else None
    return MaterialLot(
        row["position"], row["item"], row["lot"], row["serial"], row["maker"], issued, broken, used, told
    )


def _row(lot: MaterialLot) -> tuple[object, ...]:
    return (
        lot.position,
        lot.item,
        lot.lot,
        lot.serial,
        lot.maker,
        lot.issued.unit,
        lot.issued.value,
        lot.broken.value,
        lot.used.value,
        lot.told.value if lot.told else "",
        lot.position if lot.free else None,
    )
