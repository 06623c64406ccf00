"""The shop takes back pieces of a lot that it made: they are no longer there to be inspected."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.mes.v1 import UnitsTakenBack
from headrace_contracts.quality.v1 import LotTakenBack
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Inspection, InspectionState
from headrace_quality.store.records import inspections, undecided
from headrace_quality.usecases.record_result import decide


async def take_back(tx: Tx, event: UnitsTakenBack) -> None:
    """Told under the key of the lot, so that who keeps the stock hears it in its order among the decisions."""
    left = event.quantity
    for inspection in reversed(await undecided(tx, event.work_order)):
        part = _part_of(inspection, event, left)
        if part:
            inspection.shrink(part, event.serials, tx.now)
            await _keep(tx, inspection)
            left -= part
    tx.tell(
        LotTakenBack(
            work_order=event.work_order,
            item=event.item,
            lot=event.lot,
            plant=event.plant,
            quantity=event.quantity,
            serials=event.serials,
            reason=event.reason,
        )
    )


def _part_of(inspection: Inspection, event: UnitsTakenBack, left: Quantity) -> Quantity:
    if event.serials:
        return Quantity.of(len(set(event.serials) & set(inspection.subject.serials)), left.unit)
    return min(left, inspection.subject.quantity)


async def _keep(tx: Tx, inspection: Inspection) -> None:
    """A smaller sample may be inspected in full already."""
    if inspection.state is InspectionState.RECORDED and inspection.decidable:
        await decide(tx, inspection)
    await inspections.save(tx, inspection)
    tx.tell(inspection)
