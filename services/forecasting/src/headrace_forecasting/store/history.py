"""Sales and stock-outs as loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Row, func, select, text, tuple_

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.values import Money, Price, Quantity
from headrace_forecasting.engine.question import SoldDay, Span
from headrace_forecasting.model.sale import Sale, StockOut
from headrace_forecasting.store.tables import item, sale, stock_out

WEEKS = text(
    "SELECT item, (day - CAST(:first AS date)) / 7 AS week, sum(quantity) AS sold "
    "FROM sale JOIN item USING (tenant, item, unit) "
    "WHERE day >= :first AND day < :end GROUP BY item, week"
)
OTHER_UNITS = text(
    "SELECT item, sale.unit, item.unit AS now, count(*) AS sales FROM sale JOIN item USING (tenant, item) "
    "WHERE item.sold AND sale.unit <> item.unit AND day >= :first AND day < :end "
    "GROUP BY item, sale.unit, item.unit ORDER BY item, sale.unit"
)


class OtherUnit(NamedTuple):
    """So many sales of the item stand in `unit`, though it is counted in `now`."""

    item: str
    unit: str
    now: str
    sales: int


async def sales_of(tx: Tx, references: Iterable[str]) -> list[Sale]:
    query = select(sale).where(sale.c.reference.in_(list(references)))
    return [_sale(row) for row in await tx.execute(query)]


async def get_sale(tx: Tx, reference: str) -> Sale:
    found = await sales_of(tx, [reference])
    if not found:
        raise Missing.named("sale", reference)
    return found[0]


async def page_sales(tx: Tx, page: PageRequest, wanted: str | None) -> Listed[Sale]:
    query = select(sale).where(sale.c.reference > page.after).order_by(sale.c.reference).limit(page.limit + 1)
    rows = await tx.execute(query.where(sale.c.item == wanted) if wanted else query)
    return page.listed([_sale(row) for row in rows], key=lambda s: s.reference)


async def keep_sales(tx: Tx, sales: Sequence[Sale]) -> None:
    rows = [
        {
            "tenant": tx.tenant,
            "reference": s.reference,
            "item": s.item,
            "customer": s.customer,
            "day": s.day,
            "quantity": s.quantity.value,
            "unit": s.quantity.unit,
            "price_minor": s.price.rounded.minor if s.price else None,
            "price": s.price.amount if s.price else None,
            "currency": s.price.currency if s.price else None,
        }
        for s in sales
    ]
    await put(tx, sale, rows)


async def last_sale(tx: Tx, first: date, before: date) -> date | None:
    """The last day from the first to before the other on which an item that is on offer was sold."""
    mine = (item.c.tenant == sale.c.tenant) & (item.c.item == sale.c.item) & item.c.sold
    query = select(func.max(sale.c.day)).join(item, mine).where(sale.c.day >= first, sale.c.day < before)
    last: date | None = (await tx.execute(query)).scalar_one()
    return last


async def sold_days(tx: Tx, first: date, before: date) -> tuple[SoldDay, ...]:
    """Sales of the items on offer, in their unit, added up by day."""
    s = sale.c
    mine = (item.c.tenant == s.tenant) & (item.c.item == s.item) & (item.c.unit == s.unit) & item.c.sold
    query = (
        select(
            s.item,
            s.day,
            func.sum(s.quantity).label("quantity"),
            func.sum(s.quantity * s.price).label("value"),
            func.sum(s.quantity * s.price_minor).filter(s.price.is_(None)).label("minor"),
            s.currency,
        )
        .join(item, mine)
        .where(s.day >= first, s.day < before)
        .group_by(s.item, s.day, s.currency)
    )
    return tuple(SoldDay(r.item, r.day, r.quantity, _value(r), r.currency) for r in await tx.execute(query))


def _value(row: Row[Any]) -> int | None:
    """Sales loaded before prices were exact have theirs in minor units only."""
    if row.currency is None:
        return None
    return Money.of(row.value or 0, row.currency).minor + int(row.minor or 0)


async def other_units(tx: Tx, first: date, before: date) -> list[OtherUnit]:
    """What was sold of items on offer in another unit than they have now."""
    rows = await tx.execute(OTHER_UNITS, {"first": first, "end": before})
    return [OtherUnit(row.item, row.unit, row.now, row.sales) for row in rows]


async def sold_weeks(tx: Tx, first: date, end: date) -> dict[tuple[str, int], float]:
    """(item, week counted from `first`) -> sold before `end`, less what came back."""
    rows = await tx.execute(WEEKS, {"first": first, "end": end})
    return {(row.item, row.week): float(row.sold) for row in rows}


async def stock_outs_of(tx: Tx, items: Iterable[str]) -> list[StockOut]:
    query = select(stock_out).where(stock_out.c.item.in_(set(items)))
    return [_stock_out(row) for row in await tx.execute(query)]


async def all_stock_outs(tx: Tx) -> tuple[Span, ...]:
    return tuple(Span(row.item, row.first_day, row.last_day) for row in await tx.execute(select(stock_out)))


async def page_stock_outs(tx: Tx, page: PageRequest, wanted: str | None) -> Listed[StockOut]:
    c = stock_out.c
    query = select(stock_out).order_by(c.item, c.first_day).limit(page.limit + 1)
    if page.after:
        query = query.where(tuple_(c.item, c.first_day) > tuple_(*page.after_as(_place)))
    rows = await tx.execute(query.where(c.item == wanted) if wanted else query)
    return page.listed([_stock_out(row) for row in rows], key=lambda s: f"{s.first_day} {s.item}")


def _place(after: str) -> tuple[str, date]:
    day, _, code = after.partition(" ")
    return code, date.fromisoformat(day)


async def keep_stock_outs(tx: Tx, outs: Sequence[StockOut]) -> None:
    rows = [{"tenant": tx.tenant, "item": o.item, "first_day": o.first_day, "last_day": o.last_day} for o in outs]
    await put(tx, stock_out, rows)


def _sale(row: Row[Any]) -> Sale:
    return Sale(row.reference, row.item, row.customer, row.day, Quantity(row.quantity, row.unit), _price(row))


def _price(row: Row[Any]) -> Price | None:
    if row.currency is None:
        return None
    return Price.whole(row.price_minor, row.currency) if row.price is None else Price(row.price, row.currency)


def _stock_out(row: Row[Any]) -> StockOut:
    return StockOut(row.item, row.first_day, row.last_day)
