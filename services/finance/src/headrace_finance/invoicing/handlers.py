"""Events that the finance service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import GoodsReceived, ShipmentDelivered, StockReturned
from headrace_contracts.orders.v1 import OrderPlaced
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotDisposed, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderLineClosed
from headrace_finance.invoicing.store import facts
from headrace_finance.invoicing.usecases import customer_money, invoice_goods


@hears_batch(PurchaseOrderConfirmed)
async def order_confirmed(events: Sequence[PurchaseOrderConfirmed], tx: Tx) -> None:
    await facts.keep_purchase_orders(tx, events)
    await invoice_goods.rematch(tx, (event.purchase_order for event in events))


@hears_batch(PurchaseOrderLineClosed)
async def rest_is_given_up(events: Sequence[PurchaseOrderLineClosed], tx: Tx) -> None:
    await facts.close_lines(tx, events)
    await invoice_goods.rematch(tx, (event.purchase_order for event in events))


@hears_batch(GoodsReceived)
async def goods_received(events: Sequence[GoodsReceived], tx: Tx) -> None:
    await facts.keep_receipts(tx, events)
    await invoice_goods.rematch(tx, (event.purchase_order for event in events))


@hears_batch(LotAccepted)
@hears_batch(LotRejected)
async def goods_inspected(events: Sequence[LotAccepted | LotRejected], tx: Tx) -> None:
    """Only purchased goods: what was made stands on no invoice."""
    bought = [event for event in events if event.purchase_order]
    await facts.keep_inspections(tx, bought)
    await invoice_goods.rematch(tx, (event.purchase_order for event in bought))


@hears_batch(InspectionReopened)
async def inspection_reopened(events: Sequence[InspectionReopened], tx: Tx) -> None:
    """The goods wait for inspection again; an invoice that matched stays matched."""
    bought = [event for event in events if event.purchase_order]
    await facts.drop_inspections(tx, [event.inspection for event in bought])
    await invoice_goods.rematch(tx, (event.purchase_order for event in bought))


@hears_batch(LotDisposed)
async def goods_disposed(events: Sequence[LotDisposed], tx: Tx) -> None:
    """What was rejected and is used as it is, is owed; what is reworked waits for its next inspection."""
    bought = [event for event in events if event.purchase_order]
    await facts.keep_disposals(tx, bought)
    await invoice_goods.rematch(tx, (event.purchase_order for event in bought))


@hears_batch(StockReturned)
async def goods_went_back(events: Sequence[StockReturned], tx: Tx) -> None:
    """What was accepted and sent back is not owed; where it was invoiced, its supplier sends a credit note."""
    await facts.keep_returns(tx, events)
    await invoice_goods.rematch(tx, (part.purchase_order for event in events for part in event.parts))


@hears_batch(OrderPlaced, read_model=True)
async def keep_orders(events: Sequence[OrderPlaced], tx: Tx) -> None:
    await facts.keep_orders(tx, events)


@hears(ShipmentDelivered)
async def goods_arrived(event: ShipmentDelivered, tx: Tx) -> None:
    await customer_money.goods_arrived(tx, event)
