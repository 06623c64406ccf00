"""The shop takes back pieces that it handed over: they were not good, or never made."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import UnitsTakenBack
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_logistics import stock
from headrace_logistics.stock.model import Goods, Reach, in_all, move_held, places


async def pieces_go_back(tx: Tx, event: LotTakenBack) -> None:
    """They waited for inspection; those that quality judged at the same moment are where it put them."""
    goods, named = Goods(event.item, event.lot, maker=tx.tenant), set(event.serials)
    target, left = places.made(event.plant, event.work_order), event.quantity
    inspection, free, blocked = (
        places.in_inspection(event.plant),
        places.available(event.plant),
        places.blocked(event.plant),
    )
    reach = Reach.of_move(goods, named, inspection, free, blocked)
    books = await stock.take(tx, {(event.item, event.plant): event.quantity.unit}, reach)
    for place in (inspection, free):
        part = min(left, in_all(books.stock.alike(goods, place, named), left.unit))
        if part:
            move_held(books.stock, goods, part, place, target, event.work_order, tx.now, named)
            left -= part
    if left:
        move_held(books.stock, goods, left, blocked, target, event.work_order, tx.now, named)
    await books.keep(tx, "taken back")


async def material_is_unused(tx: Tx, event: UnitsTakenBack) -> None:
    """What was used up by pieces that were never made is in production again."""
    if not event.unused:
        return
    wanted = {(part.component, event.plant): part.quantity.unit for part in event.unused}
    gone, held = places.consumed(event.plant, event.work_order), places.production(event.plant, event.work_order)
    unused = [(Goods(u.component, u.lot, u.serial, u.maker or ""), u.quantity) for u in event.unused]
    reach = Reach([(goods, place) for goods, _ in unused for place in (gone, held)])
    books = await stock.take(tx, wanted, reach)
    for goods, quantity in unused:
        move_held(books.stock, goods, quantity, gone, held, event.work_order, tx.now)
    await books.keep(tx, "taken back")
