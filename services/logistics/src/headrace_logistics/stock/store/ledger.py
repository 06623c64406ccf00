"""The stock ledger: balances loaded under lock, movements appended, what changed told.

The rows of `item_stock` are locked in one order, by item and plant, before balances are read; whoever holds them is
alone with these items, and events about them go out in the order of the locks.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, text

from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import StockChanged
from headrace_contracts.units import decimals_of
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.counting import Unit
from headrace_logistics.stock.model.moved import moved
from headrace_logistics.stock.model.places import STOCK, Place, PlaceKind
from headrace_logistics.stock.model.stock import Balance, Goods, Move, Stock
from headrace_logistics.stock.store import items
from headrace_logistics.stock.store.tables import movement

ItemPlant = tuple[str, str]
Figures = tuple[Decimal, ...]

LOADED = sorted({*STOCK, PlaceKind.PRODUCTION, PlaceKind.OPENING})
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
LOAD = """
    SELECT b.item, b.plant, b.lot, b.serial, b.maker, b.place, b.party, b.quantity, b.unit
      FROM balance b JOIN unnest($2::text[], $3::text[]) AS wanted (item, plant) USING (item, plant)
     WHERE b.tenant = $1 AND b.quantity <> 0 AND (b.place = ANY ($4::text[]) OR (b.place = $5 AND b.party = $6))
"""
CHANGED = """unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                     $10::numeric[]) AS new (item, plant, lot, serial, maker, place, party, unit, change)"""
OPEN_BALANCES = f"""
    INSERT INTO balance (tenant, item, plant, lot, serial, maker, place, party, unit, quantity)
    SELECT $1, item, plant, lot, serial, maker, place, party, unit, 0 * change FROM {CHANGED}
    ON CONFLICT DO NOTHING
"""  # noqa: S608 - joined of constants
CHANGE_BALANCES = f"""
    UPDATE balance b SET quantity = b.quantity + new.change FROM {CHANGED}
     WHERE (b.tenant, b.item, b.plant, b.lot, b.serial, b.maker, b.place, b.party)
         = ($1, new.item, new.plant, new.lot, new.serial, new.maker, new.place, new.party)
"""  # noqa: S608 - joined of constants
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

    async def keep(self, tx: Tx, cause: str) -> None:
        """Write the moves made since, and tell StockChanged for each item and plant whose figures they changed."""
        moves = self.stock.moves
        if not moves:
            return
        await _change_balances(tx, moves)
        await tx.execute(insert(movement), [_row(tx.tenant, move, cause) for move in moves])
        references = {(move.goods.item, move.source.plant): move.reference for move in moves}
        tx.tell(moved(self.stock, cause))
        figures = _sums(self.stock.balances(), references)
        changed = {key: new for key, new in sorted(figures.items()) if new != self._figures.get(key)}
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


async def take(tx: Tx, wanted: Mapping[ItemPlant, str], *, used_by: str = "") -> Ledger:
    """The stock of these items and plants, locked. `wanted` gives the unit of items that product never told of.

    What was used up is there only for the work order that may give it back (`used_by`).
    """
    given = {name: Unit(code, decimals_of(code)) for (name, _), code in wanted.items()}
    units = given | await items.units(tx, given)
    keys = sorted(wanted)
    names, plants = [name for name, _ in keys], [plant for _, plant in keys]
    await tx.raw.execute(OPEN, tx.tenant, names, plants)
    rows = await tx.raw.fetch(LOCK, tx.tenant, names, plants)
    figures = {(row["item"], row["plant"]): tuple(row[kind.value] for kind in FIGURES) for row in rows}
    balances = await tx.raw.fetch(LOAD, tx.tenant, names, plants, LOADED, PlaceKind.CONSUMED, used_by)
    return Ledger(Stock.of((balance_of(row) for row in balances), units), figures, units)


async def untold(tx: Tx, limit: int) -> list[tuple[str, str, str, str]]:
    """Tenant, item, plant and unit of stock that others did not hear of lot by lot."""
    return [tuple(row) for row in await tx.raw.fetch(UNTOLD, limit)]


async def is_told(tx: Tx, item: str, plant: str) -> None:
    await tx.raw.execute(IS_TOLD, tx.tenant, item, plant)


def balance_of(row: Any) -> Balance:
    goods = Goods(row["item"], row["lot"], row["serial"], row["maker"])
    place = Place(PlaceKind(row["place"]), row["plant"], row["party"])
    return Balance(goods, place, Quantity(row["quantity"], row["unit"]))


async def _change_balances(tx: Tx, moves: Sequence[Move]) -> None:
    changes: dict[tuple[str, ...], Decimal] = {}
    for move in moves:
        for place, sign in ((move.source, -1), (move.target, 1)):
            g = move.goods
            key = (g.item, place.plant, g.lot, g.serial, g.maker, place.kind.value, place.party, move.quantity.unit)
            changes[key] = changes.get(key, Decimal(0)) + sign * move.quantity.value
    rows = sorted((*key, change) for key, change in changes.items())
    columns = [list(column) for column in zip(*rows, strict=True)]
    await tx.raw.execute(OPEN_BALANCES, tx.tenant, *columns)
    await tx.raw.execute(CHANGE_BALANCES, tx.tenant, *columns)


def _sums(balances: Iterable[Balance], keys: Collection[ItemPlant]) -> dict[ItemPlant, Figures]:
    sums = {key: dict.fromkeys(FIGURES, Decimal(0)) for key in keys}
    for balance in balances:
        found = sums.get((balance.goods.item, balance.place.plant))
        if found is not None and balance.place.kind in found:
            found[balance.place.kind] += balance.quantity.value
    return {key: tuple(figures.values()) for key, figures in sums.items()}


def _figures_row(tenant: str, key: ItemPlant, figures: Figures) -> dict[str, object]:
    named = {kind.value: value for kind, value in zip(FIGURES, figures, strict=True)}
    return {"tenant": tenant, "item": key[0], "plant": key[1], **named}


def _row(tenant: str, move: Move, cause: str) -> dict[str, object]:
    return {
        "tenant": tenant,
        "at": move.at,
        "item": move.goods.item,
        "plant": move.source.plant,
        "lot": move.goods.lot,
        "serial": move.goods.serial,
        "maker": move.goods.maker,
        "quantity": move.quantity.value,
        "unit": move.quantity.unit,
        "source": move.source.kind.value,
        "source_party": move.source.party,
        "target": move.target.kind.value,
        "target_party": move.target.party,
        "cause": cause,
        "reference": move.reference,
    }
