"""A lot came in or was made: a sample of it is to be inspected."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import GoodsReceived
from headrace_contracts.mes.v1 import UnitsCompleted
from headrace_contracts.quality.v1 import InspectionKind
from headrace_quality.model.inspection import Inspection, Subject
from headrace_quality.model.sampling import SamplingPlan, plan_for
from headrace_quality.store import plans
from headrace_quality.store.records import inspections, take_series, undecided


async def incoming(tx: Tx, event: GoodsReceived) -> None:
    """Of a line that nothing came of there is nothing to inspect."""
    for line in event.lines:
        if line.quantity.value <= 0:
            continue
        subject = Subject(
            InspectionKind.INCOMING,
            line.item,
            line.lot,
            event.plant,
            line.quantity,
            supplier=event.supplier,
            purchase_order=event.purchase_order,
            order_line=line.order_line,
        )
        await request(tx, subject)


async def final(tx: Tx, events: Sequence[UnitsCompleted]) -> None:
    """What came at once of a lot is one part of it: a long inspection is written once, not for each report."""
    parts: dict[tuple[str, ...], Subject] = {}
    for event in events:
        of = (event.work_order, event.item, event.lot, event.plant)
        parts[of] = parts[of].with_more(event.quantity, event.serials) if of in parts else _made(event)
    for part in parts.values():
        await _join(tx, part)


def _made(event: UnitsCompleted) -> Subject:
    return Subject(
        InspectionKind.FINAL,
        event.item,
        event.lot,
        event.plant,
        event.quantity,
        work_order=event.work_order,
        serials=event.serials,
    )


async def _join(tx: Tx, part: Subject) -> None:
    """A further part of a lot whose sample is not drawn yet joins it; afterwards it is inspected by itself."""
    waiting = [one for one in await undecided(tx, part.work_order) if not one.is_drawn and not one.repeated]
    if not waiting:
        await request(tx, part)
        return
    joined = waiting[0]
    whole = joined.subject.with_more(part.quantity, part.serials)
    joined.grow(part.quantity, part.serials, await plan_in_force(tx, whole))
    await inspections.save(tx, joined)
    tx.tell(joined)


async def request(tx: Tx, subject: Subject, *, repeated: bool = False) -> Inspection:
    sampling = await plan_in_force(tx, subject)
    inspection = Inspection.request(tx.new_id("ins"), tx.tenant, subject, sampling, tx.now, repeated=repeated)
    await inspections.add(tx, inspection)
    tx.tell(inspection)
    return inspection


async def plan_in_force(tx: Tx, subject: Subject) -> SamplingPlan:
    """As strict as the series of the lot stands now; also while inspection is stopped, for the lot is there."""
    plan = await plans.plan_for(tx, subject.item, subject.supplier)
    series = await take_series(tx, subject)
    return plan_for(subject.lot_size, plan.level, series.switching.severity, plan.aql)
