"""Stock that was there before lots were told one by one is told once, so that others know where each lot is."""

from __future__ import annotations

from headrace_chassis.tx import EVERYONE, Tx
from headrace_logistics.stock.model.moved import standing
from headrace_logistics.stock.store import ledger

AT_ONCE = 20


async def tell_standing(tx: Tx) -> None:
    """Some items at each turn, until all are told."""
    for tenant, item, plant, unit in await ledger.untold(tx, AT_ONCE):
        await tx.act_for(tenant)
        books = await ledger.take(tx, {(item, plant): unit})
        tx.tell(standing(books.stock, item, plant))
        await ledger.is_told(tx, item, plant)
        await tx.act_for(EVERYONE)
