"""What a company chose: where its history begins, and stock policies other than the usual ones."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import delete, select

from headrace_chassis.tables import put
from headrace_chassis.tx import Tx
from headrace_forecasting.model.demand_class import POLICIES, DemandKind, StockPolicy
from headrace_forecasting.model.reach import Reach
from headrace_forecasting.store.tables import history_start, stock_policy


async def policies(tx: Tx) -> dict[DemandKind, StockPolicy]:
    rows = await tx.execute(select(stock_policy))
    return {**POLICIES, **{DemandKind(row.demand): StockPolicy(row.policy) for row in rows}}


async def keep_policies(tx: Tx, chosen: Mapping[DemandKind, StockPolicy]) -> None:
    rows = [{"tenant": tx.tenant, "demand": d.value, "policy": p.value} for d, p in chosen.items()]
    await put(tx, stock_policy, rows)


async def first_year(tx: Tx) -> int | None:
    year: int | None = (await tx.execute(select(history_start.c.first_year))).scalar_one_or_none()
    return year


async def keep_first_year(tx: Tx, year: int | None) -> None:
    if year is None:
        await tx.execute(delete(history_start))
    else:
        await put(tx, history_start, [{"tenant": tx.tenant, "first_year": year}])


async def reach(tx: Tx) -> Reach:
    return Reach.on(tx.today, await first_year(tx))
