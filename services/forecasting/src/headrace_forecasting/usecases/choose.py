"""A company's own choices: the year from which on its history counts, and its stock policies."""

from __future__ import annotations

from collections.abc import Mapping

from headrace_chassis.loading import Change, Loaded
from headrace_chassis.tx import Tx
from headrace_forecasting.model.demand_class import DemandKind, StockPolicy
from headrace_forecasting.model.reach import Reach, check_first_year
from headrace_forecasting.store import choices


async def first_year(tx: Tx, year: int | None) -> Reach:
    """Raises FirstYearRefused."""
    if year is not None:
        check_first_year(year, tx.today)
    await choices.keep_first_year(tx, year)
    return await choices.reach(tx)


async def policies(tx: Tx, chosen: Mapping[DemandKind, StockPolicy], loaded: Loaded) -> Loaded:
    before = await choices.policies(tx)
    for kind, policy in chosen.items():
        loaded.count(Change.between(before[kind], policy))
    await choices.keep_policies(tx, chosen)
    return loaded
