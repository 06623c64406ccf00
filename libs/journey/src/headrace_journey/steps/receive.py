"""Suppliers send goods with a delivery note; the warehouse receives them by scan."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.purchases import paper_number, purchase_orders, supplier_of

AT_ONCE = 4


async def receive_all(stage: Stage, orders: list[Json], *, within: int | None = None) -> list[Json]:
    """All that these confirmed orders still have to bring is sent and received; returns the receipts.

    Suppliers take their lead time, or at most `within` days where they have the goods in stock.
    """
    await _wait_for_goods(stage, orders, within)
    gate = asyncio.Semaphore(AT_ONCE)

    async def bring(order: Json) -> Json:
        async with gate:
            return await _receive(stage, await _send(stage, order))

    receipts = await asyncio.gather(*map(bring, orders))
    await stage.settled()
    return list(receipts)


async def play(stage: Stage) -> Told:
    """When the customer is going to cancel, only the first half of the orders comes in before."""
    orders = await purchase_orders(stage)
    if stage.world.story.order_is_cancelled:
        orders = orders[: (len(orders) + 1) // 2]
    receipts = await receive_all(stage, [order for order in orders if order["state"] in {"confirmed", "delivered"}])
    facts = {
        "delivery_notes": len(receipts),
        "lots": sum(len(receipt["lines"]) for receipt in receipts),
        "plants": sorted({receipt["plant"] for receipt in receipts}),
        "received_by": receipts[0]["received_by"] if receipts else "",
    }
    return Told("headrace.logistics.v1.GoodsReceived", "/logistics/receipts", facts)


async def _wait_for_goods(stage: Stage, orders: list[Json], within: int | None) -> None:
    """Goods come when the supplier's lead time is over, or when they are due if that is sooner."""
    lead = {(row["supplier"], row["item"]): row["lead_time_days"] for row in stage.world.supplier_items.rows}
    for order in orders:
        if order["state"] == "confirmed" and not any(_amount(line["noted"]) for line in order["lines"]):
            asked = date.fromisoformat(order["steps"][0]["day"])
            days = within or max(lead.get((order["supplier"], line["item"]), 0) for line in order["lines"])
            due = max(date.fromisoformat(line["due"]) for line in order["lines"])
            await stage.advance_to(min(asked + timedelta(days=days), due))


async def _send(stage: Stage, order: Json) -> Json:
    supplier = await supplier_of(stage, order)
    known = await supplier.all("srm/v1/delivery-notes", purchase_order=order["id"])
    if known:
        return known[0]
    lines = [
        {
            "order_line": line["line"],
            "lot": f"{order['number']}-{line['line']}-{order['supplier']}",
            "quantity": line["quantity"],
        }
        for line in order["lines"]
    ]
    body = {"purchase_order": order["id"], "number": paper_number(stage, "DN", order), "lines": lines}
    note: Json = await supplier.create("srm/v1/delivery-notes", stage.key("note", order["id"]), body)
    return note


async def _receive(stage: Stage, note: Json) -> Json:
    warehouse = await stage.leader("warehouse")

    async def announced() -> list[Json]:
        return await warehouse.all("logistics/v1/delivery-notes", purchase_order=note["purchase_order"])

    await stage.until(f"delivery note {note['number']} to be known in the warehouse", announced)
    scans = [{"scan": f"{note['id']}/{line['line']}", "lot": line["lot"]} for line in note["lines"]]
    body = {"delivery_note": note["id"], "scans": scans}
    receipt: Json = await warehouse.create("logistics/v1/receipts", stage.key("receipt", note["id"]), body)
    return receipt


def _amount(quantity: Json) -> Decimal:
    return Decimal(quantity["value"])
