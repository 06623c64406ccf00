"""Inspection plans: AQL and level by item and supplier."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_quality.model.inspection_plan import DEFAULT, InspectionPlan
from headrace_quality.store import plans
from headrace_quality.store.plans import ItemSupplier
from headrace_quality.usecases.load_plans import load_plans

router = Router(tags=["inspection-plans"])


class PlanRow(BaseModel):
    """Without a `supplier` the plan is for the item from whichever source, made in house too."""

    item: str = Field(min_length=1)
    supplier: str = ""
    aql: Decimal = DEFAULT.aql
    level: str = DEFAULT.level
    reduced_allowed: bool = False

    @property
    def key(self) -> ItemSupplier:
        return self.item, self.supplier

    @classmethod
    def of(cls, found: tuple[ItemSupplier, InspectionPlan]) -> PlanRow:
        (item, supplier), plan = found
        return cls(item=item, supplier=supplier, aql=plan.aql, level=plan.level, reduced_allowed=plan.reduced_allowed)

    def to_plan(self) -> InspectionPlan:
        return InspectionPlan(self.aql, self.level, self.reduced_allowed)


@router.put("/inspection-plans", may="quality.inspection-plan.change")
async def put_inspection_plans(body: BulkBody[PlanRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = once(body.well_formed(loaded), lambda row: row.key, "item", loaded)
    return await transact(load_plans, [(number, (row.key, row.to_plan())) for number, row in rows], loaded)


@router.get("/inspection-plans", may="quality.inspection-plan.read")
async def list_inspection_plans(tx: ReadTx, page: Page, item: Annotated[str | None, Query()] = None) -> Listed[PlanRow]:
    return (await plans.page(tx, page, item)).map(PlanRow.of)
