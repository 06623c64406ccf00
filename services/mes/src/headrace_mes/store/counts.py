"""What persons and machines counted: booked reports, and pieces that belong to no work order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from headrace_chassis.tx import Tx
from headrace_chassis.web.paging import Listed, PageRequest
from headrace_contracts.values import Quantity
from headrace_mes.model.counting import MachineCount
from headrace_mes.model.operation import CountedBy, OperationReport
from headrace_mes.model.work_order import WorkOrder
from headrace_mes.store.tables import operation_report, unassigned_count


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
    query = select(unassigned_count).where(key > page.after).order_by(key).limit(page.limit + 1)
    found = [
        MachineCount(row.machine, row.plant, row.work_centre, int(row.pieces), row.last_counted_at)
        for row in await tx.execute(query)
    ]
    return page.listed(found, key=lambda count: count.machine)
