"""Where lots are, as the warehouse told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import HeldLot, LotsMoved
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Subject
from headrace_quality.model.whereabouts import Held
from headrace_quality.store.tables import lot_at

Spot = tuple[str, ...]
EMPTY = """
    DELETE FROM lot_at a
     USING unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
           AS e (item, lot, maker, plant, place, party, serial)
     WHERE (a.tenant, a.item, a.lot, a.maker, a.plant, a.place, a.party, a.serial)
         = ($1, e.item, e.lot, e.maker, e.plant, e.place, e.party, e.serial)
"""
KEY = ("item", "lot", "maker", "plant", "place", "party", "serial")


async def keep(tx: Tx, events: Sequence[LotsMoved]) -> None:
    """The last that was told of each spot; nothing is there where the quantity is 0."""
    last = {spot: quantity for event in events for lot in event.held for spot, quantity in _spots(event, lot)}
    there = [
        {"tenant": tx.tenant, **dict(zip(KEY, spot, strict=True)), "quantity": q.value, "unit": q.unit}
        for spot, q in last.items()
        if q
    ]
    await put(tx, lot_at, there)
    empty = [spot for spot, q in last.items() if not q]
    if empty:
        await tx.raw.execute(EMPTY, tx.tenant, *map(list, zip(*empty, strict=True)))


async def of(tx: Tx, subject: Subject) -> list[Held]:
    """Of goods whose maker nobody said as well: nothing tells them apart."""
    a = lot_at.c
    makers = ("", subject.supplier or tx.tenant)
    query = select(lot_at).where(
        a.tenant == tx.tenant,
        a.item == subject.item,
        a.lot == subject.lot,
        a.plant == subject.plant,
        a.maker.in_(makers),
    )
    rows = await tx.execute(query.order_by(a.place, a.party, a.serial))
    return [Held(row.place, row.party, row.serial, Quantity(row.quantity, row.unit)) for row in rows]


def _spots(event: LotsMoved, held: HeldLot) -> Iterator[tuple[Spot, Quantity]]:
    at = (event.item, held.lot, held.maker, event.plant, held.place, held.party)
    yield (*at, ""), held.quantity
    for pieces, number in ((held.serials, 1), (held.gone, 0)):
        yield from (((*at, serial), Quantity(Decimal(number), held.quantity.unit)) for serial in pieces)
