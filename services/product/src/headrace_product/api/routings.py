"""Routings: load, find."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.loading import Loaded, once
from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.bulk import BulkBody
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_product.api.shapes import Code, Minutes, Name, Plant
from headrace_product.model.routing import Operation, Routing
from headrace_product.store import catalogue, tables
from headrace_product.usecases.load_routings import RoutingData, load_routings

router = Router(tags=["routings"])


class OperationShape(BaseModel):
    """`setup_minutes` once for a lot, `run_minutes` for one unit of the item."""

    sequence: int = Field(ge=1, le=1_000_000)
    name: Name
    work_centre: Code
    setup_minutes: Minutes = 0.0
    run_minutes: Minutes


class RoutingRow(BaseModel):
    item: Code
    plant: Plant
    operations: list[OperationShape] = Field(min_length=1, max_length=200)

    def to_data(self) -> RoutingData:
        operations = (Operation(**operation.model_dump()) for operation in self.operations)
        return RoutingData(self.item, self.plant, tuple(operations))


class RoutingView(BaseModel):
    """`id` is item@plant."""

    id: str
    version: int
    item: str
    plant: str
    revision: int
    operations: list[OperationShape]

    @classmethod
    def of(cls, routing: Routing) -> RoutingView:
        return cls.model_validate(vars(routing), from_attributes=True)


class RoutingFilter(BaseModel):
    item: str | None = None
    plant: str | None = None


@router.put("/routings", may="product.routing.change")
async def put_routings(body: BulkBody[RoutingRow], transact: Transact) -> Loaded:
    loaded = Loaded()
    rows = [(number, row.to_data()) for number, row in body.well_formed(loaded)]
    return await transact(load_routings, once(rows, lambda row: row.id, "item", loaded), loaded)


@router.get("/routings", may="product.routing.read")
async def list_routings(tx: ReadTx, page: Page, wanted: Annotated[RoutingFilter, Query()]) -> Listed[RoutingView]:
    where = matching(tables.routing, wanted)
    return (await catalogue.routings.page(tx, page, *where, by_code=True)).map(RoutingView.of)


@router.get("/routings/{routing}", may="product.routing.read", errors=[Missing])
async def get_routing(routing: str, tx: ReadTx, tags: Tags) -> RoutingView:
    return tags.on(RoutingView.of(await catalogue.routings.get(tx, routing)))
