"""A work order made pieces: they wait for final inspection, and what went into them is used up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import Consumption, MaterialUsed, UnitsCompleted, WorkOrderClosed
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics import stock
from headrace_logistics.production.model.using import reach_of_use, use_up
from headrace_logistics.production.store import papers
from headrace_logistics.stock.model import Goods, Lot, Move, Pick, Reach, WrongAmount, places


async def take_in(tx: Tx, event: UnitsCompleted) -> None:
    used, made = _used(event.consumed), _made(event, tx.tenant)
    broken = await _broken(tx, event)
    born, target = places.made(event.plant, event.work_order), places.in_inspection(event.plant)
    wanted = {**_wanted(used, event.plant), (event.item, event.plant): event.quantity.unit}
    books = await stock.take(tx, wanted, reach_of_use(used, broken, event.plant, event.work_order))
    await books.reach(tx, Reach([(goods, target) for goods, _ in made]))
    await stock.add_lots(tx, [Lot(event.item, event.lot, tx.tenant, tx.today, maker=tx.tenant)], event.work_order)
    use_up(books.stock, used, broken, event.plant, event.work_order, tx.now)
    for goods, quantity in made:
        books.stock.post(Move(goods, quantity, born, target, event.work_order, tx.now))
    await books.keep(tx, "made")


async def use_material(tx: Tx, event: MaterialUsed) -> None:
    """More went into pieces, good or scrap, than the event of the pieces has room for."""
    await _use_up(tx, event, await _broken(tx, event))


async def scrap_is_made(tx: Tx, event: WorkOrderClosed, broken: Sequence[Pick]) -> None:
    """What went into scrap since the last pieces were made is used up, before the rest goes back."""
    await _use_up(tx, event, broken)


async def _use_up(tx: Tx, event: MaterialUsed | WorkOrderClosed, broken: Sequence[Pick]) -> None:
    used = _used(event.consumed)
    if used:
        reach = reach_of_use(used, broken, event.plant, event.work_order)
        books = await stock.take(tx, _wanted(used, event.plant), reach)
        use_up(books.stock, used, broken, event.plant, event.work_order, tx.now)
        await books.keep(tx, "made")


async def _broken(tx: Tx, event: UnitsCompleted | MaterialUsed) -> Sequence[Pick]:
    request = await papers.in_which_something_broke(tx, event.work_order)
    return request.broken if request else ()


def _wanted(used: Mapping[Goods, Quantity], plant: str) -> dict[stock.ItemPlant, str]:
    return {(goods.item, plant): quantity.unit for goods, quantity in used.items()}


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
