"""The stock ledger: every change is a move of goods between two places, written once and never changed.

Over all places the balances of an item add up to nothing, and no place but those outside goes below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import Message, say
from headrace_contracts.units import FINEST
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.model.places import WAYS, Place


class NoWay(RuleBroken):
    """Goods don't move between these places."""


class NotEnough(RuleBroken):
    """The place does not hold as much."""


class WrongAmount(RuleBroken):
    """The quantity is not one that can be moved."""


class SerialTwice(RuleBroken):
    """A serial number can be in stock only once."""


@dataclass(frozen=True, slots=True)
class Goods:
    """`maker` is whose lot it is: who numbered it, a supplier or ourselves; empty where nobody said."""

    item: str
    lot: str
    serial: str = ""
    maker: str = ""

    def __str__(self) -> str:
        return str(self.said)

    @property
    def said(self) -> Message:
        facts = {"item": self.item, "lot": self.lot}
        if self.serial and self.maker:
            return say("logistics.piece-of", **facts, serial=self.serial, maker=self.maker)
        if self.serial:
            return say("logistics.piece", **facts, serial=self.serial)
        return say("logistics.goods-of", **facts, maker=self.maker) if self.maker else say("logistics.goods", **facts)

    @property
    def piece(self) -> tuple[str, str, str]:
        return self.maker, self.item, self.serial

    def may_be(self, other: Goods) -> bool:
        """Whether nothing that is known of both tells them apart; without a serial it may be any piece of the lot."""
        same = (self.item, self.lot) == (other.item, other.lot) and self.serial in ("", other.serial)
        return same and (self.maker == other.maker or not self.maker or not other.maker)


@dataclass(frozen=True, slots=True)
class Move:
    """One entry of the ledger; `reference` names the document it was made for."""

    goods: Goods
    quantity: Quantity
    source: Place
    target: Place
    reference: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Balance:
    """A row of the ledger's state; negative at outside places that more came from than went to."""

    goods: Goods
    place: Place
    quantity: Quantity


