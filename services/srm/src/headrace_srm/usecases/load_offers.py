"""A buyer loads what its suppliers ask for which item; all offers of the items touched are ranked anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_chassis.web.bulk import Change, Loaded, each
from headrace_contracts.values import Quantity
from headrace_srm.model.supplier_item import Offer, SupplierItem, rank
from headrace_srm.store import suppliers


async def load_offers(tx: Tx, rows: Sequence[tuple[int, Offer]], loaded: Loaded) -> Loaded:
    """The minimum of each offer is taken in the item's own unit. An offer whose rank moved is told too."""
    await in_turn(tx, f"supplier items {tx.tenant}")
    known = await suppliers.known(tx)
    stored = await suppliers.offers_of(tx, (offer.item for _, offer in rows))
    before = {name: (offered.offer, offered.rank) for name, offered in stored.items()}

    async def keep(given: Offer) -> Change:
        nonlocal known
        known.check(given.supplier, given.item, given.price.currency)
        known = replace(known, currency=given.price.currency)
        offer = replace(given, minimum=Quantity(given.minimum.value, known.unit_of[given.item]))
        offered = stored.get(offer.id)
        if offered is None:
            stored[offer.id] = SupplierItem(id=offer.id, tenant=tx.tenant, offer=offer)
            return Change.CREATED
        same, offered.offer = offered.offer == offer, offer
        return Change.UNCHANGED if same else Change.CHANGED

    await each(rows, loaded, keep)
    _rank_all(stored.values())
    changed = [o for name, o in stored.items() if before.get(name) != (o.offer, o.rank)]
    await suppliers.supplier_items.put(tx, changed)
    for offered in changed:
        offered.publish()
        tx.tell(offered)
    return loaded


def _rank_all(offers: Iterable[SupplierItem]) -> None:
    rivals: dict[str, list[SupplierItem]] = defaultdict(list)
    for offered in offers:
        rivals[offered.offer.item].append(offered)
    for of_one_item in rivals.values():
        rank(of_one_item)
