"""Inspections, nonconformances and series of lots."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Integer, select, tuple_

from headrace_chassis.documents import Documents
from headrace_chassis.tables import in_turn
from headrace_chassis.tx import Tx
from headrace_quality.model.inspection import UNDECIDED, Inspection, Subject
from headrace_quality.model.nonconformance import Nonconformance
from headrace_quality.model.sampling import SamplingPlan, Severity, plan_for
from headrace_quality.model.series import LotSeries
from headrace_quality.store import plans, tables

inspections = Documents(
    "inspection",
    Inspection,
    tables.inspection,
    columns=lambda i: {
        "kind": i.subject.kind.value,
        "item": i.subject.item,
        "lot": i.subject.lot,
        "plant": i.subject.plant,
        "supplier": i.subject.supplier,
        "purchase_order": i.subject.purchase_order,
        "work_order": i.subject.work_order,
        "state": i.state.value,
    },
)
nonconformances = Documents(
    "nonconformance",
    Nonconformance,
    tables.nonconformance,
    columns=lambda n: {
        "inspection": n.inspection,
        "item": n.subject.item,
        "lot": n.subject.lot,
        "supplier": n.subject.supplier,
        "state": n.state.value,
    },
)
lot_series = Documents(
    "lot series",
    LotSeries,
    tables.lot_series,
    columns=lambda s: {"kind": s.kind.value, "source": s.source, "item": s.item},
)


async def take_series(tx: Tx, subject: Subject) -> LotSeries:
    """The series that a lot belongs to, to be changed; its first lot begins it."""
    await in_turn(tx, f"{tx.tenant} {subject.kind} {subject.source} {subject.item}")
    s = tables.lot_series.c
    wanted = (s.kind == subject.kind.value, s.source == subject.source, s.item == subject.item)
    found = await lot_series.all(tx, *wanted, lock=True)
    if found:
        return found[0]
    new = LotSeries(id=tx.new_id("lss"), tenant=tx.tenant, kind=subject.kind, source=subject.source, item=subject.item)
    await lot_series.add(tx, new)
    return new


async def undecided(tx: Tx, work_order: str) -> list[Inspection]:
    """Of what the order made, the newest last; to be changed."""
    i = tables.inspection.c
    states = [state.value for state in UNDECIDED]
    return await inspections.all(tx, i.work_order == work_order, i.state.in_(states), lock=True)


async def of_same_lot(tx: Tx, subject: Subject) -> list[Inspection]:
    """Those that wait for a decision on another part of the lot."""
    i = tables.inspection.c
    same = (i.item == subject.item, i.lot == subject.lot, i.plant == subject.plant, i.supplier == subject.supplier)
    return await inspections.all(tx, *same, i.state.in_([state.value for state in UNDECIDED]))


async def counted_after(tx: Tx, subject: Subject, place: int) -> list[Inspection]:
    """The lots of the series that were decided later, in their order; to be changed."""
    i = tables.inspection.c
    stands = i.body["counted"]["place"].astext.cast(Integer)
    source = (i.supplier == subject.supplier, *(() if subject.supplier else (i.plant == subject.plant,)))
    ours = (i.tenant == tx.tenant, i.kind == subject.kind.value, i.item == subject.item, *source, stands > place)
    found = await inspections.all(tx, *ours, lock=True)
    return sorted(found, key=lambda one: one.counted.place if one.counted else 0)


async def cases_of(tx: Tx, inspection: str) -> list[Nonconformance]:
    """Of the lot that it rejected, to be changed; several where the lot was divided."""
    return await nonconformances.all(tx, tables.nonconformance.c.inspection == inspection, lock=True)


async def in_force(tx: Tx, waiting: Sequence[Inspection]) -> dict[str, SamplingPlan]:
    """The plan of each inspection as it would be drawn now."""
    if not waiting:
        return {}
    subjects = {inspection.id: inspection.subject for inspection in waiting}
    s = tables.lot_series.c
    keys = {(subject.kind.value, subject.source, subject.item) for subject in subjects.values()}
    severity = s.body["switching"]["severity"].astext.label("severity")
    query = select(s.kind, s.source, s.item, severity).where(tuple_(s.kind, s.source, s.item).in_(keys))
    stand = {(row.kind, row.source, row.item): Severity(row.severity) for row in await tx.execute(query)}
    known = await plans.plans_of(tx, {subject.item for subject in subjects.values()})
    found = {}
    for name, subject in subjects.items():
        plan = plans.chosen(known, subject.item, subject.supplier)
        strict = stand.get((subject.kind.value, subject.source, subject.item), Severity.NORMAL)
        found[name] = plan_for(subject.lot_size, plan.level, strict, plan.aql)
    return found
