"""What persons and machines counted: booked reports, and pieces that belong to no work order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from headrace_chassis.paging import Listed, PageRequest
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_mes.model.counting import Decision, MachineCount
from headrace_mes.model.operation import CountedBy, OperationReport
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store.tables import count_decision, operation_report, unassigned_count


async def keep_reports(tx: Tx, order: WorkOrder, reports: Sequence[OperationReport]) -> None:
    rows = [
        {
            "tenant": order.tenant,
            "id": tx.new_id("rep"),
            "work_order": order.id,
            "sequence": report.sequence,
            "machine": report.machine,
            "good": report.good.value,
            "scrap": report.scrap.value,
            "unit": report.good.unit,
            "counted_by": report.counted_by.value,
            "person": report.person,
            "reason": report.reason,
            "at": report.at,
        }
        for report in reports
    ]
    if rows:
        await tx.execute(insert(operation_report), rows)


async def reports_of(tx: Tx, work_order: str) -> list[OperationReport]:
    r = operation_report.c
    query = select(operation_report).where(r.work_order == work_order).order_by(r.at, r.id)
    return [
        OperationReport(
            row.sequence,
            row.machine,
            Quantity(row.good, row.unit),
            Quantity(row.scrap, row.unit),
            CountedBy(row.counted_by),
            row.at,
            row.person,
            row.reason,
        )
        for row in await tx.execute(query)
    ]


async def keep_unassigned(tx: Tx, count: MachineCount) -> None:
    statement = upsert(unassigned_count).values(
        tenant=tx.tenant,
        machine=count.machine,
        plant=count.plant,
        work_centre=count.work_centre,
        pieces=count.pieces,
        last_counted_at=count.counted_at,
    )
    added = {
        "pieces": unassigned_count.c.pieces + statement.excluded.pieces,
        "last_counted_at": statement.excluded.last_counted_at,
    }
    await tx.execute(statement.on_conflict_do_update(index_elements=["tenant", "machine"], set_=added))


async def unassigned(tx: Tx, page: PageRequest) -> Listed[MachineCount]:
    key = unassigned_count.c.machine
    open_ones = (key > page.after) & (unassigned_count.c.pieces > 0)
    query = select(unassigned_count).where(open_ones).order_by(key).limit(page.limit + 1)
    found = [_count(row) for row in await tx.execute(query)]
    return page.listed(found, key=lambda count: count.machine)


async def take_unassigned(tx: Tx, machine: str) -> MachineCount:
    """To be changed. Raises Missing."""
    query = select(unassigned_count).where(unassigned_count.c.machine == machine).with_for_update()
    row = (await tx.execute(query)).one_or_none()
    if row is None:
        raise Missing.named("unassigned count of machine", machine)
    return _count(row)


async def set_unassigned(tx: Tx, count: MachineCount) -> None:
    mine = unassigned_count.c.machine == count.machine
    await tx.execute(update(unassigned_count).where(mine).values(pieces=count.pieces))


async def keep_decision(tx: Tx, decision: Decision) -> None:
    row = {"tenant": tx.tenant, "id": tx.new_id("dec"), **asdict(decision)}
    await tx.execute(insert(count_decision).values(row))


async def decisions(tx: Tx, machine: str, page: PageRequest) -> Listed[Decision]:
    d = count_decision.c
    query = select(count_decision).where(d.machine == machine).order_by(d.id.desc()).limit(page.limit + 1)
    rows = list(await tx.execute(query.where(d.id < page.after) if page.after else query))
    return page.listed(rows, key=lambda row: str(row.id)).map(
        lambda row: Decision(row.machine, int(row.pieces), row.work_order, row.sequence, row.reason, row.person, row.at)
    )


def _count(row: Any) -> MachineCount:
    return MachineCount(row.machine, row.plant, row.work_centre, int(row.pieces), row.last_counted_at)
