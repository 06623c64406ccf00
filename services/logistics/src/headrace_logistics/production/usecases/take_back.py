"""The shop takes back pieces that it handed over: they were not good, or never made."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import UnitsTakenBack
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_logistics import stock
from headrace_logistics.stock.model import Goods, in_all, move_held, places


async def pieces_go_back(tx: Tx, event: LotTakenBack) -> None:
    """They waited for inspection; those that quality judged at the same moment are where it put them."""
    books = await stock.take(tx, {(event.item, event.plant): event.quantity.unit})
    goods, named = Goods(event.item, event.lot, maker=tx.tenant), set(event.serials)
    target, left = places.made(event.plant, event.work_order), event.quantity
    for place in (places.in_inspection(event.plant), places.available(event.plant)):
        part = min(left, in_all(books.stock.alike(goods, place, named), left.unit))
        if part:
            move_held(books.stock, goods, part, place, target, event.work_order, tx.now, named)
            left -= part
    if left:
        blocked = places.blocked(event.plant)
        move_held(books.stock, goods, left, blocked, target, event.work_order, tx.now, named)
    await books.keep(tx, "taken back")


async def material_is_unused(tx: Tx, event: UnitsTakenBack) -> None:
    """What was used up by pieces that were never made is in production again."""
    wanted = {(part.component, event.plant): part.quantity.unit for part in event.unused}
    if not wanted:
        return
    books = await stock.take(tx, wanted, used_by=event.work_order)
    gone, held = places.consumed(event.plant, event.work_order), places.production(event.plant, event.work_order)
    for part in event.unused:
        goods = Goods(part.component, part.lot, part.serial, part.maker or "")
        move_held(books.stock, goods, part.quantity, gone, held, event.work_order, tx.now)
    await books.keep(tx, "taken back")
