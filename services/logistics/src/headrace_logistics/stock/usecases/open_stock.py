"""Stock that was there before the books were opened; sent again it changes only what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tx import Tx
from headrace_contracts.errors import RuleBroken
from headrace_contracts.messages import say
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model import places
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.model.lots import Lot
from headrace_logistics.stock.model.reach import Reach
from headrace_logistics.stock.model.stock import Goods, Move, Stock, WrongAmount
from headrace_logistics.stock.store import items, ledger, lots


@dataclass(frozen=True, slots=True)
class OpeningRow:
    plant: str
    item: str
    lot: str
    quantity: Quantity
    maker: str = ""

    @property
    def goods(self) -> Goods:
        return Goods(self.item, self.lot, maker=self.maker)

    def __str__(self) -> str:
        """Tells any two lots and places apart."""
        return f"{self.item!r} lot {self.lot!r} of {self.maker!r} in {self.plant!r}"


async def open_stock(tx: Tx, rows: Sequence[tuple[int, OpeningRow]], loaded: Loaded) -> Loaded:
    units = await items.units(tx, {row.item for _, row in rows})
    good = [(number, row) for number, row in rows if _known(number, row, units, loaded)]
    spots = [
        (row.goods, place) for _, row in good for place in (places.opening(row.plant), places.available(row.plant))
    ]
    books = await ledger.take(tx, {(row.item, row.plant): row.quantity.unit for _, row in good}, Reach(spots))
    for number, row in good:
        try:
            loaded.count(_open(tx, books.stock, row))
        except RuleBroken as refused:
            loaded.refuse(number, "quantity", refused.detail)
    came = [Lot(m.goods.item, m.goods.lot, tx.tenant, tx.today, maker=m.goods.maker) for m in books.stock.moves]
    await lots.add(tx, came, source="")
    await books.keep(tx, "opening")
    return loaded


def _known(number: int, row: OpeningRow, units: Mapping[str, Unit], loaded: Loaded) -> bool:
    unit = units.get(row.item)
    if unit is None:
        loaded.refuse(number, "item", say("logistics.item-unknown", item=row.item))
    elif unit.code != row.quantity.unit:
        loaded.refuse(
            number, "quantity", say("logistics.other-unit", item=row.item, unit=unit.code, given=row.quantity.unit)
        )
    elif words := unit.wrong(row.quantity):
        loaded.refuse(number, "quantity", words)
    else:
        return True
    return False


def _open(tx: Tx, stock: Stock, row: OpeningRow) -> Change:
    """Set the opening quantity of a lot. Raises NotEnough when more than is free would have to go."""
    if row.quantity.value < 0:
        raise WrongAmount(say("logistics.opening-below-zero", row=row.goods, quantity=row.quantity))
    goods, outside, free = row.goods, places.opening(row.plant), places.available(row.plant)
    before = -stock.held(goods, outside, row.quantity.unit)
    more = row.quantity - before
    if not more:
        return Change.UNCHANGED
    source, target, quantity = (outside, free, more) if more.value > 0 else (free, outside, -more)
    stock.post(Move(goods, quantity, source, target, "opening stock", tx.now))
    return Change.CHANGED if before else Change.CREATED
