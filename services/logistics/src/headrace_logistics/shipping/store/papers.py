"""What is to be shipped, and shipments."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_contracts.messages import say
from headrace_logistics.shipping.model.shipment import Shipment
from headrace_logistics.shipping.model.shipment_request import ShipmentRequest
from headrace_logistics.shipping.store import tables

shipment_requests = Documents(
    "shipment request",
    ShipmentRequest,
    tables.shipment_request,
    columns=lambda r: {"order_id": r.order, "plant": r.plant, "state": r.state.value},
)
shipments = Documents(
    "shipment",
    Shipment,
    tables.shipment,
    columns=lambda s: {"order_id": s.order, "customer": s.customer, "plant": s.plant, "state": s.state.value},
)


async def take_shipment_request(tx: Tx, order: str, plant: str) -> ShipmentRequest:
    """What the plant has to send for the order, to be changed. Raises Missing."""
    r = tables.shipment_request.c
    found = await shipment_requests.all(tx, r.order_id == order, r.plant == plant, lock=True)
    if not found:
        raise Missing(say("logistics.nothing-to-ship", order=order, plant=plant))
    return found[0]
