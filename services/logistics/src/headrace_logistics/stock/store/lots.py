"""Lots: where they came from, and what goes by a scanned code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from sqlalchemy import or_, select, tuple_
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.names import in_name_of
from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_logistics.stock.model.lots import ANOTHER_COMPANY, Facts, Lot, LotInStock, lots_in_stock
from headrace_logistics.stock.model.places import STOCK
from headrace_logistics.stock.model.stock import Goods, Stock
from headrace_logistics.stock.store.balances import balance_of
from headrace_logistics.stock.store.tables import balance, lot

ENOUGH = 200  # of one code
FOREIGN = """
    SELECT theirs.* FROM unnest($2::text[]) AS asked (code) CROSS JOIN LATERAL (
        SELECT DISTINCT item, lot, serial, plant, unit FROM balance
         WHERE tenant <> $1 AND (lot = asked.code OR serial = asked.code) LIMIT $3
    ) AS theirs
"""


async def add(tx: Tx, lots: Iterable[Lot], source: str) -> None:
    """Keep where lots came from; a lot that is known stays as it was first told."""
    rows = [
        {
            "tenant": tx.tenant,
            "item": one.item,
            "lot": one.lot,
            "maker": one.maker,
            "received_on": one.received_on,
            "source": source,
        }
        for one in lots
    ]
    if rows:
        await tx.execute(insert(lot).on_conflict_do_nothing(), rows)


async def facts_of(tx: Tx, stock: Stock) -> Facts:
    """What is known of the lots that are in this stock."""
    found = {(b.goods.item, b.goods.lot, b.goods.maker) for b in stock.balances() if b.place.holds_stock}
    query = select(lot).where(lot.c.tenant == tx.tenant, tuple_(lot.c.item, lot.c.lot, lot.c.maker).in_(found))
    known = [
        Lot(row.item, row.lot, row.tenant, row.received_on, maker=row.maker, arrival=row.arrival)
        for row in await tx.execute(query)
    ]
    return {one.key: one for one in known}


async def under_codes(tx: Tx, codes: Collection[str]) -> list[LotInStock]:
    """What goes by these lot or serial codes: our own stock in any plant, and that others have such a lot, no more."""
    tenant = tx.tenant
    b = balance.c
    coded = or_(b.lot.in_(codes), b.serial.in_(codes))
    ours = select(balance).where(b.tenant == tenant, coded, b.place.in_(STOCK), b.quantity != 0)
    stock = Stock.of(balance_of(row) for row in (await tx.execute(ours)).mappings())
    return [*lots_in_stock(stock, await facts_of(tx, stock), holder=""), *await _foreign(tx, codes)]


async def known_elsewhere(tx: Tx, codes: Collection[str]) -> set[str]:
    """Those of the codes that other companies have lots or pieces of."""
    foreign = await _foreign(tx, codes)
    return {code for one in foreign for code in (one.goods.lot, one.goods.serial)} & set(codes)


async def _foreign(tx: Tx, codes: Collection[str]) -> list[LotInStock]:
    """Without names and figures: a scanner need only learn that the goods are not its company's."""
    tenant = tx.tenant
    async with in_name_of(tx):
        rows = await tx.raw.fetch(FOREIGN, tenant, sorted(set(codes)), ENOUGH)
    return [
        _other_company_s(Goods(row["item"], row["lot"], row["serial"]), row["plant"], row["unit"], tx.today)
        for row in rows
    ]


def _other_company_s(goods: Goods, plant: str, unit: str, today: date) -> LotInStock:
    nothing = Quantity.zero(unit)
    return LotInStock(
        goods=goods,
        company=ANOTHER_COMPANY,
        plant=plant,
        received_on=today,
        expires_on=None,
        available=nothing,
        inspection=nothing,
        blocked=nothing,
        reserved=nothing,
    )
