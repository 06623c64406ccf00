"""Events as other services tell them."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from headrace_contracts.equipment.v1 import CountDoubted, DoubtSettled, MachineState, MachineStateChanged
from headrace_contracts.finance.v1 import (
    CustomerInvoiced,
    InvoiceClosed,
    InvoiceDisputed,
    InvoiceMatched,
    PaymentReceived,
)
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    MaterialScrapped,
    ReceivedLine,
    ReturnedPart,
    ShipmentDelivered,
    ShipmentDispatched,
    StockReturned,
)
from headrace_contracts.mes.v1 import UnitsCompleted, UnitsTakenBack, WorkOrderCreated
from headrace_contracts.mrp.v1 import Peg, PurchaseProposalReleased, ShortageFound
from headrace_contracts.orders.v1 import (
    Allocation,
    OrderDeclined,
    OrderLine,
    OrderMatched,
    OrderPlaced,
    OrderProposed,
    OrderRefused,
    PromiseMoved,
)
from headrace_contracts.quality.v1 import InspectionKind, InspectionReopened, LotAccepted, LotRejected, LotTakenBack
from headrace_contracts.srm.v1 import (
    PurchaseOrderConfirmed,
    PurchaseOrderCounterProposed,
    PurchaseOrderLine,
    PurchaseOrderPublished,
)
from headrace_contracts.values import Money, Quantity
from headrace_testkit import told
from headrace_testkit.bench import START

TODAY = START.date()
FIVE = Quantity(Decimal(5), "EA")
COST = Money(50_000, "EUR")
PEG = Peg(order="ord_1", line=1, quantity=FIVE)
LINE = PurchaseOrderLine(line=1, item="TUBE", quantity=FIVE, price=COST, due=TODAY, proposals=("prp_1",))
PURCHASE: dict[str, Any] = {"purchase_order": "po_1", "buyer": "acme", "supplier": "tubes", "plant": "north"}


def machine(state: MachineState, reason: str = "", name: str = "mill") -> MachineStateChanged:
    where = {"machine": name, "plant": "north", "work_centre": "north-cut"}
    return MachineStateChanged(**where, previous=MachineState.OFF, state=state, reason=reason, since=START)


def doubted() -> CountDoubted:
    where = {"machine": "mill", "plant": "north", "work_centre": "north-cut"}
    return CountDoubted(**where, pieces=0, reason="109 -> 107: a step back", counted_at=START)


def doubt_settled(left: int = 0) -> DoubtSettled:
    where = {"machine": "mill", "plant": "north", "work_centre": "north-cut"}
    return DoubtSettled(**where, pieces=0, reason="counted the box", left=left)


def placed(order: str = "ord_1") -> OrderPlaced:
    line = OrderLine(line=1, item="BIKE", quantity=FIVE, due=TODAY, unit_price=COST)
    return OrderPlaced(order=order, number="SO-1", customer="velo", priority=0, lines=(line,), total=COST)


def proposed(waits_for: str) -> OrderProposed:
    asked = {"reason": "too many", "lines": (), "total": COST, "waits_for": waits_for}
    return OrderProposed(order="ord_1", number="SO-1", customer="velo", **asked)


def declined(by: str) -> OrderDeclined:
    return OrderDeclined(order="ord_1", customer="velo", reason="no", declined_by=by)


def matched() -> OrderMatched:
    part = Allocation(line=1, item="BIKE", plant="north", quantity=FIVE, start=TODAY, finish=TODAY, reason="cheapest")
    return OrderMatched(order="ord_1", customer="velo", priority=0, allocations=(part,), promise=TODAY)


def refused() -> OrderRefused:
    return OrderRefused(order="ord_1", customer="velo")


def moved(days: int = 2) -> PromiseMoved:
    promise = TODAY + timedelta(days=days)
    return PromiseMoved(
        order="ord_1", customer="velo", previous=TODAY, promise=promise, cause="machine down", reference="exc_1"
    )


def proposal() -> PurchaseProposalReleased:
    return PurchaseProposalReleased(
        proposal="prp_1",
        plan="pln_1",
        item="TUBE",
        plant="north",
        supplier="tubes",
        quantity=FIVE,
        order_by=TODAY,
        need_by=TODAY,
        pegs=(PEG,),
        batch="b",
    )


def purchase_order() -> PurchaseOrderPublished:
    return PurchaseOrderPublished(**PURCHASE, number="PO-1", revision=1, lines=(LINE,), total=COST)


def counter_proposal() -> PurchaseOrderCounterProposed:
    return PurchaseOrderCounterProposed(**PURCHASE, revision=2, lines=(LINE,), reason="two days later")


def confirmation() -> PurchaseOrderConfirmed:
    return PurchaseOrderConfirmed(**PURCHASE, number="PO-1", revision=3, lines=(LINE,), total=COST)


def received() -> GoodsReceived:
    line = ReceivedLine(order_line=1, item="TUBE", lot="L-1", quantity=FIVE)
    return GoodsReceived(
        receipt="rcp_1", delivery_note="dn_1", purchase_order="po_1", supplier="tubes", plant="north", lines=(line,)
    )


def returned(*purchase_orders: str) -> StockReturned:
    parts = tuple(ReturnedPart(purchase_order=name, order_line=1, quantity=FIVE) for name in purchase_orders)
    goods = {"item": "TUBE", "plant": "north", "lot": "L-1", "supplier": "tubes", "quantity": FIVE}
    return StockReturned(note="stn_1", **goods, reason="cracks", block="", parts=parts)


def lot_rejected(lot: str = "L-1", *, item: str = "TUBE", supplier: str = "tubes") -> LotRejected:
    return told.rejected(item, lot, FIVE, supplier=supplier, reason="dents")


def lot_accepted(lot: str = "L-2", *, bought: bool = True) -> LotAccepted:
    made = {"kind": InspectionKind.FINAL, "purchase_order": "", "work_order": "wo_1"}
    return told.accepted("TUBE", lot, FIVE, supplier="tubes", **({} if bought else made))


def work_order() -> WorkOrderCreated:
    return WorkOrderCreated(
        work_order="wo_1",
        number="WO-1",
        item="BIKE",
        plant="north",
        quantity=FIVE,
        start=TODAY,
        due=TODAY,
        proposal="prp_2",
        pegs=(PEG,),
    )


def completed() -> UnitsCompleted:
    return UnitsCompleted(work_order="wo_1", item="BIKE", plant="north", lot="WO-1", quantity=FIVE, pegs=(PEG,))


def taken_back() -> UnitsTakenBack:
    return UnitsTakenBack(
        work_order="wo_1", item="BIKE", plant="north", lot="WO-1", quantity=FIVE, reason="the frame is bent"
    )


def lot_taken_back() -> LotTakenBack:
    return LotTakenBack(work_order="wo_1", item="BIKE", lot="WO-1", plant="north", quantity=FIVE, reason="bent")


def broke() -> MaterialScrapped:
    return MaterialScrapped(issue="iss_1", work_order="wo_1", plant="north", lines=(), reason="cracked")


def reopened() -> InspectionReopened:
    return told.reopened(lot_rejected())


def dispatched() -> ShipmentDispatched:
    return ShipmentDispatched(
        shipment="shp_1", number="SH-1", order="ord_1", customer="velo", plant="north", carrier="fast"
    )


def delivered() -> ShipmentDelivered:
    return ShipmentDelivered(shipment="shp_1", order="ord_1", customer="velo", plant="north", received_by="Mia")


def invoiced() -> CustomerInvoiced:
    return CustomerInvoiced(
        invoice="inv_9", number="I-9", order="ord_1", customer="velo", shipment="shp_1", amount=COST
    )


def paid() -> PaymentReceived:
    return PaymentReceived(payment="pay_1", invoice="inv_9", order="ord_1", customer="velo", amount=COST)


def disputed() -> InvoiceDisputed:
    return InvoiceDisputed(
        invoice="inv_1", number="I-1", buyer="acme", supplier="tubes", purchase_order="po_1", differences=("price",)
    )


def invoice_matched() -> InvoiceMatched:
    return InvoiceMatched(
        invoice="inv_1",
        number="I-1",
        buyer="acme",
        supplier="tubes",
        purchase_order="po_1",
        amount=COST,
        payable="pay_1",
        due=TODAY,
    )


def invoice_closed() -> InvoiceClosed:
    return InvoiceClosed(
        invoice="inv_1",
        number="I-1",
        buyer="acme",
        supplier="tubes",
        purchase_order="po_1",
        outcome="withdrawn",
        reason="wrong price",
    )


def shortage(plant: str = "north") -> ShortageFound:
    return ShortageFound(item="TUBE", plant=plant, quantity=FIVE, cause="lot rejected", reference="L-1")
