"""A small bicycle chain as other services would tell it, and short ways to follow a plan of it over HTTP."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from headrace_contracts.forecasting.v1 import ForecastBucket, ForecastOrderReleased, ItemForecastReleased
from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine, ShipmentDispatched, ShippedLine, StockChanged
from headrace_contracts.orders.v1 import Allocation, OrderMatched
from headrace_contracts.product.v1 import (
    BomLine,
    BomPublished,
    Source,
)
from headrace_contracts.quality.v1 import InspectionKind
from headrace_contracts.srm.v1 import PurchaseOrderLine, PurchaseOrderPublished, SupplierItemPublished
from headrace_contracts.values import Money, Price, Quantity
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.jobs import ended
from headrace_testkit.told import ea, plant

TODAY = START.date()
NOTHING = Quantity.zero("EA")


def day(number):
    return TODAY + timedelta(days=number)


def item(name, source=Source.BUY, *, lead=2, safety=0, minimum=0, multiple=0, unit="EA"):
    return told.item(
        name,
        unit=unit,
        source=source,
        sold=name == "BIKE",
        lead_time_days=lead,
        safety_stock=Quantity(Decimal(safety), unit),
        lot_minimum=Quantity(Decimal(minimum), unit),
        lot_multiple=Quantity(Decimal(multiple), unit),
    )


def bom(parent, **components):
    lines = tuple(
        BomLine(component=name, quantity_per=ea(per), scrap_percent="0", valid_from=day(-100))
        for name, per in components.items()
    )
    return BomPublished(item=parent, revision=1, lines=lines)


def routing(name, plant="north"):
    return told.routing(name, "line", plant=plant, minutes=5)


def offer(name, supplier, *, rank=0, price="1", lead=2, minimum=0, blocked=False):
    exact = Price(Decimal(price), "EUR")
    return SupplierItemPublished(
        item=name,
        supplier=supplier,
        price=exact.rounded,
        lead_time_days=lead,
        minimum=ea(minimum),
        rank=rank,
        price_per_unit=exact,
        blocked=blocked,
    )


WORLD = (
    item("BIKE", Source.MAKE, lead=1),
    item("FRAME", Source.MAKE, lead=2),
    item("WHEEL"),
    item("TUBE"),
    bom("BIKE", FRAME=1, WHEEL=2),
    bom("FRAME", TUBE=3),
    routing("BIKE"),
    routing("FRAME"),
    plant("north"),
    offer("WHEEL", "rim-works", price="2"),
    offer("WHEEL", "wheelco"),
    offer("TUBE", "tubeco"),
)


def matched(order="ord_1", quantity=10, due=30, plant="north", name="BIKE", unit="EA"):
    amount = Quantity(Decimal(quantity), unit)
    part = Allocation(line=1, item=name, plant=plant, quantity=amount, start=day(1), finish=day(due), reason="cheapest")
    return OrderMatched(order=order, customer="velo", priority=0, allocations=(part,), promise=day(due))


def stock(name, available, inspection=0, plant="north", unit="EA"):
    return StockChanged(
        item=name,
        plant=plant,
        available=Quantity(Decimal(available), unit),
        inspection=Quantity(Decimal(inspection), unit),
        blocked=NOTHING,
        cause="count",
        reference="",
    )


def shipped(shipment, quantity, order="ord_1", name="BIKE", plant="north"):
    line = ShippedLine(order_line=1, item=name, quantity=ea(quantity))
    return ShipmentDispatched(
        shipment=shipment, number="S-1", order=order, customer="velo", plant=plant, carrier="van", lines=(line,)
    )


def forecast(name="BIKE", release="fco_1", unit="EA", **quantity_by_week):
    buckets = tuple(
        ForecastBucket(start=day(7 * int(week[1:])), days=7, quantity=Quantity(Decimal(str(quantity)), unit))
        for week, quantity in quantity_by_week.items()
    )
    return ItemForecastReleased(item=name, release=release, method="median", buckets=buckets)


def forecast_order(release="fco_1"):
    return ForecastOrderReleased(
        release=release, items=1, series=1, first_day=day(0), last_day=day(90), released_by="planner"
    )


def purchase_order(name, quantity, *proposals, due=10, order="po_1", supplier="wheelco", revision=1):
    line = PurchaseOrderLine(
        line=1, item=name, quantity=ea(quantity), price=Money(100, "EUR"), due=day(due), proposals=proposals
    )
    return PurchaseOrderPublished(
        purchase_order=order,
        number="PO-1",
        buyer="acme",
        supplier=supplier,
        plant="north",
        revision=revision,
        lines=(line,),
        total=Money(1, "EUR"),
    )


def received(name, quantity, lot, receipt="rec_1", order="po_1"):
    line = ReceivedLine(order_line=1, item=name, lot=lot, quantity=ea(quantity))
    return GoodsReceived(
        receipt=receipt, delivery_note="dn_1", purchase_order=order, supplier="wheelco", plant="north", lines=(line,)
    )


def accepted(name, quantity, lot, kind=InspectionKind.INCOMING):
    return told.accepted(name, lot, ea(quantity), kind=kind, supplier="wheelco")


def rejected(name, quantity, lot, kind=InspectionKind.INCOMING):
    return told.rejected(name, lot, ea(quantity), kind=kind, supplier="wheelco", reason="bent spokes")


async def job_of(bench: ServiceBench, **body):
    planner = bench.client("planner")
    answer = await planner.post("/v1/plans", json=body)
    assert answer.status_code == 202, answer.text
    return await ended(planner, answer.json()["id"])


async def planned(bench: ServiceBench, **body):
    job = await job_of(bench, **body)
    assert job["state"] == "done", job
    return job["result"]


async def listed(bench: ServiceBench, path):
    answer = await bench.client("planner").get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def proposed(bench: ServiceBench):
    """Item -> quantities that the newest plans propose and nobody has released."""
    found = {}
    for proposal in await listed(bench, "/v1/proposals?state=proposed&limit=200"):
        found.setdefault(proposal["item"], []).append(int(proposal["quantity"]["value"]))
    return {name: sorted(quantities) for name, quantities in sorted(found.items())}


async def release(bench: ServiceBench, **body):
    return await bench.client("planner").post("/v1/proposal-releases", json=body)
