"""The events that a warehouse hears in the tests, and what they make of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from headrace_contracts.mes.v1 import Consumption, UnitsCompleted, WorkOrderComponent, WorkOrderReleased
from headrace_contracts.orders.v1 import Allocation, OrderMatched
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.quality.v1 import Disposition, InspectionKind, LotAccepted, LotDisposed, LotRejected
from headrace_contracts.srm.v1 import DeliveryNoteLine, DeliveryNoteSent
from headrace_contracts.values import Quantity
from headrace_testkit import told
from headrace_testkit.bench import ServiceBench
from headrace_testkit.told import ea

DAY = date(2026, 3, 2)
FIGURES = "SELECT item, plant, available, inspection, blocked FROM item_stock ORDER BY item, plant"
SUMS = """
    SELECT item, plant, coalesce(sum(quantity) FILTER (WHERE place = 'available'), 0) AS available,
           coalesce(sum(quantity) FILTER (WHERE place = 'inspection'), 0) AS inspection,
           coalesce(sum(quantity) FILTER (WHERE place = 'blocked'), 0) AS blocked
      FROM item_stock LEFT JOIN balance USING (tenant, item, plant) GROUP BY tenant, item, plant ORDER BY item, plant
"""


def item(name: str, unit: str = "EA", unit_decimals: int | None = None) -> ItemDefined:
    return told.item(name, unit=unit, unit_decimals=unit_decimals)


def note(
    *lots: tuple[str, str, int], name: str = "dn_1", number: str = "DN-1", buyer: str = "acme"
) -> DeliveryNoteSent:
    """Lines as (item, lot, quantity)."""
    lines = [
        DeliveryNoteLine(line=n, order_line=10 * n, item=item, lot=lot, quantity=ea(quantity))
        for n, (item, lot, quantity) in enumerate(lots, 1)
    ]
    return DeliveryNoteSent(
        delivery_note=name,
        number=number,
        purchase_order="po_1",
        buyer=buyer,
        supplier="vendor-1",
        plant="north",
        lines=tuple(lines),
    )


def accepted(item: str, lot: str, quantity: int, kind: InspectionKind = InspectionKind.INCOMING) -> LotAccepted:
    supplier = "vendor-1" if kind is InspectionKind.INCOMING else ""
    return told.accepted(item, lot, ea(quantity), kind=kind, supplier=supplier)


def rejected(item: str, lot: str, quantity: int) -> LotRejected:
    return told.rejected(item, lot, ea(quantity), order_line=10)


def disposed(item: str, lot: str, quantity: int, disposition: Disposition) -> LotDisposed:
    return LotDisposed(
        nonconformance="ncr_1",
        disposition=disposition,
        item=item,
        lot=lot,
        plant="north",
        quantity=ea(quantity),
        supplier="vendor-1",
        reason="agreed",
        purchase_order="po_1",
        order_line=1,
    )


def released(work_order: str = "wo_1", **components: int) -> WorkOrderReleased:
    return WorkOrderReleased(
        work_order=work_order,
        item="PUMP",
        plant="north",
        quantity=ea(2),
        lot="WO-1",
        serials=("WO-1-1", "WO-1-2"),
        components=tuple(WorkOrderComponent(item=name, quantity=ea(needed)) for name, needed in components.items()),
        operations=(),
    )


def completed(
    *consumed: Consumption, serials: tuple[str, ...] = ("WO-1-1", "WO-1-2"), pieces: int | None = None
) -> UnitsCompleted:
    return UnitsCompleted(
        work_order="wo_1",
        item="PUMP",
        plant="north",
        lot="WO-1",
        serials=serials,
        quantity=ea(2 if pieces is None else pieces),
        consumed=consumed,
        pegs=(),
    )


def consumed(output: str, lot: str, quantity: str, component: str = "BOLT") -> Consumption:
    return Consumption(output=output, component=component, lot=lot, serial="", quantity=Quantity.of(quantity, "EA"))


def matched(quantity: int = 2, order: str = "ord_1") -> OrderMatched:
    part = Allocation(line=1, item="PUMP", plant="north", quantity=ea(quantity), start=DAY, finish=DAY, reason="cheap")
    return OrderMatched(
        order=order, customer="velo", priority=0, allocations=(part,), refusals=(), promise=date(2026, 3, 9)
    )


async def open_stock(bench: ServiceBench, *rows: tuple[str, str, int], tenant: str = "acme") -> dict:
    """Rows as (item, lot, quantity); the answer."""
    body = [
        {"plant": "north", "item": item, "lot": lot, "quantity": {"value": str(quantity), "unit": "EA"}}
        for item, lot, quantity in rows
    ]
    answer = await bench.client("warehouse", tenant=tenant).put("/v1/opening-stock", json={"items": body})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def in_stock(bench: ServiceBench, **wanted: str) -> dict[str, dict[str, str]]:
    """lot -> state -> how many; what is nothing is left out."""
    answer = await bench.client("warehouse").get("/v1/stock", params=wanted)
    states = ("available", "inspection", "blocked", "reserved", "in_transit")
    return {
        row["lot"]: {state: row[state]["value"] for state in states if Decimal(row[state]["value"])}
        for row in answer.json()["items"]
    }


async def assert_balanced(bench: ServiceBench) -> dict[str, dict]:
    """The books by item; each must balance, and the figures that are told of it be those of its lots."""
    assert await bench.query(FIGURES) == await bench.query(SUMS)
    answer = await bench.client("auditor").get("/v1/stock-balance")
    books = {row["item"]: row for row in answer.json()["items"]}
    assert all(row["balanced"] for row in books.values()), books
    return books


def scanned(scan: str, quantity: int | None = None, **label: str) -> dict:
    body: dict = {"scan": scan, **label}
    return body if quantity is None else {**body, "quantity": {"value": str(quantity), "unit": "EA"}}


def reason(answer) -> str:
    """The machine-readable reason of a refused scan."""
    assert answer.status_code == 422, answer.text
    assert answer.json()["type"] == "/problems/scan-refused", answer.text
    return answer.json()["errors"][0]["detail"]
