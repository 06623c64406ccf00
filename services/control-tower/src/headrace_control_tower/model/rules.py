"""Which events are exceptions, how grave, and which events bring relief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from headrace_contracts.equipment.v1 import CountDoubted, DoubtSettled, MachineState, MachineStateChanged
from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import InvoiceClosed, InvoiceDisputed, InvoiceMatched
from headrace_contracts.messages import Message, Term, each_said, said, say
from headrace_contracts.mrp.v1 import ShortageFound
from headrace_contracts.orders.v1 import MatchingFailed, OrderMatched, OrderRefused, PromiseMoved
from headrace_contracts.quality.v1 import InspectionReopened, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderCounterProposed
from headrace_control_tower.model.chain_exception import Finding, Relief, Severity, Subject

Verdict: TypeAlias = Finding | Relief | None

MACHINE = "machine-abnormal"
DOUBT = "count-doubtful"
COUNTER_PROPOSAL = "purchase-order-counter-proposed"
DISPUTE = "invoice-disputed"
REJECTION = "lot-rejected"
UNMATCHED = "matching-failed"


def machine(event: MachineStateChanged | CountDoubted | DoubtSettled) -> Subject:
    return Subject("machine", event.machine, event.plant)


def lot(event: LotRejected | InspectionReopened) -> Subject:
    return Subject("lot", event.lot, event.plant, event.item, event.supplier)


def told_lot(event: LotRejected | InspectionReopened) -> Message:
    if event.supplier:
        return say("control-tower.lot-from", lot=event.lot, item=event.item, supplier=event.supplier)
    return say("control-tower.lot", lot=event.lot, item=event.item)


def purchase_order(event: PurchaseOrderCounterProposed | PurchaseOrderConfirmed) -> Subject:
    return Subject("purchase_order", event.purchase_order, event.plant)


def order(event: PromiseMoved | MatchingFailed | OrderMatched | OrderRefused) -> Subject:
    return Subject("order", event.order)


def invoice(event: InvoiceDisputed | InvoiceMatched | InvoiceClosed) -> Subject:
    return Subject("invoice", event.invoice)


def machine_state(event: MachineStateChanged) -> Verdict:
    if event.state is MachineState.ABNORMAL:
        title = say("control-tower.machine-abnormal", machine=event.machine)
        if event.reason:
            title = say("control-tower.machine-abnormal-because", machine=event.machine, reason=event.reason)
        return Finding(MACHINE, Severity.HIGH, machine(event), title, event.work_centre)
    if event.state is MachineState.RUN:
        return Relief(MACHINE, machine(event), say("control-tower.machine-runs", machine=event.machine))
    return None


def count_doubted(event: CountDoubted) -> Verdict:
    title = say("control-tower.count-doubtful", machine=event.machine, reason=said(event.reason, event.reason_said))
    return Finding(DOUBT, Severity.MEDIUM, machine(event), title, event.work_centre)


def doubt_settled(event: DoubtSettled) -> Verdict:
    if event.left:
        return None
    return Relief(DOUBT, machine(event), say("control-tower.doubts-settled", machine=event.machine))


def lot_rejected(event: LotRejected) -> Verdict:
    why = said(event.reason, event.reason_said) or say("control-tower.defects", defects=event.defects)
    title = say("control-tower.lot-rejected", lot=told_lot(event), reason=why)
    return Finding(REJECTION, Severity.HIGH, lot(event), title)


def inspection_reopened(event: InspectionReopened) -> Verdict:
    if event.accepted:
        return None
    note = say("control-tower.rejection-withdrawn", lot=told_lot(event), reason=event.reason)
    return Relief(REJECTION, lot(event), note)


def counter_proposed(event: PurchaseOrderCounterProposed) -> Verdict:
    title = say(
        "control-tower.counter-proposed",
        supplier=event.supplier,
        purchase_order=event.purchase_order,
        reason=event.reason,
    )
    return Finding(COUNTER_PROPOSAL, Severity.MEDIUM, purchase_order(event), title)


def purchase_order_confirmed(event: PurchaseOrderConfirmed) -> Verdict:
    return Relief(COUNTER_PROPOSAL, purchase_order(event), say("control-tower.order-confirmed", number=event.number))


def promise_moved(event: PromiseMoved) -> Verdict:
    days = (event.promise - event.previous).days
    if days <= 0:
        return None
    title = say(
        "control-tower.promise-later",
        order=event.order,
        days=days,
        promise=event.promise,
        cause=said(event.cause, event.cause_said),
    )
    return Finding("promise-moved", Severity.MEDIUM, order(event), title)


def matching_failed(event: MatchingFailed) -> Verdict:
    title = say(
        "control-tower.not-matched",
        order=event.order,
        customer=event.customer,
        reason=said(event.reason, event.reason_said),
    )
    return Finding(UNMATCHED, Severity.HIGH, order(event), title)


def order_matched(event: OrderMatched) -> Verdict:
    return Relief(UNMATCHED, order(event), say("control-tower.promised", promise=event.promise))


def order_refused(event: OrderRefused) -> Verdict:
    title = say("control-tower.no-factory", order=event.order, customer=event.customer)
    return Finding("order-refused", Severity.HIGH, order(event), title)


def invoice_disputed(event: InvoiceDisputed) -> Verdict:
    differences = each_said(event.differences, event.differences_said)
    title = say("control-tower.invoice-disputed", number=event.number, supplier=event.supplier, differences=differences)
    return Finding(DISPUTE, Severity.MEDIUM, invoice(event), title)


def invoice_matched(event: InvoiceMatched) -> Verdict:
    return Relief(DISPUTE, invoice(event), say("control-tower.invoice-matches", number=event.number))


def invoice_closed(event: InvoiceClosed) -> Verdict:
    facts = {"number": event.number, "outcome": Term(event.outcome)}
    if not event.reason:
        return Relief(DISPUTE, invoice(event), say("control-tower.invoice-closed", **facts))
    return Relief(DISPUTE, invoice(event), say("control-tower.invoice-closed-because", **facts, reason=event.reason))


def shortage_found(event: ShortageFound) -> Verdict:
    title = say(
        "control-tower.shortage", quantity=event.quantity, item=event.item, cause=said(event.cause, event.cause_said)
    )
    return Finding("shortage", Severity.HIGH, Subject("item", event.item, event.plant), title)


RULES: Mapping[type[Event], Callable[[Any], Verdict]] = {
    MachineStateChanged: machine_state,
    CountDoubted: count_doubted,
    DoubtSettled: doubt_settled,
    LotRejected: lot_rejected,
    InspectionReopened: inspection_reopened,
    PurchaseOrderCounterProposed: counter_proposed,
    PurchaseOrderConfirmed: purchase_order_confirmed,
    PromiseMoved: promise_moved,
    OrderRefused: order_refused,
    MatchingFailed: matching_failed,
    OrderMatched: order_matched,
    InvoiceDisputed: invoice_disputed,
    InvoiceMatched: invoice_matched,
    InvoiceClosed: invoice_closed,
    ShortageFound: shortage_found,
}


def judge(event: Event) -> Verdict:
    return RULES[type(event)](event)
