"""What is where, what moved, and whether the books balance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select, text

from headrace_chassis.paging import Listed, PageRequest, of_parts
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.places import STOCK, PlaceKind
from headrace_logistics.stock.store.tables import balance, lot, movement

STOCK_OF_LOTS = text(
    """
    SELECT item, plant, lot, maker, min(unit) AS unit,
           sum(quantity) FILTER (WHERE place = 'available') AS available,
           sum(quantity) FILTER (WHERE place = 'inspection') AS inspection,
           sum(quantity) FILTER (WHERE place = 'blocked') AS blocked,
           sum(quantity) FILTER (WHERE place = 'reserved') AS reserved,
           sum(quantity) FILTER (WHERE place = 'in_transit') AS in_transit
      FROM balance
     WHERE quantity <> 0 AND place = ANY (:stock)
       AND (CAST(:item AS text) IS NULL OR item = :item)
       AND (CAST(:plant AS text) IS NULL OR plant = :plant)
       AND (CAST(:lot AS text) IS NULL OR lot = :lot)
       AND (CAST(:maker AS text) IS NULL OR maker = :maker)
       AND (CAST(:serial AS text) IS NULL OR serial = :serial)
       AND (item COLLATE "C", plant COLLATE "C", lot COLLATE "C", maker COLLATE "C")
         > (:after_item, :after_plant, :after_lot, :after_maker)
     GROUP BY item, plant, lot, maker
     ORDER BY item COLLATE "C", plant COLLATE "C", lot COLLATE "C", maker COLLATE "C" LIMIT :limit
    """
)
BOOKS_OF_ITEMS = text(
    """
    WITH came AS (
        SELECT item, place, sum(quantity) AS quantity FROM (
            SELECT item, source AS place, quantity FROM movement WHERE source = ANY (:sources)
            UNION ALL SELECT item, target, -quantity FROM movement WHERE target = ANY (:sources)
        ) AS entry GROUP BY item, place
    ), went AS (
        SELECT item, place, sum(quantity) AS quantity FROM balance WHERE place <> ALL (:sources) GROUP BY item, place
    ), kept AS (
        SELECT item, min(unit) AS unit FROM balance
         WHERE (CAST(:item AS text) IS NULL OR item = :item) AND item COLLATE "C" > :after
         GROUP BY item ORDER BY item COLLATE "C" LIMIT :limit
    )
    SELECT item, unit, coalesce(jsonb_object_agg(place, quantity::text) FILTER (WHERE place IS NOT NULL), '{}') AS sums
      FROM kept LEFT JOIN (TABLE came UNION ALL TABLE went) AS entry USING (item)
     GROUP BY item, unit ORDER BY item COLLATE "C"
    """
)
AFTER = ("after_item", "after_plant", "after_lot", "after_maker")
SOURCES = (PlaceKind.OPENING, PlaceKind.SUPPLIER, PlaceKind.MADE, PlaceKind.ADJUSTMENT)


@dataclass(frozen=True, slots=True)
class StockOfLot:
    """What one plant has of one lot, by what may be done with it."""

    item: str
    plant: str
    lot: str
    maker: str
    available: Quantity
    inspection: Quantity
    blocked: Quantity
    reserved: Quantity
    in_transit: Quantity


@dataclass(frozen=True, slots=True)
class Movement:
    """`source` and `target` are kinds of places; their parties a supplier, customer, work order or shipment."""

    number: int
    at: datetime
    item: str
    plant: str
    lot: str
    serial: str
    maker: str
    quantity: Quantity
    source: str
    source_party: str
    target: str
    target_party: str
    cause: str
    reference: str


@dataclass(frozen=True, slots=True)
class Holding:
    """So much of a lot, or one piece of it, at a place."""

    plant: str
    place: str
    party: str
    serial: str
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class LotOfItem:
    item: str
    lot: str
    maker: str
    received_on: date
    source: str
    holdings: list[Holding]


@dataclass(frozen=True, slots=True)
class ItemBooks:
    """Where all of an item came from, by the ledger, and where it is, by the balances."""

    item: str
    came: Mapping[PlaceKind, Quantity]
    went: Mapping[PlaceKind, Quantity]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of stock is narrowed to."""

    item: str | None = None
    plant: str | None = None
    lot: str | None = None
    maker: str | None = None
    serial: str | None = None


