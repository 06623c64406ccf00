"""Proposals released together become one purchase order for each supplier and plant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from headrace_chassis import deadlines
from headrace_chassis.numbers import next_number
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_srm.model.order_line import Proposal
from headrace_srm.model.purchase_order import PurchaseOrder
from headrace_srm.store import proposals, suppliers
from headrace_srm.store.proposals import Share
from headrace_srm.store.purchase_orders import purchase_orders

PATIENCE = timedelta(hours=1)
STRAGGLERS = "order-stragglers"


async def publish_orders(tx: Tx, released: Sequence[PurchaseProposalReleased]) -> None:
    """Proposals come one by one or many at once: an order is made when all of its are here, and then with all."""
    await _in_turn(tx)
    await proposals.keep(tx, released)
    await _order(tx, await proposals.complete(tx, (event.batch for event in released)))


async def order_unpriced(tx: Tx, items: Iterable[str]) -> None:
    """Prices for these items came: what waited for them is ordered."""
    await _in_turn(tx)
    await _order(tx, await proposals.unpriced(tx, items))


async def find_stragglers(tx: Tx) -> None:
    await deadlines.come_due(tx, STRAGGLERS, await proposals.waiting(tx, tx.now - PATIENCE))


async def order_stragglers(tx: Tx, batches: Sequence[str]) -> None:
    """One of a release was lost on the way: the others are not held up by it for long."""
    await _in_turn(tx)
    await _order(tx, await proposals.complete(tx, batches, tx.now - PATIENCE))


async def _in_turn(tx: Tx) -> None:
    """Whoever adds to a release sees what others added to it."""
    await in_turn(tx, f"purchase proposals {tx.tenant}")


async def _order(tx: Tx, shares: Mapping[Share, Sequence[Proposal]]) -> None:
    for share, wanted in shares.items():
        offers = await suppliers.offers(tx, share.supplier, {proposal.item for proposal in wanted})
        priced = [proposal for proposal in wanted if proposal.item in offers]
        if not priced:
            continue
        order = await _new_order(tx, share)
        order.ask(priced, offers, tx.today)
        await purchase_orders.add(tx, order)
        await proposals.mark_ordered(tx, priced, order.id)
        tx.because_of(priced[-1].proposal)
        tx.tell(order)


async def _new_order(tx: Tx, share: Share) -> PurchaseOrder:
    return PurchaseOrder(
        id=tx.new_id("po"),
        tenant=tx.tenant,
        number=await next_number(tx, "PO"),
        supplier=share.supplier,
        plant=share.plant,
        batch=share.batch,
    )
