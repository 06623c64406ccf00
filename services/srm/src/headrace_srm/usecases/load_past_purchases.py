"""A buyer loads the lines of its past purchase orders, for the scorecards."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_srm.model.past_purchase import PastPurchase
from headrace_srm.store import past_purchases, suppliers


async def load_past_purchases(tx: Tx, rows: Sequence[tuple[int, PastPurchase]], loaded: Loaded) -> Loaded:
    await in_turn(tx, f"past purchases {tx.tenant}")
    codes, items = {purchase.supplier for _, purchase in rows}, {purchase.item for _, purchase in rows}
    known = await suppliers.known(tx, codes, items)
    stored = await past_purchases.named(tx, (purchase.reference for _, purchase in rows))
    kept: list[PastPurchase] = []

    async def keep(purchase: PastPurchase) -> Change:
        known.check(purchase.supplier, purchase.item, purchase.price.currency)
        purchase.check()
        change = Change.between(stored.get(purchase.reference), purchase)
        if change is not Change.UNCHANGED:
            kept.append(purchase)
        return change

    await each(rows, loaded, keep)
    await past_purchases.keep(tx, kept)
    return loaded
