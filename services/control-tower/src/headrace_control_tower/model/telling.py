"""How an event is told in the timeline of an order, and which things belong together.

A purchase order belongs to an order because its proposal is pegged to it.
Events of different services are heard in any order, so what belongs together is kept apart from what happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from headrace_contracts.event import Event
from headrace_contracts.finance import v1 as finance
from headrace_contracts.logistics import v1 as logistics
from headrace_contracts.mes import v1 as mes
from headrace_contracts.messages import Message, said, say
from headrace_contracts.mrp import v1 as mrp
from headrace_contracts.orders import v1 as orders
from headrace_contracts.quality import v1 as quality
from headrace_contracts.srm import v1 as srm


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """Such as order ord_1 or purchase order po_17."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a timeline. The order's `customer` sees it too, unless it is `internal`.

    `part_of` are the things that this one serves.
    """

    subject: Thing
    words: Message
    link: str = ""
    customer: str = ""
    internal: bool = True
    part_of: Sequence[Thing] = ()


def order(name: str) -> Thing:
    return Thing("order", name)


def pegged(pegs: Iterable[mrp.Peg]) -> tuple[Thing, ...]:
    return tuple(sorted({order(peg.order) for peg in pegs}))


def of_order(event: Any, words: Message, link: str = "") -> Told:
    return Told(order(event.order), words, link or f"/orders/orders/{event.order}", event.customer, internal=False)


def of_purchase_order(event: Any, words: Message, part_of: Sequence[Thing] = ()) -> Told:
    name = event.purchase_order
    return Told(Thing("purchase_order", name), words, f"/srm/purchase-orders/{name}", part_of=part_of)


def of_work_order(event: Any, words: Message, part_of: Sequence[Thing] = (), *, internal: bool = False) -> Told:
    name = event.work_order
    link = f"/mes/work-orders/{name}"
    return Told(Thing("work_order", name), words, link, internal=internal, part_of=part_of)


def of_lot(event: quality.LotAccepted | quality.LotRejected | quality.InspectionReopened, words: Message) -> Told:
    """It happened to the work order that made the lot or the purchase order that brought it: numbers of lots repeat."""
    made = bool(event.work_order)
    source = Thing("work_order", event.work_order) if made else Thing("purchase_order", event.purchase_order)
    return Told(source, words, f"/quality/inspections/{event.inspection}", internal=not made)


def order_placed(e: orders.OrderPlaced) -> Told:
    return of_order(
        e, say("control-tower.tells.order-placed", customer=e.customer, number=e.number, lines=len(e.lines))
    )


def order_proposed(e: orders.OrderProposed) -> Told:
    reason = said(e.reason, e.reason_said)
    if e.waits_for == e.customer:
        words = say("control-tower.tells.order-entered", number=e.number, customer=e.customer, reason=reason)
    else:
        words = say("control-tower.tells.order-proposed", customer=e.customer, number=e.number, reason=reason)
    return of_order(e, words)


def order_declined(e: orders.OrderDeclined) -> Told:
    if e.declined_by:
        return of_order(e, say("control-tower.tells.order-declined-by", firm=e.declined_by, reason=e.reason))
    return of_order(e, say("control-tower.tells.order-declined", reason=e.reason))


def order_withdrawn(e: orders.OrderWithdrawn) -> Told:
    return of_order(e, say("control-tower.tells.order-withdrawn", reason=e.reason))


def order_matched(e: orders.OrderMatched) -> Told:
    plants = sorted({part.plant for part in e.allocations})
    return of_order(e, say("control-tower.tells.order-matched", plants=plants, promise=e.promise))


def order_refused(e: orders.OrderRefused) -> Told:
    return of_order(e, say("control-tower.tells.order-refused"))


def matching_failed(e: orders.MatchingFailed) -> Told:
    return of_order(e, say("control-tower.tells.matching-failed", reason=said(e.reason, e.reason_said)))


def promise_moved(e: orders.PromiseMoved) -> Told:
    if e.previous == e.promise:
        return of_order(e, say("control-tower.tells.part-later", promise=e.promise, cause=said(e.cause, e.cause_said)))
    return of_order(
        e,
        say(
            "control-tower.tells.promise-moved",
            previous=e.previous,
            promise=e.promise,
            cause=said(e.cause, e.cause_said),
        ),
    )


def order_cancelled(e: orders.OrderCancelled) -> Told:
    return of_order(e, say("control-tower.tells.order-cancelled", reason=e.reason))


def order_closed(e: orders.OrderClosed) -> Told:
    back = [say("control-tower.tells.taken-back", quantity=line.quantity, item=line.item) for line in e.lines]
    return of_order(e, say("control-tower.tells.order-closed", back=back, reason=e.reason))


def order_fulfilled(e: orders.OrderFulfilled) -> Told:
    return of_order(e, say("control-tower.tells.order-fulfilled"))


def purchase_proposed(e: mrp.PurchaseProposalReleased) -> Told:
    words = say(
        "control-tower.tells.purchase-proposed",
        quantity=e.quantity,
        item=e.item,
        supplier=e.supplier,
        need_by=e.need_by,
    )
    return Told(Thing("proposal", e.proposal), words, "/mrp/proposals", part_of=pegged(e.pegs))


def purchase_order_published(e: srm.PurchaseOrderPublished) -> Told:
    proposals = tuple(Thing("proposal", name) for line in e.lines for name in line.proposals)
    words = say(
        "control-tower.tells.purchase-order-published", number=e.number, supplier=e.supplier, lines=len(e.lines)
    )
    return of_purchase_order(e, words, proposals)


def purchase_order_counter_proposed(e: srm.PurchaseOrderCounterProposed) -> Told:
    return of_purchase_order(e, say("control-tower.tells.counter-proposed", supplier=e.supplier, reason=e.reason))


def purchase_order_confirmed(e: srm.PurchaseOrderConfirmed) -> Told:
    return of_purchase_order(
        e, say("control-tower.tells.purchase-order-confirmed", supplier=e.supplier, number=e.number)
    )


def purchase_order_cancelled(e: srm.PurchaseOrderCancelled) -> Told:
    return of_purchase_order(
        e, say("control-tower.tells.purchase-order-cancelled", supplier=e.supplier, reason=e.reason)
    )


def delivery_note_sent(e: srm.DeliveryNoteSent) -> Told:
    return of_purchase_order(e, say("control-tower.tells.delivery-note-sent", supplier=e.supplier, number=e.number))


def goods_received(e: logistics.GoodsReceived) -> Told:
    lots = [line.lot for line in e.lines]
    return of_purchase_order(e, say("control-tower.tells.goods-received", plant=e.plant, lots=lots))


def stock_returned(e: logistics.StockReturned) -> Told:
    """A note may send back what several purchases brought."""
    bought = tuple(sorted({Thing("purchase_order", part.purchase_order) for part in e.parts}))
    words = say(
        "control-tower.tells.stock-returned",
        quantity=e.quantity,
        lot=e.lot,
        item=e.item,
        supplier=e.supplier,
        reason=e.reason,
    )
    return Told(Thing("stock_note", e.note), words, f"/logistics/stock-notes/{e.note}", part_of=bought)


def lot_accepted(e: quality.LotAccepted) -> Told:
    return of_lot(e, say("control-tower.tells.lot-accepted", lot=e.lot, item=e.item))


def lot_rejected(e: quality.LotRejected) -> Told:
    return of_lot(
        e, say("control-tower.tells.lot-rejected", lot=e.lot, item=e.item, reason=said(e.reason, e.reason_said))
    )


def inspection_reopened(e: quality.InspectionReopened) -> Told:
    was = "acceptance" if e.accepted else "rejection"
    return of_lot(e, say(f"control-tower.tells.{was}-withdrawn", lot=e.lot, item=e.item, reason=e.reason))


def work_order_created(e: mes.WorkOrderCreated) -> Told:
    words = say(
        "control-tower.tells.work-order-created",
        number=e.number,
        quantity=e.quantity,
        item=e.item,
        plant=e.plant,
        start=e.start,
        due=e.due,
    )
    return of_work_order(e, words, pegged(e.pegs))


def work_order_released(e: mes.WorkOrderReleased) -> Told:
    return of_work_order(e, say("control-tower.tells.work-order-released", quantity=e.quantity, item=e.item))


def work_order_rescheduled(e: mes.WorkOrderRescheduled) -> Told:
    words = say(
        "control-tower.tells.work-order-rescheduled",
        item=e.item,
        previous=e.previous,
        due=e.due,
        cause=said(e.cause, e.cause_said),
    )
    return of_work_order(e, words, pegged(e.pegs))


def work_order_cancelled(e: mes.WorkOrderCancelled) -> Told:
    return of_work_order(e, say("control-tower.tells.work-order-cancelled", item=e.item, reason=e.reason))


def material_issued(e: logistics.MaterialIssued) -> Told:
    return of_work_order(e, say("control-tower.tells.material-issued", lines=len(e.lines)), internal=True)


def material_scrapped(e: logistics.MaterialScrapped) -> Told:
    return of_work_order(
        e, say("control-tower.tells.material-scrapped", lines=len(e.lines), reason=e.reason), internal=True
    )


def units_completed(e: mes.UnitsCompleted) -> Told:
    return of_work_order(
        e, say("control-tower.tells.units-completed", quantity=e.quantity, item=e.item), pegged(e.pegs)
    )


def units_taken_back(e: mes.UnitsTakenBack) -> Told:
    return of_work_order(
        e, say("control-tower.tells.units-taken-back", quantity=e.quantity, item=e.item, reason=e.reason)
    )


def lot_taken_back(e: quality.LotTakenBack) -> Told:
    return of_work_order(e, say("control-tower.tells.lot-taken-back", quantity=e.quantity, lot=e.lot))


def shipment_dispatched(e: logistics.ShipmentDispatched) -> Told:
    link = f"/logistics/shipments/{e.shipment}"
    return of_order(
        e, say("control-tower.tells.shipment-dispatched", number=e.number, plant=e.plant, carrier=e.carrier), link
    )


def shipment_delivered(e: logistics.ShipmentDelivered) -> Told:
    return of_order(
        e,
        say("control-tower.tells.shipment-delivered", received_by=e.received_by),
        f"/logistics/shipments/{e.shipment}",
    )


def customer_invoiced(e: finance.CustomerInvoiced) -> Told:
    return of_order(
        e,
        say("control-tower.tells.customer-invoiced", number=e.number, amount=e.amount),
        f"/finance/invoices/{e.invoice}",
    )


def payment_received(e: finance.PaymentReceived) -> Told:
    return of_order(
        e,
        say("control-tower.tells.payment-received", customer=e.customer, amount=e.amount),
        f"/finance/invoices/{e.invoice}",
    )


TELLINGS: Mapping[type[Event], Callable[[Any], Told]] = {
    orders.OrderProposed: order_proposed,
    orders.OrderDeclined: order_declined,
    orders.OrderWithdrawn: order_withdrawn,
    orders.OrderPlaced: order_placed,
    orders.OrderMatched: order_matched,
    orders.OrderRefused: order_refused,
    orders.PromiseMoved: promise_moved,
    orders.MatchingFailed: matching_failed,
    orders.OrderCancelled: order_cancelled,
    orders.OrderClosed: order_closed,
    orders.OrderFulfilled: order_fulfilled,
    mrp.PurchaseProposalReleased: purchase_proposed,
    srm.PurchaseOrderPublished: purchase_order_published,
    srm.PurchaseOrderCounterProposed: purchase_order_counter_proposed,
    srm.PurchaseOrderConfirmed: purchase_order_confirmed,
    srm.PurchaseOrderCancelled: purchase_order_cancelled,
    srm.DeliveryNoteSent: delivery_note_sent,
    logistics.GoodsReceived: goods_received,
    logistics.StockReturned: stock_returned,
    quality.LotAccepted: lot_accepted,
    quality.LotRejected: lot_rejected,
    quality.InspectionReopened: inspection_reopened,
    mes.WorkOrderCreated: work_order_created,
    mes.WorkOrderReleased: work_order_released,
    mes.WorkOrderRescheduled: work_order_rescheduled,
    mes.WorkOrderCancelled: work_order_cancelled,
    logistics.MaterialIssued: material_issued,
    logistics.MaterialScrapped: material_scrapped,
    mes.UnitsCompleted: units_completed,
    mes.UnitsTakenBack: units_taken_back,
    quality.LotTakenBack: lot_taken_back,
    logistics.ShipmentDispatched: shipment_dispatched,
    logistics.ShipmentDelivered: shipment_delivered,
    finance.CustomerInvoiced: customer_invoiced,
    finance.PaymentReceived: payment_received,
}


def tell(event: Event) -> Told:
    return TELLINGS[type(event)](event)
