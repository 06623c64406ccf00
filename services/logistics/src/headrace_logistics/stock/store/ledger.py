"""The stock ledger: balances loaded under lock, movements appended, what changed told.

The rows of `item_stock` are locked in one order, by item and plant, before balances are read; whoever holds them is
alone with these items, and events about them go out in the order of the locks. Of the balances only those are read that
are in reach of what is done: a day on which little moves costs little, however much lies there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from sqlalchemy import text

from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import StockChanged
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.model.moved import moved
from headrace_logistics.stock.model.places import PlaceKind
from headrace_logistics.stock.model.reach import Reach
from headrace_logistics.stock.model.stock import Move, Stock
from headrace_logistics.stock.store import balances, items, movements
from headrace_logistics.stock.store.balances import ItemPlant

Figures = tuple[Decimal, ...]

FIGURES = (PlaceKind.AVAILABLE, PlaceKind.INSPECTION, PlaceKind.BLOCKED)
OPEN = """
    INSERT INTO item_stock (tenant, item, plant, available, inspection, blocked)
    SELECT $1, item, plant, 0, 0, 0 FROM unnest($2::text[], $3::text[]) AS new (item, plant)
     ORDER BY item, plant
    ON CONFLICT DO NOTHING
"""
LOCK = """
    SELECT s.item, s.plant, s.available, s.inspection, s.blocked
      FROM item_stock s JOIN unnest($2::text[], $3::text[]) AS wanted (item, plant) USING (item, plant)
     WHERE s.tenant = $1 ORDER BY s.item, s.plant FOR UPDATE OF s
"""
UNTOLD = """
    SELECT s.tenant, s.item, s.plant, min(b.unit) AS unit
      FROM item_stock s JOIN balance b USING (tenant, item, plant)
     WHERE NOT s.told GROUP BY s.tenant, s.item, s.plant ORDER BY s.tenant, s.item, s.plant LIMIT $1
"""
IS_TOLD = "UPDATE item_stock SET told = true WHERE (tenant, item, plant) = ($1, $2, $3)"
SET_FIGURES = text(
    "UPDATE item_stock SET available = :available, inspection = :inspection, blocked = :blocked "
    "WHERE tenant = :tenant AND item = :item AND plant = :plant"
)


class Ledger:
    """The stock of some items in some plants, for one transaction: `stock` decides, `keep` writes what it decided."""

    def __init__(self, stock: Stock, figures: Mapping[ItemPlant, Figures], units: Mapping[str, Unit]) -> None:
        self.stock = stock
        self._figures = figures
        self._units = units

    async def reach(self, tx: Tx, reach: Reach) -> None:
        """Read on, before anything of it moves."""
        self.stock.add(await balances.within(tx, reach))

    async def keep(self, tx: Tx, cause: str) -> None:
        """Write the moves made since, and tell StockChanged for each item and plant whose figures they changed."""
        moves = self.stock.moves
        if not moves:
            return
        await balances.change(tx, moves)
        await movements.add(tx, moves, cause)
        references = {(move.goods.item, move.source.plant): move.reference for move in moves}
        tx.tell(moved(self.stock, cause))
        figures = _after(moves, self._figures)
        changed = {key: new for key, new in sorted(figures.items()) if new != self._figures[key]}
        if changed:
            await tx.execute(SET_FIGURES, [_figures_row(tx.tenant, key, new) for key, new in changed.items()])
            tx.tell([self._told(key, new, cause, references[key]) for key, new in changed.items()])

    def _told(self, key: ItemPlant, figures: Figures, cause: str, reference: str) -> StockChanged:
        item, plant = key
        available, inspection, blocked = (Quantity(value, self._units[item].code) for value in figures)
        return StockChanged(
            item=item,
            plant=plant,
            available=available,
            inspection=inspection,
            blocked=blocked,
            cause=cause,
            reference=reference,
        )


async def take(tx: Tx, wanted: Mapping[ItemPlant, str], reach: Reach | None = None) -> Ledger:
    """The stock of these items and plants, locked: what is in reach, or all of it where no reach is given.

    `wanted` gives the unit of items that product never told of.
    """
    given = {name: Unit(code, decimals_of(code)) for (name, _), code in wanted.items()}
    units = given | await items.units(tx, given)
    keys = sorted(wanted)
    names, plants = [name for name, _ in keys], [plant for _, plant in keys]
    await tx.raw.execute(OPEN, tx.tenant, names, plants)
    rows = await tx.raw.fetch(LOCK, tx.tenant, names, plants)
    figures = {(row["item"], row["plant"]): tuple(row[kind.value] for kind in FIGURES) for row in rows}
    there = await (balances.of_items(tx, keys) if reach is None else balances.within(tx, reach))
    return Ledger(Stock.of(there, units), figures, units)


async def untold(tx: Tx, limit: int) -> list[tuple[str, str, str, str]]:
    """Tenant, item, plant and unit of stock that others did not hear of lot by lot."""
    return [tuple(row) for row in await tx.raw.fetch(UNTOLD, limit)]


async def is_told(tx: Tx, item: str, plant: str) -> None:
    await tx.raw.execute(IS_TOLD, tx.tenant, item, plant)


def _after(moves: Iterable[Move], before: Mapping[ItemPlant, Figures]) -> dict[ItemPlant, Figures]:
    sums = {key: dict(zip(FIGURES, figures, strict=True)) for key, figures in before.items()}
    for move in moves:
        for place, change in ((move.source, -move.quantity.value), (move.target, move.quantity.value)):
            if place.kind in FIGURES:
                sums[move.goods.item, place.plant][place.kind] += change
    return {key: tuple(figures.values()) for key, figures in sums.items()}


def _figures_row(tenant: str, key: ItemPlant, figures: Figures) -> dict[str, object]:
    named = {kind.value: value for kind, value in zip(FIGURES, figures, strict=True)}
    return {"tenant": tenant, "item": key[0], "plant": key[1], **named}
