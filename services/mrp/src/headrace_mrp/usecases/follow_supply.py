"""What others make of released proposals, and lots that fail."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import WorkOrderCreated
from headrace_contracts.mrp.v1 import ShortageFound
from headrace_contracts.quality.v1 import InspectionKind, LotRejected
from headrace_contracts.srm.v1 import PurchaseOrderConfirmed, PurchaseOrderPublished
from headrace_mrp.store import plans


async def purchases_are_placed(tx: Tx, events: Sequence[PurchaseOrderPublished | PurchaseOrderConfirmed]) -> None:
    """From here on the purchase orders are the supply, and no longer the proposals they were made of."""
    made = {name: e.purchase_order for e in events for line in e.lines for name in line.proposals}
    await plans.mark_became(tx, made)


async def work_is_placed(tx: Tx, events: Sequence[WorkOrderCreated]) -> None:
    await plans.mark_became(tx, {event.proposal: event.work_order for event in events if event.proposal})


async def lot_is_rejected(tx: Tx, event: LotRejected) -> None:
    """The next plan proposes the missing again; until then the others know."""
    if event.kind is InspectionKind.INCOMING:
        tx.tell(
            ShortageFound(
                item=event.item,
                plant=event.plant,
                quantity=event.quantity,
                cause=event.reason,
                cause_said=event.reason_said,
                reference=event.lot,
            )
        )
