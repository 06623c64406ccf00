"""What is known of a lot, and how much of it is in which state."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from headrace_contracts.units import FINEST
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.places import Place, PlaceKind, available, in_inspection, reserved
from headrace_logistics.stock.model.stock import Goods, Stock

ANOTHER_COMPANY = "another company"
"""Of goods whose owner is not told to others."""


@dataclass(frozen=True, slots=True)
class Lot:
    item: str
    lot: str
    company: str
    received_on: date
    expires_on: date | None = None
    maker: str = ""
    arrival: int = 0

    @property
    def key(self) -> tuple[str, str, str]:
        return self.item, self.lot, self.maker


Facts = Mapping[tuple[str, str, str], Lot]


@dataclass(frozen=True, slots=True)
class LotInStock:
    """A lot, or one serial of it, in one plant, as one holder sees it; its item is counted to so many `decimals`.

    `available` is what is free or reserved for the holder; `reserved` is what is reserved for others. `arrival` is its
    place in the order in which lots came.
    """

    goods: Goods
    company: str
    plant: str
    received_on: date
    expires_on: date | None
    available: Quantity
    inspection: Quantity
    blocked: Quantity
    reserved: Quantity
    decimals: int = FINEST
    arrival: int = 0

    def has(self, quantity: Quantity) -> bool:
        return self.available.unit == quantity.unit and self.available >= quantity

    def expired(self, today: date) -> bool:
        """A lot is still good on its last day."""
        return self.expires_on is not None and self.expires_on < today


def lots_in_stock(stock: Stock, facts: Facts, holder: str, code: str = "") -> tuple[LotInStock, ...]:
    """The lots as a work order or shipment sees them, plant by plant; those of one number where a `code` is given."""
    by_plant: dict[tuple[Goods, str], dict[Place, Quantity]] = {}
    for balance in stock.of_lot(code) if code else stock.balances():
        if balance.place.holds_stock:
            by_plant.setdefault((balance.goods, balance.place.plant), {})[balance.place] = balance.quantity
    return tuple(
        _seen_by(holder, facts[goods.item, goods.lot, goods.maker], goods, plant, held, stock.decimals(goods.item))
        for (goods, plant), held in by_plant.items()
        if (goods.item, goods.lot, goods.maker) in facts
    )


def lots_at(stock: Stock, place: Place, company: str, today: date) -> Iterator[LotInStock]:
    """What a place holds, all of it to be taken from there."""
    for balance in stock.at(place):
        nothing = Quantity.zero(balance.quantity.unit)
        yield LotInStock(
            goods=balance.goods,
            company=company,
            plant=place.plant,
            received_on=today,
            expires_on=None,
            available=balance.quantity,
            inspection=nothing,
            blocked=nothing,
            reserved=nothing,
            decimals=stock.decimals(balance.goods.item),
        )


def _seen_by(holder: str, lot: Lot, goods: Goods, plant: str, held: dict[Place, Quantity], decimals: int) -> LotInStock:
    nothing = Quantity.zero(next(iter(held.values())).unit)
    own = reserved(plant, holder)
    others = (q for place, q in held.items() if place.kind is PlaceKind.RESERVED and place != own)
    blocks = (q for place, q in held.items() if place.kind is PlaceKind.BLOCKED)
    return LotInStock(
        goods=goods,
        company=lot.company,
        plant=plant,
        received_on=lot.received_on,
        expires_on=lot.expires_on,
        available=held.get(available(plant), nothing) + held.get(own, nothing),
        inspection=held.get(in_inspection(plant), nothing),
        blocked=sum(blocks, start=nothing),
        reserved=sum(others, start=nothing),
        decimals=decimals,
        arrival=lot.arrival,
    )
