"""A person blocks, releases, scraps, sends back or counts stock that was taken in before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics import stock
from headrace_logistics.handling.model import handling
from headrace_logistics.handling.model.handling import Part, Spot
from headrace_logistics.handling.model.stock_note import BoughtPart, Handled, NoteKind, StockNote
from headrace_logistics.handling.store import bought
from headrace_logistics.handling.store.papers import stock_notes
from headrace_logistics.stock.model import Goods, Lot, NotEnough, Place, Unit, WrongAmount, places


@dataclass(frozen=True, slots=True)
class Asked:
    """Whoever blocks, releases, scraps or returns says of what, how much and why."""

    spot: Spot
    part: Part
    reason: str
    by: str


async def take(tx: Tx, kind: NoteKind, asked: Asked) -> StockNote:
    """Free or blocked stock goes where the kind of note says."""
    spot, note = asked.spot, tx.new_id("stn")
    books, unit = await _books(tx, spot)
    goods = spot.find(books.stock)
    if goods is None:
        raise NotEnough(say("logistics.place-holds-nothing", place=spot.place, item=spot.item, lot=spot.lot))
    if kind is NoteKind.RETURNED:
        handling.refuse_unless_bought(goods, tx.tenant)
    _refuse_too_fine(unit, asked.part.quantity, books.stock.held(goods, spot.place, unit.code))
    target = _TARGETS[kind](spot.plant, goods, note)
    quantity = handling.take_part(books.stock, goods, asked.part, spot.place, target, note, tx.now)
    parts = await _given_back(tx, goods, spot.plant, quantity) if kind is NoteKind.RETURNED else []
    serials = [move.goods.serial for move in books.stock.moves if move.goods.serial]
    what = Handled(spot.plant, goods, quantity, serials, spot.block, parts=parts)
    return await _written(tx, note, kind, what, asked, books)


async def count(tx: Tx, asked: Asked, before: Quantity) -> StockNote:
    """Lots that the books know nothing of are found so too."""
    spot, note = asked.spot, tx.new_id("stn")
    counted = asked.part.quantity
    assert counted is not None
    books, unit = await _books(tx, spot)
    for given in (counted, before):
        if given.unit != unit.code:
            raise WrongAmount(say("logistics.other-unit", item=spot.item, unit=unit.code, given=given.unit))
    _refuse_too_fine(unit, counted, before)
    goods = spot.find(books.stock) or Goods(spot.item, spot.lot, maker=spot.maker or "")
    handling.count(books.stock, goods, asked.part, before, spot.place, note, tx.now)
    await stock.add_lots(tx, [Lot(goods.item, goods.lot, tx.tenant, tx.today, maker=goods.maker)], source="")
    what = Handled(spot.plant, goods, counted, asked.part.serials, spot.block, before)
    return await _written(tx, note, NoteKind.COUNTED, what, asked, books)


async def _given_back(tx: Tx, goods: Goods, plant: str, quantity: Quantity) -> list[BoughtPart]:
    return await bought.give_back(tx, quantity, item=goods.item, lot=goods.lot, maker=goods.maker, plant=plant)


async def _books(tx: Tx, spot: Spot) -> tuple[stock.Ledger, Unit]:
    unit = (await stock.units(tx, {spot.item})).get(spot.item)
    if unit is None:
        raise Missing.named("item", spot.item)
    return await stock.take(tx, {(spot.item, spot.plant): unit.code}), unit


def _refuse_too_fine(unit: Unit, quantity: Quantity | None, whole: Quantity) -> None:
    if quantity and (words := unit.wrong(quantity, whole)):
        raise WrongAmount(words)


async def _written(tx: Tx, note: str, kind: NoteKind, what: Handled, asked: Asked, books: stock.Ledger) -> StockNote:
    number = await next_number(tx, "SN")
    new = StockNote.write(note, number, tx.tenant, kind, what, reason=asked.reason, by=asked.by, at=tx.now)
    await stock_notes.add(tx, new)
    await books.keep(tx, kind.value)
    tx.tell(new)
    return new


_TARGETS: Mapping[NoteKind, Callable[[str, Goods, str], Place]] = {
    NoteKind.BLOCKED: lambda plant, _, note: places.blocked(plant, note),
    NoteKind.RELEASED: lambda plant, *_: places.available(plant),
    NoteKind.SCRAPPED: lambda plant, *_: places.scrap(plant),
    NoteKind.RETURNED: lambda plant, goods, _: places.supplier(plant, goods.maker),
}
