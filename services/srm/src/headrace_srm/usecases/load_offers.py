"""A buyer loads what its suppliers ask for which item from which quantity on, and withdraws what they sell no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from headrace_chassis.loading import Change, Loaded, each
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_srm.model.supplier_item import Offer, SupplierItem
from headrace_srm.store import suppliers
from headrace_srm.usecases.publish_orders import order_unpriced


async def load_offers(tx: Tx, rows: Sequence[tuple[int, Offer]], loaded: Loaded) -> Loaded:
    """The minimum of each offer is taken in the item's own unit; with another minimum it is another price step."""
    await in_turn(tx, f"supplier items {tx.tenant}")
    items = {offer.item for _, offer in rows}
    known = await suppliers.known(tx, {offer.supplier for _, offer in rows}, items)
    stored = await suppliers.offers_of(tx, items)
    kept: list[SupplierItem] = []

    async def keep(given: Offer) -> Change:
        nonlocal known
        known.check(given.supplier, given.item, given.price.currency)
        offer = replace(given, minimum=known.minimum(given.item, given.minimum.value))
        known = replace(known, currency=given.price.currency)
        here = stored.get(offer.key) or SupplierItem(id=tx.new_id("si"), tenant=tx.tenant, offer=offer, withdrawn=True)
        change = Change.between(None if here.withdrawn else here.offer, offer)
        if change is not Change.UNCHANGED:
            here.offer, here.withdrawn = offer, False
            kept.append(here)
        return change

    await each(rows, loaded, keep)
    await suppliers.supplier_items.put(tx, kept)
    for offered in kept:
        offered.publish()
        tx.tell(offered)
    await order_unpriced(tx, {offered.offer.item for offered in kept})
    return loaded


async def withdraw_offers(tx: Tx, named: str, minimum: Decimal | None) -> None:
    """One offer by its id, or all of a supplier for an item, named supplier:item. Raises Missing."""
    await in_turn(tx, f"supplier items {tx.tenant}")
    for offered in await suppliers.named(tx, named, minimum, lock=True):
        offered.withdraw()
        await suppliers.supplier_items.save(tx, offered)
        tx.tell(offered)