@dataclass(slots=True)
class Stock:
    """The balances a use case loaded, and the moves posted on them since."""

    moves: list[Move] = field(default_factory=list)
    _held: dict[Goods, dict[Place, Quantity]] = field(default_factory=dict)
    _lots: dict[tuple[str, str], list[Goods]] = field(default_factory=dict)
    _pieces: dict[tuple[str, str, str], list[Goods]] = field(default_factory=dict)
    _units: dict[str, str] = field(default_factory=dict)
    _decimals: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, balances: Iterable[Balance], units: Mapping[str, Unit] | None = None) -> Stock:
        """`units` says what each item is counted in, also those there is nothing of yet."""
        known = units or {}
        stock = cls(
            _units={item: unit.code for item, unit in known.items()},
            _decimals={item: unit.decimals for item, unit in known.items()},
        )
        stock.add(balances)
        return stock

    @classmethod
    def replay(cls, moves: Iterable[Move]) -> Stock:
        """The state that these moves lead to from nothing."""
        stock = cls()
        for move in moves:
            stock.post(move)
        return stock

    def add(self, balances: Iterable[Balance]) -> None:
        """More of what is there, of which nothing was moved yet."""
        for balance in balances:
            self._places(balance.goods)[balance.place] = balance.quantity
            self._units[balance.goods.item] = balance.quantity.unit

    def post(self, move: Move) -> None:
        """Take a move into the ledger, or refuse it and change nothing."""
        self._check_amount(move)
        if move.target.kind not in WAYS[move.source.kind] or move.target.plant != move.source.plant:
            raise NoWay(say("logistics.no-way", goods=move.goods, source=move.source, target=move.target))
        held = self.held(move.goods, move.source, move.quantity.unit)
        if move.source.never_negative and held < move.quantity:
            raise NotEnough(
                say("logistics.take-less", source=move.source, held=held, goods=move.goods, quantity=move.quantity)
            )
        if move.goods.serial and move.target.holds_stock and not move.source.holds_stock:
            self._refuse_second_serial(move)
        self._put(move.goods, move.source, -move.quantity)
        self._put(move.goods, move.target, move.quantity)
        self.moves.append(move)

    def held(self, goods: Goods, place: Place, unit: str) -> Quantity:
        return self._held.get(goods, {}).get(place, Quantity.zero(unit))

    def unit(self, item: str) -> str:
        """What an item is counted in of which there is or was some."""
        return self._units[item]

    def decimals(self, item: str) -> int:
        """Places that quantities of the item may have."""
        return self._decimals.get(item, FINEST)

    def balances(self) -> Iterator[Balance]:
        """Every balance that is not nothing."""
        for goods, places in self._held.items():
            yield from (Balance(goods, place, quantity) for place, quantity in places.items() if quantity)

    def of_lot(self, code: str) -> Iterator[Balance]:
        """All that goes by a lot's number, of whichever item."""
        for item in self._units:
            for goods in self._lots.get((item, code), ()):
                yield from (
                    Balance(goods, place, quantity) for place, quantity in self._held[goods].items() if quantity
                )

    def at(self, place: Place) -> list[Balance]:
        """What a place holds now, whatever is posted meanwhile."""
        return [balance for balance in self.balances() if balance.place == place]

    def alike(self, goods: Goods, place: Place, serials: Collection[str] = ()) -> list[Balance]:
        """What a place holds that may be these goods; of pieces those that are named."""
        of_lot = (g for g in self._lots.get((goods.item, goods.lot), ()) if goods.may_be(g))
        held = ((g, self._held[g].get(place)) for g in of_lot if not serials or g.serial in serials)
        return [Balance(g, place, quantity) for g, quantity in held if quantity]

    def total(self, item: str, place: Place) -> Decimal:
        """All lots of an item at a place, in the item's unit."""
        found = (b.quantity.value for b in self.at(place) if b.goods.item == item)
        return sum(found, Decimal(0))

    def _check_amount(self, move: Move) -> None:
        if move.quantity.value <= 0:
            raise WrongAmount(say("logistics.move-more-than-nothing", quantity=move.quantity, goods=move.goods))
        if move.goods.serial and move.quantity.value != 1:
            raise WrongAmount(say("logistics.a-single-piece", goods=move.goods, quantity=move.quantity))
        unit = self._units.get(move.goods.item, move.quantity.unit)
        if unit != move.quantity.unit:
            raise WrongAmount(say("logistics.other-unit", item=move.goods.item, unit=unit, given=move.quantity.unit))

    def _refuse_second_serial(self, move: Move) -> None:
        """A piece is one, in whichever lot."""
        for goods in self._pieces.get(move.goods.piece, ()):
            for place, quantity in self._held[goods].items():
                if place.holds_stock and quantity:
                    raise SerialTwice(say("logistics.at-a-place-already", goods=goods, place=place))

    def _places(self, goods: Goods) -> dict[Place, Quantity]:
        if goods not in self._held:
            self._held[goods] = {}
            self._lots.setdefault((goods.item, goods.lot), []).append(goods)
            if goods.serial:
                self._pieces.setdefault(goods.piece, []).append(goods)
        return self._held[goods]

    def _put(self, goods: Goods, place: Place, change: Quantity) -> None:
        self._units[goods.item] = change.unit
        places = self._places(goods)
        places[place] = places.get(place, Quantity.zero(change.unit)) + change


def move_held(
    stock: Stock,
    goods: Goods,
    quantity: Quantity,
    source: Place,
    target: Place,
    reference: str,
    at: datetime,
    serials: Collection[str] = (),
) -> None:
    """Move so much of a lot, piece by piece where it has serials; these where they are named.

    Where the maker is not known on one side, goods that are alike in all else are taken, after those of the very same.
    Raises NotEnough when the source holds less.
    """
    if not serials and stock.held(goods, source, quantity.unit) >= quantity:
        stock.post(Move(goods, quantity, source, target, reference, at))
        return
    held = stock.alike(goods, source, serials)
    there = in_all(held, quantity.unit)
    if there < quantity:
        raise NotEnough(say("logistics.not-enough", source=source, there=there, goods=goods, quantity=quantity))
    held.sort(key=lambda b: (b.goods.maker != goods.maker, b.goods.maker, b.goods.serial))
    for taken, part in parts(held, quantity):
        stock.post(Move(taken, part, source, target, reference, at))


def move_all(stock: Stock, source: Place, target: Place, reference: str, at: datetime) -> None:
    for balance in stock.at(source):
        stock.post(Move(balance.goods, balance.quantity, source, target, reference, at))


def in_all(balances: Iterable[Balance], unit: str) -> Quantity:
    return sum((balance.quantity for balance in balances), start=Quantity.zero(unit))


def parts(balances: Iterable[Balance], quantity: Quantity) -> Iterator[tuple[Goods, Quantity]]:
    """What each gives of so much, in their order; less in all where they hold less."""
    for balance in balances:
        part = min(balance.quantity, quantity)
        if part:
            yield balance.goods, part
            quantity -= part