async def stock_of_lots(tx: Tx, page: PageRequest, wanted: Wanted) -> Listed[StockOfLot]:
    after = dict(zip(AFTER, page.after_parts(len(AFTER)) if page.after else ("",) * len(AFTER), strict=True))
    given = {**asdict(wanted), "stock": sorted(STOCK), "limit": page.limit + 1, **after}
    rows = await tx.execute(STOCK_OF_LOTS, given)
    return page.listed(
        [_stock_of_lot(row) for row in rows.mappings()], key=lambda s: of_parts(s.item, s.plant, s.lot, s.maker)
    )


def _stock_of_lot(row: Any) -> StockOfLot:
    kinds = ("available", "inspection", "blocked", "reserved", "in_transit")
    figures = {kind: Quantity(row[kind] or Decimal(0), row["unit"]) for kind in kinds}
    return StockOfLot(item=row["item"], plant=row["plant"], lot=row["lot"], maker=row["maker"], **figures)


async def movements(
    tx: Tx, page: PageRequest, item: str | None, plant: str | None, lot_code: str | None, reference: str | None
) -> Listed[Movement]:
    """Newest first."""
    m = movement.c
    wanted = ((m.item, item), (m.plant, plant), (m.lot, lot_code), (m.reference, reference))
    query = select(movement).where(*(column == value for column, value in wanted if value is not None))
    if page.after:
        query = query.where(m.number < page.after_as(int))
    rows = await tx.execute(query.order_by(m.number.desc()).limit(page.limit + 1))
    return page.listed([_movement(row) for row in rows.mappings()], key=lambda found: str(found.number))


def _movement(row: Any) -> Movement:
    fields = {name: row[name] for name in Movement.__dataclass_fields__ if name != "quantity"}
    return Movement(quantity=Quantity(row["quantity"], row["unit"]), **fields)


async def lots_under(tx: Tx, code: str) -> list[LotOfItem]:
    """The lots of this code, of whichever item. Raises Missing."""
    facts = (await tx.execute(select(lot).where(lot.c.lot == code).order_by(lot.c.item, lot.c.maker))).all()
    if not facts:
        raise Missing.named("lot", code)
    b = balance.c
    query = select(balance).where(b.lot == code, b.quantity != 0).order_by(b.item, b.plant, b.place, b.serial)
    held = (await tx.execute(query)).all()
    return [LotOfItem(f.item, f.lot, f.maker, f.received_on, f.source, _holdings(held, f.item, f.maker)) for f in facts]


def _holdings(rows: Sequence[Any], item: str, maker: str) -> list[Holding]:
    return [
        Holding(r.plant, r.place, r.party, r.serial, Quantity(r.quantity, r.unit))
        for r in rows
        if (r.item, r.maker) == (item, maker)
    ]


async def books_of_items(tx: Tx, page: PageRequest, item: str | None) -> Listed[ItemBooks]:
    wanted = {"item": item, "sources": list(SOURCES), "after": page.after, "limit": page.limit + 1}
    rows = await tx.execute(BOOKS_OF_ITEMS, wanted)
    return page.listed([_books(row) for row in rows.mappings()], key=lambda books: books.item)


def _books(row: Any) -> ItemBooks:
    sums = {kind: Quantity(Decimal(row["sums"].get(kind, 0)), row["unit"]) for kind in PlaceKind}
    came = {kind: sums[kind] for kind in SOURCES}
    return ItemBooks(row["item"], came, {kind: sums[kind] for kind in PlaceKind if kind not in SOURCES})
