"""What Prometheus is told of shipments."""

from __future__ import annotations

from headrace_chassis.tables import counts
from headrace_chassis.tx import Tx
from headrace_logistics.shipping.model.shipment import ShipmentState
from headrace_logistics.shipping.store.tables import shipment


async def shipments(tx: Tx) -> dict[str, int]:
    return await counts(tx, shipment.c.state, ShipmentState)
