"""A work order made pieces: they wait for final inspection, and what went into them is used up."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import Consumption, MaterialUsed, UnitsCompleted, WorkOrderClosed
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics import stock
from headrace_logistics.production.model.using import use_up
from headrace_logistics.production.store.papers import issue_requests
from headrace_logistics.stock.model import Goods, Lot, Move, Pick, WrongAmount, places


async def take_in(tx: Tx, event: UnitsCompleted) -> None:
    used = _used(event.consumed)
    wanted = {(goods.item, event.plant): quantity.unit for goods, quantity in used.items()}
    books = await stock.take(tx, {**wanted, (event.item, event.plant): event.quantity.unit})
    await stock.add_lots(tx, [Lot(event.item, event.lot, tx.tenant, tx.today, maker=tx.tenant)], event.work_order)
    request = await issue_requests.find(tx, event.work_order)
    use_up(books.stock, used, request.broken if request else (), event.plant, event.work_order, tx.now)
    born, target = places.made(event.plant, event.work_order), places.in_inspection(event.plant)
    for goods, quantity in _made(event, tx.tenant):
        books.stock.post(Move(goods, quantity, born, target, event.work_order, tx.now))
    await books.keep(tx, "made")


async def use_material(tx: Tx, event: MaterialUsed) -> None:
    """More went into pieces, good or scrap, than the event of the pieces has room for."""
    request = await issue_requests.find(tx, event.work_order)
    await _use_up(tx, event, request.broken if request else ())


async def scrap_is_made(tx: Tx, event: WorkOrderClosed, broken: Sequence[Pick]) -> None:
    """What went into scrap since the last pieces were made is used up, before the rest goes back."""
    await _use_up(tx, event, broken)


async def _use_up(tx: Tx, event: MaterialUsed | WorkOrderClosed, broken: Sequence[Pick]) -> None:
    used = _used(event.consumed)
    if used:
        books = await stock.take(tx, {(goods.item, event.plant): q.unit for goods, q in used.items()})
        use_up(books.stock, used, broken, event.plant, event.work_order, tx.now)
        await books.keep(tx, "made")


def _used(consumed: tuple[Consumption, ...]) -> dict[Goods, Quantity]:
    sums: dict[Goods, Quantity] = {}
    for part in consumed:
        goods = Goods(part.component, part.lot, part.serial, part.maker or "")
        sums[goods] = sums.get(goods, Quantity.zero(part.quantity.unit)) + part.quantity
    return {goods: quantity for goods, quantity in sums.items() if quantity}


def _made(event: UnitsCompleted, maker: str) -> list[tuple[Goods, Quantity]]:
    if not event.serials:
        return [(Goods(event.item, event.lot, maker=maker), event.quantity)]
    if len(event.serials) != event.quantity.value:
        raise WrongAmount(
            say(
                "logistics.serials-of-work",
                work_order=event.work_order,
                serials=len(event.serials),
                quantity=event.quantity,
                item=event.item,
            )
        )
    piece = Quantity.of(1, event.quantity.unit)
    return [(Goods(event.item, event.lot, serial, maker), piece) for serial in event.serials]
