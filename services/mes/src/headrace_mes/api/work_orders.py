"""Work orders: follow, release, dispatch, report, correct, close.

No command asks for If-Match: a running order's version moves with every count of its machines, and each command is
guarded by the state of the order it finds.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.values import Quantity
from headrace_mes.api.views import GenealogyView, MaterialLotView, WorkOrderSummary, WorkOrderView
from headrace_mes.model.correcting import Correction
from headrace_mes.model.material import NotEnoughIssued
from headrace_mes.model.operation import CountedBy, Pieces, WrongCount, WrongMachine, WrongMoment
from headrace_mes.model.reporting import PersonsReport
from headrace_mes.model.units import Unit, UnitState, UnknownUnit
from headrace_mes.model.work_order import OrderState, UnknownOperation, WrongOrder, WrongStage
from headrace_mes.store import counts, lots, units
from headrace_mes.store.tables import work_order as work_order_table
from headrace_mes.store.work_orders import begun_for, work_orders
from headrace_mes.usecases import shop_floor
from headrace_mes.usecases.show import show, show_after

router = Router(tags=["work orders"])


class Dispatch(BaseModel):
    """`counted_by` says who counts from here on; without it whoever counts first."""

    sequence: int
    machine: str
    counted_by: CountedBy | None = None


class Report(BaseModel):
    """Pieces that a person counted at one operation; scrap needs a reason, and its serials may be named.

    Where a machine counts, they are of the pieces that it counted.
    """

    sequence: int
    good: Quantity
    scrap: Quantity | None = None
    reason: str = ""
    scrapped_serials: list[str] = []

    def to_command(self) -> PersonsReport:
        scrap = self.scrap or Quantity.zero(self.good.unit)
        return PersonsReport(self.sequence, self.good, scrap, self.reason, self.scrapped_serials)


class CorrectionBody(BaseModel):
    """So many pieces were counted as `was` and are `now`; their serials may be named."""

    sequence: int
    quantity: Quantity
    was: Pieces
    now: Pieces
    reason: str
    serials: list[str] = []

    def to_command(self) -> Correction:
        return Correction(self.sequence, self.quantity, self.was, self.now, self.reason, self.serials)


class Closure(BaseModel):
    reason: str


class WorkOrderFilter(BaseModel):
    """`order` finds what was begun for a customer order, also what no longer waits for it."""

    order: str | None = None
    item: str | None = None
    state: OrderState | None = None
    plant: str | None = None


@router.get("/work-orders", may="mes.work-order.read")
async def list_work_orders(
    tx: ReadTx, page: Page, wanted: Annotated[WorkOrderFilter, Query()]
) -> Listed[WorkOrderSummary]:
    where = matching(work_order_table, wanted.model_copy(update={"order": None}))
    where += [begun_for(wanted.order)] if wanted.order else []
    return (await work_orders.page(tx, page, *where)).map(WorkOrderSummary.of)


@router.get("/work-orders/{work_order}", may="mes.work-order.read", errors=[Missing])
async def get_work_order(work_order: str, tx: ReadTx, tags: Tags) -> WorkOrderView:
    return tags.on(WorkOrderView.showing(await show(tx, await work_orders.get(tx, work_order))))


@router.get("/work-orders/{work_order}/genealogy", may="mes.work-order.read", errors=[Missing])
async def get_genealogy(work_order: str, tx: ReadTx) -> GenealogyView:
    order = await work_orders.get(tx, work_order)
    found = order.genealogy(await lots.first(tx, order, None))
    return GenealogyView.of(order, found, await counts.reports_of(tx, order.id))


class UnitFilter(BaseModel):
    state: UnitState | None = None


@router.get("/work-orders/{work_order}/units", may="mes.work-order.read", errors=[Missing])
async def list_units(work_order: str, tx: ReadTx, page: Page, wanted: Annotated[UnitFilter, Query()]) -> Listed[Unit]:
    """All single pieces of an order that has serial numbers, by their serials."""
    return await units.page(tx, await work_orders.get(tx, work_order), page, wanted.state)


@router.get("/work-orders/{work_order}/material", may="mes.work-order.read", errors=[Missing])
async def list_material(work_order: str, tx: ReadTx, page: Page) -> Listed[MaterialLotView]:
    """All lots that were issued to an order, by their order of issue, and what became of each."""
    return (await lots.page(tx, await work_orders.get(tx, work_order), page)).map(MaterialLotView.of)


@router.post("/work-orders/{work_order}/release", may="mes.work-order.release", errors=[Missing, WrongStage])
async def release(work_order: str, transact: Transact, tags: Tags) -> WorkOrderView:
    return tags.on(WorkOrderView.showing(await transact(show_after, shop_floor.release, work_order)))


@router.post(
    "/work-orders/{work_order}/dispatch",
    may="mes.work-order.dispatch",
    errors=[Missing, WrongStage, WrongMoment, UnknownOperation, WrongMachine],
)
async def dispatch(work_order: str, body: Dispatch, transact: Transact, tags: Tags) -> WorkOrderView:
    shown = await transact(show_after, shop_floor.dispatch, work_order, body.sequence, body.machine, body.counted_by)
    return tags.on(WorkOrderView.showing(shown))


@router.post(
    "/work-orders/{work_order}/reports",
    may="mes.work-order.report",
    status_code=201,
    errors=[Missing, WrongStage, WrongMoment, UnknownOperation, WrongCount, UnknownUnit, NotEnoughIssued],
)
async def report(work_order: str, body: Report, transact: Transact, tags: Tags) -> WorkOrderView:
    return tags.on(WorkOrderView.showing(await transact(show_after, shop_floor.report, work_order, body.to_command())))


@router.post(
    "/work-orders/{work_order}/corrections",
    may="mes.work-order.correct",
    status_code=201,
    errors=[Missing, WrongStage, WrongMoment, UnknownOperation, WrongCount, UnknownUnit, NotEnoughIssued],
)
async def put_right(work_order: str, body: CorrectionBody, transact: Transact, tags: Tags) -> WorkOrderView:
    """A report was wrong. What was handed over is taken back as long as it is not inspected."""
    return tags.on(
        WorkOrderView.showing(await transact(show_after, shop_floor.put_right, work_order, body.to_command()))
    )


@router.post(
    "/work-orders/{work_order}/closure",
    may="mes.work-order.close",
    status_code=201,
    errors=[Missing, WrongStage, WrongOrder],
)
async def close(work_order: str, body: Closure, transact: Transact, tags: Tags) -> WorkOrderView:
    """No more is wanted: what is finished stays, the rest is given up and its material goes back."""
    return tags.on(WorkOrderView.showing(await transact(show_after, shop_floor.close, work_order, body.reason)))
