"""Where goods are, as the warehouse told: so much of a lot, or a piece of it, at a place of a plant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from headrace_contracts.logistics.v1 import HeldLot, LotsMoved
from headrace_contracts.values import Quantity
from headrace_traceability.model import thing


@dataclass(frozen=True, slots=True)
class Spot:
    """One thing at one place; `party` is whom the place is held for."""

    code: str
    plant: str
    place: str
    party: str


@dataclass(frozen=True, slots=True)
class Holding:
    spot: Spot
    quantity: Quantity


def told(moved: Sequence[LotsMoved]) -> list[Holding]:
    """The last that was told of each spot; nothing is there where the quantity is 0."""
    last = {holding.spot: holding for event in moved for lot in event.held for holding in _of_lot(event, lot)}
    return list(last.values())


def _of_lot(event: LotsMoved, held: HeldLot) -> Iterator[Holding]:
    def at(code: str) -> Spot:
        return Spot(code, event.plant, held.place, held.party)

    yield Holding(at(thing.lot(held.lot, event.item, held.maker)), held.quantity)
    for pieces, number in ((held.serials, 1), (held.gone, 0)):
        one = Quantity(Decimal(number), held.quantity.unit)
        for serial in pieces:
            yield Holding(at(thing.piece_or_lot(held.lot, serial, event.item, held.maker)), one)
