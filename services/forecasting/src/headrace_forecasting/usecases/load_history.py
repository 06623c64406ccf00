"""Sales and stock-outs are loaded in sets: one query for what is there, one statement for what changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tx import Tx
from headrace_forecasting.model.reach import Reach
from headrace_forecasting.model.sale import Counted, RowProblem, Sale, StockOut
from headrace_forecasting.store import choices, history, items


class _Row(Protocol):
    @property
    def item(self) -> str: ...

    @property
    def key(self) -> tuple[object, ...]: ...

    def problem(self, counted: Counted | None, reach: Reach) -> RowProblem | None: ...


R = TypeVar("R", bound=_Row)


async def load_sales(tx: Tx, rows: Sequence[tuple[int, Sale]], loaded: Loaded) -> Loaded:
    """Keep the rows that are right; the others are refused in `loaded`. Loading them again changes nothing."""
    good = await _accepted(tx, rows, loaded)
    known = await history.sales_of(tx, [sale.reference for sale in good])
    await history.keep_sales(tx, _news(good, known, loaded))
    return loaded


async def load_stock_outs(tx: Tx, rows: Sequence[tuple[int, StockOut]], loaded: Loaded) -> Loaded:
    good = await _accepted(tx, rows, loaded)
    known = await history.stock_outs_of(tx, [out.item for out in good])
    await history.keep_stock_outs(tx, _news(good, known, loaded))
    return loaded


async def _accepted(tx: Tx, rows: Sequence[tuple[int, R]], loaded: Loaded) -> list[R]:
    counted, reach = await items.counted(tx, {row.item for _, row in rows}), await choices.reach(tx)
    good = []
    for number, row in rows:
        problem = row.problem(counted.get(row.item), reach)
        if problem:
            loaded.refuse(number, problem.field, problem.detail)
        else:
            good.append(row)
    return good


def _news(rows: Sequence[R], known: Sequence[R], loaded: Loaded) -> list[R]:
    before = {row.key: row for row in known}
    news = []
    for row in rows:
        change = Change.between(before.get(row.key), row)
        loaded.count(change)
        if change is not Change.UNCHANGED:
            news.append(row)
    return news
