"""Balances as rows: read as far as somebody looks, and changed by what was moved."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import Any

from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.places import STOCK, Place, PlaceKind
from headrace_logistics.stock.model.reach import Reach
from headrace_logistics.stock.model.stock import Balance, Goods, Move

ItemPlant = tuple[str, str]

IN_STOCK = sorted(STOCK)
LOADED = sorted({*STOCK, PlaceKind.PRODUCTION, PlaceKind.OPENING})
BALANCE = "b.item, b.plant, b.lot, b.serial, b.maker, b.place, b.party, b.quantity, b.unit"
OF_ITEMS = f"""
    SELECT {BALANCE}
      FROM balance b JOIN unnest($2::text[], $3::text[]) AS wanted (item, plant) USING (item, plant)
     WHERE b.tenant = $1 AND b.quantity <> 0 AND b.place = ANY ($4::text[])
"""  # noqa: S608 - joined of constants
# What is compared by IS NOT DISTINCT FROM is no key to search by: the planner, which may have no statistics yet, would
# else search all that an item has in a plant for each row that is wanted.
IN_PRODUCTION = f"""
    SELECT {BALANCE}
      FROM unnest($2::text[], $3::text[], $4::text[]) AS wanted (item, plant, party)
      JOIN balance b ON b.party = wanted.party AND (b.item, b.plant) IS NOT DISTINCT FROM (wanted.item, wanted.plant)
     WHERE b.tenant = $1 AND b.place = 'production' AND b.quantity <> 0
"""  # noqa: S608 - joined of constants
OF_LOTS = f"""
    SELECT {BALANCE}
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
           AS wanted (item, plant, lot, place, party)
      JOIN balance b USING (item, plant, lot, place, party)
     WHERE b.tenant = $1 AND b.quantity <> 0
"""  # noqa: S608 - joined of constants
OF_PIECES = f"""
    SELECT {BALANCE}
      FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
           AS wanted (item, plant, lot, serial, place, party)
      JOIN balance b USING (item, plant, lot, serial, place, party)
     WHERE b.tenant = $1 AND b.quantity <> 0
"""  # noqa: S608 - joined of constants
PIECES_IN_STOCK = f"""
    SELECT {BALANCE}
      FROM unnest($2::text[], $3::text[], $4::text[]) AS wanted (item, plant, serial)
      JOIN balance b ON b.serial = wanted.serial AND (b.item, b.plant) IS NOT DISTINCT FROM (wanted.item, wanted.plant)
     WHERE b.tenant = $1 AND b.serial <> '' AND b.quantity <> 0 AND b.place = ANY ($5::text[])
"""  # noqa: S608 - joined of constants
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


async def of_items(tx: Tx, wanted: Iterable[ItemPlant]) -> list[Balance]:
    """All that these plants have of these items."""
    return await _read(tx, OF_ITEMS, wanted, LOADED)


async def within(tx: Tx, reach: Reach) -> list[Balance]:
    """What is within reach, and of pieces that come into stock wherever they are there already."""
    named = [(goods, place) for goods, place in reach.goods if goods.serial]
    lots = [(g.item, p.plant, g.lot, p.kind.value, p.party) for g, p in reach.goods if not g.serial]
    loose = [(g.item, p.plant, g.lot, "", p.kind.value, p.party) for g, p in named]
    outside = [(g.item, p.plant, g.lot, g.serial, p.kind.value, p.party) for g, p in named if not p.holds_stock]
    return [
        *await _read(tx, IN_PRODUCTION, reach.in_production),
        *await _read(tx, OF_LOTS, lots),
        *await _read(tx, OF_PIECES, [*loose, *outside]),
        *await _read(tx, PIECES_IN_STOCK, [(g.item, p.plant, g.serial) for g, p in named if p.holds_stock], IN_STOCK),
    ]


async def change(tx: Tx, moves: Sequence[Move]) -> None:
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


def balance_of(row: Any) -> Balance:
    goods = Goods(row["item"], row["lot"], row["serial"], row["maker"])
    place = Place(PlaceKind(row["place"]), row["plant"], row["party"])
    return Balance(goods, place, Quantity(row["quantity"], row["unit"]))


async def _read(tx: Tx, query: str, keys: Iterable[tuple[str, ...]], *more: Collection[str]) -> list[Balance]:
    rows = sorted(set(keys))
    if not rows:
        return []
    columns = [list(column) for column in zip(*rows, strict=True)]
    return [balance_of(row) for row in await tx.raw.fetch(query, tx.tenant, *columns, *more)]
