"""A decision was wrong and is withdrawn, as long as nothing was done with the goods."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.values import Quantity
from headrace_quality.model.inspection import Inspection, InspectionState, Subject
from headrace_quality.model.switching import Counted
from headrace_quality.model.whereabouts import refuse_unless_free
from headrace_quality.store import whereabouts
from headrace_quality.store.records import (
    cases_of,
    counted_after,
    inspections,
    lot_series,
    nonconformances,
    of_same_lot,
    take_series,
)


async def reopen(tx: Tx, inspection_id: str, reason: str, by: str, version: int) -> Inspection:
    inspection = await inspections.get(tx, inspection_id, version=version)
    if inspection.state is InspectionState.ACCEPTED:
        await _refuse_unless_free(tx, inspection.subject)
    for case in await cases_of(tx, inspection.id):
        case.withdraw(by, tx.now)
        await nonconformances.save(tx, case)
    counted = inspection.reopen(by, reason)
    if counted:
        await _forget(tx, inspection.subject, counted)
    await inspections.save(tx, inspection)
    tx.tell(inspection)
    return inspection


async def _refuse_unless_free(tx: Tx, subject: Subject) -> None:
    others = (one.subject.quantity for one in await of_same_lot(tx, subject))
    undecided = sum(others, start=Quantity.zero(subject.quantity.unit))
    refuse_unless_free(subject, await whereabouts.of(tx, subject), undecided)


async def _forget(tx: Tx, subject: Subject, wrong: Counted) -> None:
    """The series of the lot goes on as if it had not been decided."""
    series = await take_series(tx, subject)
    later = await counted_after(tx, subject, wrong.place)
    stands = series.forget(wrong, [(one.decided, one.counted) for one in later if one.counted])
    for one, counted in zip(later, stands, strict=True):
        one.counted = counted
    await inspections.put(tx, later)
    await lot_series.save(tx, series)
