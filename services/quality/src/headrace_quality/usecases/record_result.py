"""An inspector draws a sample and looks at it, and the lot is accepted or rejected."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_chassis.tx import Tx
from headrace_quality.model.inspection import Inspection, InspectionState
from headrace_quality.model.nonconformance import Nonconformance
from headrace_quality.store import plans
from headrace_quality.store.records import inspections, lot_series, nonconformances, take_series
from headrace_quality.usecases.request_inspection import plan_in_force


@dataclass(frozen=True, slots=True)
class Result:
    """`inspected` is none when it is all that is left of the sample."""

    defects: int
    inspected: int | None
    note: str
    inspector: str


async def draw_sample(tx: Tx, inspection_id: str) -> Inspection:
    """From here on the plan stands, however the series of the lot goes on."""
    inspection = await inspections.take(tx, inspection_id)
    inspection.draw(await plan_in_force(tx, inspection.subject), tx.now)
    await inspections.save(tx, inspection)
    return inspection


async def record_result(tx: Tx, inspection_id: str, result: Result) -> Inspection:
    """Decides too, as soon as the sample allows it. A sample that nobody said was drawn is drawn now."""
    inspection = await inspections.take(tx, inspection_id)
    if not inspection.is_drawn:
        inspection.draw(await plan_in_force(tx, inspection.subject), tx.now)
    inspection.record(result.inspected, result.defects, result.inspector, result.note)
    if inspection.decidable:
        await decide(tx, inspection)
    await inspections.save(tx, inspection)
    tx.tell(inspection)
    return inspection


async def correct_result(tx: Tx, inspection_id: str, total: Result) -> Inspection:
    """`total` replaces all that was recorded so far."""
    inspection = await inspections.take(tx, inspection_id)
    inspection.correct(total.inspected or 0, total.defects, total.inspector, total.note)
    if inspection.decidable:
        await decide(tx, inspection)
    await inspections.save(tx, inspection)
    tx.tell(inspection)
    return inspection


async def decide(tx: Tx, inspection: Inspection) -> None:
    decided = inspection.decide(tx.now)
    if not inspection.repeated:
        plan = await plans.plan_for(tx, inspection.subject.item, inspection.subject.supplier)
        series = await take_series(tx, inspection.subject)
        inspection.counted = series.decided(decided, reduced_allowed=plan.reduced_allowed)
        await lot_series.save(tx, series)
    if inspection.state is InspectionState.REJECTED:
        await nonconformances.add(tx, Nonconformance.of(inspection, tx.new_id("ncr"), tx.now))
