"""Events that the srm service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import DeliveryNoteClosed, GoodsReceived, StockReturned
from headrace_contracts.mrp.v1 import PurchaseProposalReleased
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.quality.v1 import Disposition, InspectionReopened, LotAccepted, LotDisposed, LotRejected
from headrace_srm.model.noted_lots import NotedLot
from headrace_srm.store import suppliers
from headrace_srm.usecases import deliver
from headrace_srm.usecases.publish_orders import publish_orders

RECONSIDERED = {Disposition.USE_AS_IS: True, Disposition.REWORK: None}
"""What undoes a rejection; goods sent back or scrapped stay rejected."""


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await suppliers.keep_items(tx, events)


@hears_batch(PurchaseProposalReleased)
async def order_proposed_goods(events: Sequence[PurchaseProposalReleased], tx: Tx) -> None:
    await publish_orders(tx, events)


@hears(GoodsReceived)
async def goods_came(event: GoodsReceived, tx: Tx) -> None:
    await deliver.goods_received(tx, event)


@hears(DeliveryNoteClosed)
async def rest_does_not_come(event: DeliveryNoteClosed, tx: Tx) -> None:
    await deliver.note_closed(tx, event)


@hears(LotAccepted)
async def lot_was_good(event: LotAccepted, tx: Tx) -> None:
    if event.purchase_order:
        await deliver.lot_judged(tx, event)


@hears(LotRejected)
async def lot_was_bad(event: LotRejected, tx: Tx) -> None:
    if event.purchase_order:
        await deliver.lot_judged(tx, event)


@hears(LotDisposed)
async def bad_lot_has_a_use(event: LotDisposed, tx: Tx) -> None:
    if event.purchase_order and event.disposition in RECONSIDERED:
        lot, good = NotedLot(event.order_line, event.lot), RECONSIDERED[event.disposition]
        await deliver.lot_reconsidered(tx, event.purchase_order, lot, event.quantity, good=good)


@hears(StockReturned)
async def good_lot_went_back(event: StockReturned, tx: Tx) -> None:
    for part in event.parts:
        lot = NotedLot(part.order_line, event.lot)
        await deliver.lot_reconsidered(tx, part.purchase_order, lot, part.quantity, good=False)


@hears(InspectionReopened)
async def judgement_was_wrong(event: InspectionReopened, tx: Tx) -> None:
    if event.purchase_order:
        await deliver.judgement_withdrawn(tx, event)
