"""What is told of lots that moved: how much of each is where now, so that it can be found and stopped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from headrace_contracts.logistics.v1 import HeldLot, LotsMoved
from headrace_contracts.portions import portions
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.places import STOCK, Place, PlaceKind
from headrace_logistics.stock.model.stock import Goods, Stock

IN_HOUSE = STOCK | {PlaceKind.PRODUCTION}


@dataclass(slots=True)
class _LotAt:
    quantity: Quantity
    serials: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)


def moved(stock: Stock, cause: str) -> list[LotsMoved]:
    """For each item and plant, the places of the house that the moves of this stock touched."""
    told: dict[tuple[str, str], tuple[str, dict[tuple[Goods, Place], None]]] = {}
    for move in stock.moves:
        _, touched = told.setdefault((move.goods.item, move.source.plant), (move.reference, {}))
        touched |= {(move.goods, p): None for p in (move.source, move.target) if p.kind in IN_HOUSE}
    return [
        LotsMoved(item=item, plant=plant, held=_held(stock, part), cause=cause, reference=reference)
        for (item, plant), (reference, touched) in told.items()
        for part in portions(touched)
    ]


def standing(stock: Stock, item: str, plant: str) -> list[LotsMoved]:
    """All that the house holds of an item in a plant, for who has not heard how it came there."""
    there = [(b.goods, b.place) for b in stock.balances() if b.place.kind in IN_HOUSE]
    return [
        LotsMoved(item=item, plant=plant, held=_held(stock, part), cause="standing", reference="")
        for part in portions(there)
    ]


def _held(stock: Stock, touched: Iterable[tuple[Goods, Place]]) -> tuple[HeldLot, ...]:
    lots: dict[tuple[str, str, Place], _LotAt] = {}
    for goods, place in touched:
        unit = stock.unit(goods.item)
        of_lot = lots.get((goods.lot, goods.maker, place))
        if of_lot is None:
            loose = stock.held(replace(goods, serial=""), place, unit)
            of_lot = lots[goods.lot, goods.maker, place] = _LotAt(loose)
        if goods.serial:
            (of_lot.serials if stock.held(goods, place, unit) else of_lot.gone).append(goods.serial)
    return tuple(
        HeldLot(
            lot=lot,
            maker=maker,
            place=place.kind.value,
            party=place.party,
            quantity=at.quantity,
            serials=tuple(at.serials),
            gone=tuple(at.gone),
        )
        for (lot, maker, place), at in lots.items()
    )
