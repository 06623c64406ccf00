"""A seller over HTTP and events: acme makes in north what it sells to velo, of what it buys from vendor-1."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    ReceivedLine,
    ShipmentDelivered,
    ShipmentDispatched,
    ShippedLine,
    StockChanged,
)
from headrace_contracts.product.v1 import BomLine, BomPublished, ItemDefined, Source
from headrace_contracts.srm.v1 import SupplierItemPublished
from headrace_contracts.values import Money, Price, Quantity
from headrace_orders.service import service
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.waiting import until

TODAY = START.date()
"""A Monday."""


def day(number: int) -> date:
    return TODAY + timedelta(days=number)


def sold(name: str, *, unit: str = "EA", **facts: Any) -> ItemDefined:
    price = {"list_price": Money(1000, "EUR"), "list_price_per_unit": Price(Decimal(10), "EUR")}
    lots = {"lot_minimum": Quantity.zero(unit), "lot_multiple": Quantity.zero(unit)}
    return told.item(
        name, unit=unit, **{"source": Source.MAKE, "sold": True, "lead_time_days": 1, **price, **lots, **facts}
    )


def bought(name: str, lead: int = 30) -> tuple[ItemDefined, SupplierItemPublished]:
    nothing = Quantity.zero("EA")
    known = told.item(name, lead_time_days=lead, lot_minimum=nothing, lot_multiple=nothing)
    offer = SupplierItemPublished(
        item=name,
        supplier="vendor-1",
        price=Money(100, "EUR"),
        lead_time_days=lead,
        minimum=nothing,
        rank=0,
        blocked=False,
    )
    return known, offer


def bom(item: str, *parts: str, per: str = "1") -> BomPublished:
    lines = (
        BomLine(
            component=p,
            quantity_per=Quantity(Decimal(per), "EA"),
            scrap_percent="0",
            valid_from=date(2020, 1, 1),
        )
        for p in parts
    )
    return BomPublished(item=item, revision=1, lines=tuple(lines))


def stock(item: str, available: str, *, plant: str = "north", unit: str = "EA") -> StockChanged:
    nothing = Quantity.zero(unit)
    there = Quantity(Decimal(available), unit)
    return StockChanged(
        item=item, plant=plant, available=there, inspection=nothing, blocked=nothing, cause="count", reference=""
    )


def received(item: str, quantity: str, lot: str = "L1") -> GoodsReceived:
    line = ReceivedLine(order_line=1, item=item, lot=lot, quantity=Quantity(Decimal(quantity), "EA"))
    note = {"receipt": "rcp_1", "delivery_note": "dn_1", "purchase_order": "po_1"}
    return GoodsReceived(**note, supplier="vendor-1", plant="north", lines=(line,))


async def seller(start_service: Any) -> ServiceBench:
    bench: ServiceBench = await start_service(service)
    await bench.hear(told.organisation("acme"), told.organisation("velo", "customer"), told.plant("north"))
    await agrees(bench, customer="velo", highest_priority=9)
    return bench


async def agrees(bench: ServiceBench, **terms: Any) -> dict[str, Any]:
    """What acme agrees to beforehand; without a customer for all that have no terms of their own."""
    answer = await bench.client("sales").put("/v1/customer-terms", json={"items": [terms]})
    loaded: dict[str, Any] = answer.json()
    return loaded


async def makes(bench: ServiceBench, *items: ItemDefined, minutes: float = 0.1) -> None:
    for item in items:
        line = f"north-{item.item}"
        await bench.hear(item, told.work_centre(line, "north"), told.routing(item.item, line, minutes=minutes))


async def ordered(
    bench: ServiceBench, item: str, quantity: str, due: date, *, unit: str = "EA", priority: int = 0
) -> dict[str, Any]:
    """Placed by the customer, and looked at when it was matched or is not going to be."""
    line = {"item": item, "quantity": {"value": quantity, "unit": unit}, "due": due.isoformat()}
    body = {"seller": "acme", "priority": priority, "lines": [line]}
    answer = await bench.client("customer", tenant="velo").post("/v1/orders", json=body)
    assert answer.status_code == 201, answer.text
    return await decided(bench, answer.json()["id"])


async def decided(bench: ServiceBench, order: str) -> dict[str, Any]:
    async def look() -> dict[str, Any] | None:
        found = await seen(bench, order)
        return found if found["state"] != "placed" else None

    return await until(look)


async def seen(bench: ServiceBench, order: str) -> dict[str, Any]:
    found: dict[str, Any] = (await bench.client("sales").get(f"/v1/orders/{order}")).json()
    return found


def dispatched(order: str, item: str, quantity: str, *, shipment: str = "shp_1") -> ShipmentDispatched:
    return ShipmentDispatched(
        shipment=shipment,
        number="SH-1",
        order=order,
        customer="velo",
        plant="north",
        carrier="cargo",
        lines=(_line(item, quantity),),
    )


def delivered(order: str, item: str, quantity: str, *, shipment: str = "shp_1") -> ShipmentDelivered:
    return ShipmentDelivered(
        shipment=shipment,
        order=order,
        customer="velo",
        plant="north",
        received_by="Mia",
        lines=(_line(item, quantity),),
    )


def _line(item: str, quantity: str) -> ShippedLine:
    return ShippedLine(order_line=1, item=item, quantity=Quantity(Decimal(quantity), "EA"))
