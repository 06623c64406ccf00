"""Material in production is used up, lot by lot as the shop told it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import (
    Goods,
    Move,
    Pick,
    Place,
    Reach,
    Stock,
    consumed,
    in_all,
    move_held,
    parts,
    production,
)


def use_up(
    stock: Stock, used: Mapping[Goods, Quantity], broken: Sequence[Pick], plant: str, work_order: str, at: datetime
) -> None:
    """Where a lot broke while the shop told it as used, other lots of the item that are there were used instead.

    Raises NotEnough when more is used than was ever there.
    """
    held, gone = production(plant, work_order), consumed(plant, work_order)
    short: dict[Goods, Quantity] = {}
    for goods, quantity in used.items():
        lost = _short(stock, goods, quantity, broken, held)
        if lost:
            short[goods] = lost
        if rest := quantity - lost:
            move_held(stock, goods, rest, held, gone, work_order, at)
    for goods, quantity in short.items():
        _use_instead(stock, goods.item, quantity, held, gone, work_order, at)


def reach_of_use(used: Mapping[Goods, Quantity], broken: Sequence[Pick], plant: str, work_order: str) -> Reach:
    """The goods as they were told; where some broke, all that the work order has of their items."""
    held, broke = production(plant, work_order), {pick.goods.item for pick in broken}
    return Reach(
        goods=[(goods, held) for goods in used if goods.item not in broke],
        in_production=[(item, plant, work_order) for item in broke & {goods.item for goods in used}],
    )


def _short(stock: Stock, goods: Goods, quantity: Quantity, broken: Sequence[Pick], held: Place) -> Quantity:
    """What is missing of the lot because it broke."""
    nothing = Quantity.zero(quantity.unit)
    broke = sum((pick.quantity for pick in broken if goods.may_be(pick.goods)), start=nothing)
    if not broke:
        return nothing
    missing = max(nothing, quantity - in_all(stock.alike(goods, held), quantity.unit))
    return missing if missing <= broke else nothing


def _use_instead(
    stock: Stock, item: str, quantity: Quantity, held: Place, gone: Place, work_order: str, at: datetime
) -> None:
    others = [b for b in stock.at(held) if b.goods.item == item]
    others.sort(key=lambda b: (b.goods.lot, b.goods.maker, b.goods.serial))
    for taken, part in parts(others, quantity):
        stock.post(Move(taken, part, held, gone, work_order, at))
