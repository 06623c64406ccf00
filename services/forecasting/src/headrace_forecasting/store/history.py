"""Sales and stock-outs as loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, text

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_chassis.web.paging import Listed, Page
from headrace_contracts.errors import Missing
from headrace_contracts.values import Money, Quantity
from headrace_forecasting.engine.question import SoldDay, Span
from headrace_forecasting.model.sale import Sale, StockOut
from headrace_forecasting.store.tables import item, sale, stock_out

WEEKS = text(
    "SELECT item, (day - CAST(:first AS date)) / 7 AS week, sum(quantity) AS sold "
    "FROM sale JOIN item USING (tenant, item, unit) "
    "WHERE day >= :first AND day < :end GROUP BY item, week"
)


async def sales_of(tx: Tx, references: Iterable[str]) -> list[Sale]:
    query = select(sale).where(sale.c.reference.in_(list(references)))
    return [_sale(row) for row in await tx.execute(query)]


async def get_sale(tx: Tx, reference: str) -> Sale:
    found = await sales_of(tx, [reference])
    if not found:
        raise Missing.named("sale", reference)
    return found[0]


async def page_sales(tx: Tx, page: Page, wanted: str | None) -> Listed[Sale]:
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
            "price_minor": s.price.minor if s.price else None,
            "currency": s.price.currency if s.price else None,
        }
        for s in sales
    ]
    await put(tx, sale, rows)


async def last_sale(tx: Tx, before: date) -> date | None:
    """The last day before that one on which anything was sold."""
    last: date | None = (await tx.execute(select(func.max(sale.c.day)).where(sale.c.day < before))).scalar_one()
    return last


async def sold_days(tx: Tx, before: date) -> tuple[SoldDay, ...]:
    """Sales of the items on offer, in their unit, added up by day."""
    s = sale.c
    mine = (item.c.tenant == s.tenant) & (item.c.item == s.item) & (item.c.unit == s.unit) & item.c.sold
    query = (
        select(
            s.item,
            s.day,
            func.sum(s.quantity).label("quantity"),
            func.round(func.sum(s.quantity * s.price_minor)).label("value"),
            s.currency,
        )
        .join(item, mine)
        .where(s.day < before)
        .group_by(s.item, s.day, s.currency)
    )
    return tuple(
        SoldDay(row.item, row.day, row.quantity, None if row.value is None else int(row.value), row.currency)
        for row in await tx.execute(query)
    )


async def sold_weeks(tx: Tx, first: date, end: date) -> dict[tuple[str, int], float]:
    """(item, week counted from `first`) -> sold before `end`; a week with more returns than sales counts as 0."""
    rows = await tx.execute(WEEKS, {"first": first, "end": end})
    return {(row.item, row.week): max(float(row.sold), 0.0) for row in rows}


async def stock_outs_of(tx: Tx, items: Iterable[str]) -> list[StockOut]:
    query = select(stock_out).where(stock_out.c.item.in_(set(items)))
    return [_stock_out(row) for row in await tx.execute(query)]


async def all_stock_outs(tx: Tx) -> tuple[Span, ...]:
    return tuple(Span(row.item, row.first_day, row.last_day) for row in await tx.execute(select(stock_out)))


async def page_stock_outs(tx: Tx, page: Page, wanted: str | None) -> Listed[StockOut]:
    c = stock_out.c
    key = c.item + "/" + func.to_char(c.first_day, "YYYY-MM-DD")
    query = select(stock_out).where(key > page.after).order_by(key).limit(page.limit + 1)
    rows = await tx.execute(query.where(c.item == wanted) if wanted else query)
    return page.listed([_stock_out(row) for row in rows], key=lambda s: f"{s.item}/{s.first_day}")


async def keep_stock_outs(tx: Tx, outs: Sequence[StockOut]) -> None:
    rows = [{"tenant": tx.tenant, "item": o.item, "first_day": o.first_day, "last_day": o.last_day} for o in outs]
    await put(tx, stock_out, rows)


def _sale(row: Row[Any]) -> Sale:
    price = Money(row.price_minor, row.currency) if row.currency else None
    return Sale(row.reference, row.item, row.customer, row.day, Quantity(row.quantity, row.unit), price)


def _stock_out(row: Row[Any]) -> StockOut:
    return StockOut(row.item, row.first_day, row.last_day)
