"""What is to be sent for customers' orders, and what was."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, Field

from headrace_chassis.web import Listed, Page, ReadTx, Router, Tags, Transact
from headrace_chassis.web.filters import matching
from headrace_contracts.errors import Missing
from headrace_contracts.gs1 import CodeRefused
from headrace_contracts.values import Quantity
from headrace_logistics.shipping import usecases as ship
from headrace_logistics.shipping.model.shipment import Shipment, ShipmentLine, ShipmentState, WrongShipment, WrongStage
from headrace_logistics.shipping.model.shipment_request import (
    RequestClosed,
    RequestedLine,
    RequestState,
    ShipmentRequest,
)
from headrace_logistics.shipping.store.papers import shipment_requests, shipments
from headrace_logistics.shipping.store.tables import shipment as shipment_table
from headrace_logistics.shipping.store.tables import shipment_request as request_table
from headrace_logistics.stock.api import ScansOrProposal
from headrace_logistics.stock.model import ScanRefused, TooManyPieces

router = Router(tags=["shipments"])


class ShipmentRequestView(BaseModel):
    id: str
    version: int
    order: str
    customer: str
    plant: str
    state: RequestState
    lines: list[RequestedLine]

    @classmethod
    def of(cls, request: ShipmentRequest) -> ShipmentRequestView:
        return cls.model_validate(vars(request), from_attributes=True)


class ShipGoods(ScansOrProposal):
    order: str
    plant: str
    carrier: str = Field(min_length=1)


class ShippedLineView(BaseModel):
    order_line: int
    item: str
    quantity: Quantity
    lots: list[str]
    serials: list[str]

    @classmethod
    def of(cls, line: ShipmentLine, shipment: Shipment) -> ShippedLineView:
        goods = shipment.goods_on(line)
        return cls(
            order_line=line.order_line,
            item=line.item,
            quantity=line.quantity,
            lots=list(dict.fromkeys(g.lot for g in goods)),
            serials=[g.serial for g in goods if g.serial],
        )


class ShipmentView(BaseModel):
    id: str
    version: int
    number: str
    order: str
    customer: str
    plant: str
    carrier: str
    state: ShipmentState
    lines: list[ShippedLineView]
    dispatched_at: datetime | None
    received_by: str
    delivered_at: datetime | None

    @classmethod
    def of(cls, shipment: Shipment) -> ShipmentView:
        lines = [ShippedLineView.of(line, shipment) for line in shipment.lines]
        return cls.model_validate({**vars(shipment), "lines": lines}, from_attributes=True)


class DeliverShipment(BaseModel):
    received_by: str


class ShipmentRequestFilter(BaseModel):
    order: str | None = None
    plant: str | None = None
    state: RequestState | None = None


@router.get("/shipment-requests", may="logistics.shipment.read")
async def list_shipment_requests(
    tx: ReadTx, page: Page, wanted: Annotated[ShipmentRequestFilter, Query()]
) -> Listed[ShipmentRequestView]:
    return (await shipment_requests.page(tx, page, *matching(request_table, wanted, order="order_id"))).map(
        ShipmentRequestView.of
    )


@router.get("/shipment-requests/{shipment_request}", may="logistics.shipment.read", errors=[Missing])
async def get_shipment_request(shipment_request: str, tx: ReadTx, tags: Tags) -> ShipmentRequestView:
    return tags.on(ShipmentRequestView.of(await shipment_requests.get(tx, shipment_request)))


@router.post(
    "/shipments",
    may="logistics.shipment.send",
    status_code=201,
    errors=[Missing, CodeRefused, ScanRefused, RequestClosed, WrongShipment, WrongStage, TooManyPieces],
)
async def ship_goods(body: ShipGoods, transact: Transact, tags: Tags) -> ShipmentView:
    """Pick and dispatch at once: what was scanned, or all that is still to be sent."""
    if body.propose:
        made = await transact(ship.ship_by_rule, body.order, body.plant, body.carrier)
    else:
        made = await transact(ship.ship_scanned, body.order, body.plant, body.carrier, body.labels())
    return tags.on(ShipmentView.of(made))


class ShipmentFilter(BaseModel):
    order: str | None = None
    customer: str | None = None
    plant: str | None = None
    state: ShipmentState | None = None


@router.get("/shipments", may="logistics.shipment.read")
async def list_shipments(tx: ReadTx, page: Page, wanted: Annotated[ShipmentFilter, Query()]) -> Listed[ShipmentView]:
    return (await shipments.page(tx, page, *matching(shipment_table, wanted, order="order_id"))).map(ShipmentView.of)


@router.get("/shipments/{shipment}", may="logistics.shipment.read", errors=[Missing])
async def get_shipment(shipment: str, tx: ReadTx, tags: Tags) -> ShipmentView:
    return tags.on(ShipmentView.of(await shipments.get(tx, shipment)))


@router.post(
    "/shipments/{shipment}/delivery",
    may="logistics.shipment.deliver",
    status_code=201,
    errors=[Missing, WrongShipment, WrongStage],
)
async def deliver(shipment: str, body: DeliverShipment, transact: Transact, tags: Tags) -> ShipmentView:
    return tags.on(ShipmentView.of(await transact(ship.deliver, shipment, body.received_by)))
