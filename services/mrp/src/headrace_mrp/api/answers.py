"""What serves a customer order, and what of that is not there yet."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel

from headrace_chassis.web import Listed, Page, ReadTx, Router
from headrace_contracts.values import Quantity
from headrace_mrp.store import reading
from headrace_planning.model.supply import SupplyKind

router = Router(tags=["pegging"])
Order = Annotated[str, Query(description="the customer order")]


class ServingView(BaseModel):
    """A supply that serves an order line. `reference` names the proposal or order; stock has none."""

    id: str
    plan: str
    order: str
    line: int
    kind: SupplyKind
    reference: str
    item: str
    plant: str
    quantity: Quantity
    expected: date

    @classmethod
    def of(cls, row: reading.ServingRow) -> ServingView:
        return cls.model_validate(row, from_attributes=True)


@router.get("/pegs", may="mrp.plan.read")
async def list_pegs(tx: ReadTx, page: Page, order: Order) -> Listed[ServingView]:
    """By the newest plan: the stock, lots, orders and proposals that serve the order, at every level."""
    return (await reading.peg_page(tx, page, order)).map(ServingView.of)


@router.get("/shortages", may="mrp.plan.read")
async def list_shortages(tx: ReadTx, page: Page, order: Order) -> Listed[ServingView]:
    """By the newest plan: what the order needs and is not in stock, what shall bring it, and when."""
    return (await reading.peg_page(tx, page, order, short=True)).map(ServingView.of)
