"""Proposals released by planning become purchase orders: one for each batch, supplier and plant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_srm.model.order_line import Proposal
from headrace_srm.model.purchase_order import PurchaseOrder
from headrace_srm.store import suppliers
from headrace_srm.store.purchase_orders import open_order, purchase_orders


async def publish_orders(tx: Tx, released: Sequence[PurchaseProposalReleased]) -> None:
    """Proposals heard together are one revision of their order, told once."""
    together: dict[tuple[str, str, str], list[Proposal]] = defaultdict(list)
    for event in released:
        together[event.batch, event.supplier, event.plant].append(_proposal(event))
    for (batch, supplier, plant), proposals in together.items():
        order = await open_order(tx, batch, supplier, plant) or await _new_order(tx, batch, supplier, plant)
        prices = await suppliers.prices(tx, supplier, {proposal.item for proposal in proposals})
        order.add(proposals, prices, tx.today)
        await (purchase_orders.save(tx, order) if order.version else purchase_orders.add(tx, order))
        tx.tell(order)


async def _new_order(tx: Tx, batch: str, supplier: str, plant: str) -> PurchaseOrder:
    return PurchaseOrder(
        id=tx.new_id("po"),
        tenant=tx.tenant,
        number=await next_number(tx, "PO"),
        supplier=supplier,
        plant=plant,
        batch=batch,
    )


def _proposal(event: PurchaseProposalReleased) -> Proposal:
    orders = tuple(sorted({peg.order for peg in event.pegs}))
    return Proposal(event.proposal, event.item, event.quantity, event.need_by, orders)
