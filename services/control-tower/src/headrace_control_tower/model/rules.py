"""Which events are exceptions, how grave, and which events bring relief."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from headrace_contracts.equipment.v1 import CountDoubted, DoubtSettled, MachineState, MachineStateChanged
from headrace_contracts.event import Event
from headrace_contracts.finance.v1 import InvoiceClosed, InvoiceDisputed, InvoiceMatched
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


def lot_in_words(event: LotRejected | InspectionReopened) -> str:
    return f"Lot {event.lot} of {event.item}" + (f" from {event.supplier}" if event.supplier else "")


def purchase_order(event: PurchaseOrderCounterProposed | PurchaseOrderConfirmed) -> Subject:
    return Subject("purchase_order", event.purchase_order, event.plant)


def order(event: PromiseMoved | MatchingFailed | OrderMatched | OrderRefused) -> Subject:
    return Subject("order", event.order)


def invoice(event: InvoiceDisputed | InvoiceMatched | InvoiceClosed) -> Subject:
    return Subject("invoice", event.invoice)


def machine_state(event: MachineStateChanged) -> Verdict:
    if event.state is MachineState.ABNORMAL:
        title = f"Machine {event.machine} stands still" + (f": {event.reason}" if event.reason else "")
        return Finding(MACHINE, Severity.HIGH, machine(event), title, event.work_centre)
    if event.state is MachineState.RUN:
        return Relief(MACHINE, machine(event), f"{event.machine} runs again")
    return None


def count_doubted(event: CountDoubted) -> Verdict:
    title = f"Pieces of machine {event.machine} are in doubt and not counted, settle them: {event.reason}"
    return Finding(DOUBT, Severity.MEDIUM, machine(event), title, event.work_centre)


def doubt_settled(event: DoubtSettled) -> Verdict:
    if event.left:
        return None
    return Relief(DOUBT, machine(event), f"The counts of {event.machine} are settled")


def lot_rejected(event: LotRejected) -> Verdict:
    title = f"{lot_in_words(event)} is rejected: {event.reason or f'{event.defects} defects'}"
    return Finding(REJECTION, Severity.HIGH, lot(event), title)


def inspection_reopened(event: InspectionReopened) -> Verdict:
    if event.accepted:
        return None
    note = f"{lot_in_words(event)}: its rejection is withdrawn, it is inspected again: {event.reason}"
    return Relief(REJECTION, lot(event), note)


def counter_proposed(event: PurchaseOrderCounterProposed) -> Verdict:
    title = f"{event.supplier} proposes to change purchase order {event.purchase_order}: {event.reason}"
    return Finding(COUNTER_PROPOSAL, Severity.MEDIUM, purchase_order(event), title)


def purchase_order_confirmed(event: PurchaseOrderConfirmed) -> Verdict:
    return Relief(COUNTER_PROPOSAL, purchase_order(event), f"{event.number} is confirmed")


def promise_moved(event: PromiseMoved) -> Verdict:
    days = (event.promise - event.previous).days
    if days <= 0:
        return None
    title = f"Order {event.order} is promised {days} days later, for {event.promise}: {event.cause}"
    return Finding("promise-moved", Severity.MEDIUM, order(event), title)


def matching_failed(event: MatchingFailed) -> Verdict:
    title = f"Order {event.order} of {event.customer} has no promise, match it again: {event.reason}"
    return Finding(UNMATCHED, Severity.HIGH, order(event), title)


def order_matched(event: OrderMatched) -> Verdict:
    return Relief(UNMATCHED, order(event), f"It is promised for {event.promise}")


def order_refused(event: OrderRefused) -> Verdict:
    title = f"No factory can take the order {event.order} of {event.customer}"
    return Finding("order-refused", Severity.HIGH, order(event), title)


def invoice_disputed(event: InvoiceDisputed) -> Verdict:
    title = f"Invoice {event.number} of {event.supplier} differs: {'; '.join(event.differences)}"
    return Finding(DISPUTE, Severity.MEDIUM, invoice(event), title)


def invoice_matched(event: InvoiceMatched) -> Verdict:
    return Relief(DISPUTE, invoice(event), f"{event.number} matches now")


def invoice_closed(event: InvoiceClosed) -> Verdict:
    return Relief(DISPUTE, invoice(event), f"{event.number} is {event.outcome}: {event.reason}".removesuffix(": "))


def shortage_found(event: ShortageFound) -> Verdict:
    title = f"{event.quantity} of {event.item} are missing: {event.cause}"
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
