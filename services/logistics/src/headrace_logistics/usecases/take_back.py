"""The shop takes back pieces that it handed over: they were not good, or never made."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import UnitsTakenBack
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_contracts.values import Quantity
from headrace_logistics.model import places
from headrace_logistics.model.stock import Goods, Move, Stock, move_lot
from headrace_logistics.store import ledger


async def pieces_go_back(tx: Tx, event: LotTakenBack) -> None:
    """They waited for inspection; those that quality judged at the same moment are where it put them."""
    books = await ledger.take(tx, {(event.item, event.plant): event.quantity.unit})
    target, left = places.made(event.plant, event.work_order), event.quantity
    named = set(event.serials)
    waiting, free = places.in_inspection(event.plant), places.available(event.plant)
    for place in (waiting, free):
        part = min(left, _held(books.stock, event, place.kind))
        if part:
            move_lot(books.stock, event.item, event.lot, part, place, target, event.work_order, tx.now, named)
            left -= part
    if left:
        blocked = places.blocked(event.plant)
        move_lot(books.stock, event.item, event.lot, left, blocked, target, event.work_order, tx.now, named)
    await books.keep(tx, "taken back")


async def material_is_unused(tx: Tx, event: UnitsTakenBack) -> None:
    """What was used up by pieces that were never made is in production again."""
    wanted = {(part.component, event.plant): part.quantity.unit for part in event.unused}
    if not wanted:
        return
    books = await ledger.take(tx, wanted, used_by=event.work_order)
    gone, held = places.consumed(event.plant, event.work_order), places.production(event.plant, event.work_order)
    for part in event.unused:
        goods = Goods(part.component, part.lot, part.serial)
        books.stock.post(Move(goods, part.quantity, gone, held, event.work_order, tx.now))
    await books.keep(tx, "taken back")


def _held(stock: Stock, event: LotTakenBack, kind: places.PlaceKind) -> Quantity:
    found = (
        b.quantity
        for b in stock.balances()
        if (b.goods.item, b.goods.lot, b.place.kind) == (event.item, event.lot, kind)
        and (not event.serials or b.goods.serial in event.serials)
    )
    return sum(found, start=Quantity.zero(event.quantity.unit))
