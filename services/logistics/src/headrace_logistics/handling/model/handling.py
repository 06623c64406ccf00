"""What people do with stock that lies free or is held back: take a part of a lot elsewhere, or count it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from headrace_contracts.errors import RuleBroken, WrongState
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import (
    MOST_PICKS,
    Balance,
    Goods,
    Move,
    NotEnough,
    Place,
    PlaceKind,
    Stock,
    TooManyPieces,
    WrongAmount,
    adjustment,
    available,
    blocked,
    in_all,
    parts,
)


class WhichLot(RuleBroken):
    """The number stands for several lots."""


class WhichPieces(RuleBroken):
    """The lot is kept piece by piece."""


class HeldForOthers(RuleBroken):
    """Part of it is held for somebody."""


class NoSupplier(RuleBroken):
    """Nobody is known to send it back to."""


class BooksMoved(WrongState):
    """The books changed since they were read."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A lot that lies free in a plant, or is held back there by a block; `maker` where several have its number."""

    plant: str
    item: str
    lot: str
    maker: str | None = None
    block: str = ""

    @property
    def place(self) -> Place:
        return blocked(self.plant, self.block) if self.block else available(self.plant)

    def names(self, goods: Goods) -> bool:
        return (goods.item, goods.lot) == (self.item, self.lot) and self.maker in (None, goods.maker)

    def find(self, stock: Stock) -> Goods | None:
        """The lot that lies there. Raises WhichLot when several do."""
        there = (b.goods for place in _shelf(self.place, stock) for b in stock.at(place) if self.names(b.goods))
        makers = sorted({goods.maker for goods in there})
        if len(makers) > 1:
            raise WhichLot(say("logistics.several-makers", lot=self.lot, item=self.item, makers=makers))
        return Goods(self.item, self.lot, maker=makers[0]) if makers else None


@dataclass(frozen=True, slots=True)
class Part:
    """So much of a lot, all of it where nothing is said; which of its pieces, where they have serials."""

    quantity: Quantity | None = None
    serials: Sequence[str] = ()


def take_part(
    stock: Stock, goods: Goods, part: Part, source: Place, target: Place, reference: str, at: datetime
) -> Quantity:
    """Move a part of what a place holds of this lot; how much it was. Raises NotEnough, WhichPieces."""
    held = _of_lot(stock, goods, source)
    unit = stock.unit(goods.item)
    quantity = _all(held, part, unit) if part.quantity is None else part.quantity
    if quantity.value <= 0:
        raise WrongAmount(say("logistics.take-more-than-nothing", quantity=quantity, goods=goods))
    if quantity.unit != unit:
        raise WrongAmount(say("logistics.other-unit", item=goods.item, unit=unit, given=quantity.unit))
    if part.serials:
        held = [b for b in held if b.goods.serial in part.serials]
        if quantity.value != len(set(part.serials)):
            raise WrongAmount(
                say("logistics.name-each-piece", serials=len(set(part.serials)), quantity=quantity, goods=goods)
            )
    elif quantity > stock.held(goods, source, unit) and quantity < in_all(held, unit):
        raise WhichPieces(say("logistics.piece-by-piece", goods=goods, quantity=quantity))
    if in_all(held, unit) < quantity:
        facts = {"source": source, "held": in_all(held, unit), "goods": goods, "quantity": quantity}
        if part.serials:
            raise NotEnough(say("logistics.place-holds-of-serials", **facts, serials=sorted(part.serials)[:5]))
        raise NotEnough(say("logistics.place-holds", **facts))
    if len(held) > MOST_PICKS:
        raise TooManyPieces(say("logistics.too-many-pieces", goods=goods, most=MOST_PICKS))
    for taken, much in parts(held, quantity):
        stock.post(Move(taken, much, source, target, reference, at))
    return quantity


def count(
    stock: Stock, goods: Goods, found: Part, before: Quantity, place: Place, reference: str, at: datetime
) -> None:
    """What is there replaces what the books say, of which `before` was read: the difference is adjusted.

    What is held for work orders and shipments lies beside what is free, and is counted with it.
    """
    shelf: dict[Goods, Quantity] = {}
    for balance in (b for each in _shelf(place, stock) for b in _of_lot(stock, goods, each)):
        shelf[balance.goods] = shelf.get(balance.goods, Quantity.zero(before.unit)) + balance.quantity
    now = sum(shelf.values(), start=Quantity.zero(before.unit))
    if now != before:
        raise BooksMoved(say("logistics.books-moved", now=now, goods=goods, place=place, before=before))
    there = _found(goods, found, any(each.serial for each in shelf))
    for each in sorted({*shelf, *there}, key=lambda g: g.serial):
        nothing = Quantity.zero(before.unit)
        more = there.get(each, nothing) - shelf.get(each, nothing)
        if more.value > 0:
            stock.post(Move(each, more, adjustment(place.plant), place, reference, at))
        elif more:
            _refuse_held(stock, each, -more, place)
            stock.post(Move(each, -more, place, adjustment(place.plant), reference, at))


def refuse_unless_bought(goods: Goods, own: str) -> None:
    """Raises NoSupplier for what was made in the house, or is of nobody known."""
    if goods.maker in ("", own):
        raise NoSupplier(say("logistics.made-here" if goods.maker else "logistics.no-maker", goods=goods))


def _shelf(place: Place, stock: Stock) -> list[Place]:
    """The place, and beside what is free what is held there for somebody."""
    if place.kind is not PlaceKind.AVAILABLE:
        return [place]
    held = {b.place for b in stock.balances() if b.place.kind is PlaceKind.RESERVED and b.place.plant == place.plant}
    return [place, *sorted(held, key=str)]


def _of_lot(stock: Stock, goods: Goods, place: Place) -> list[Balance]:
    """What has no serial first."""
    key = (goods.item, goods.lot, goods.maker)
    held = [b for b in stock.at(place) if (b.goods.item, b.goods.lot, b.goods.maker) == key]
    return sorted(held, key=lambda b: b.goods.serial)


def _all(held: Sequence[Balance], part: Part, unit: str) -> Quantity:
    return Quantity.of(len(set(part.serials)), unit) if part.serials else in_all(held, unit)


def _found(goods: Goods, found: Part, pieces: bool) -> Mapping[Goods, Quantity]:
    counted, serials = found.quantity, set(found.serials)
    assert counted is not None
    if pieces and counted and not serials:
        raise WhichPieces(say("logistics.count-piece-by-piece", goods=goods, counted=counted))
    one = Quantity.of(1, counted.unit)
    loose = counted - one * len(serials)
    if loose.value < 0 or counted.value < 0:
        raise WrongAmount(say("logistics.count-each-once", serials=len(serials), counted=counted, goods=goods))
    named = {Goods(goods.item, goods.lot, serial, goods.maker): one for serial in serials}
    return named | ({goods: loose} if loose else {})


def _refuse_held(stock: Stock, goods: Goods, less: Quantity, place: Place) -> None:
    if less <= stock.held(goods, place, less.unit):
        return
    others = [(each.party, stock.held(goods, each, less.unit)) for each in _shelf(place, stock)[1:]]
    held = [say("logistics.held-for", quantity=quantity, holder=holder) for holder, quantity in others if quantity]
    raise HeldForOthers(say("logistics.held-for-others", less=less, goods=goods, held=held))
