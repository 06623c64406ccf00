"""A buyer, acme, with two suppliers, two items and the events that reach srm about them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import httpx

from headrace_contracts.logistics.v1 import GoodsReceived, ReceivedLine
from headrace_contracts.mrp.v1 import Peg, PurchaseProposalReleased
from headrace_contracts.product.v1 import ItemDefined
from headrace_contracts.quality.v1 import LotAccepted, LotRejected
from headrace_contracts.values import Quantity
from headrace_srm.service import service
from headrace_testkit import told
from headrace_testkit.bench import START, ServiceBench
from headrace_testkit.loads import Row, put

TODAY = START.date()
DUE = TODAY + timedelta(days=20)


def buyer(bench: ServiceBench) -> httpx.AsyncClient:
    return bench.client("buyer", tenant="acme")


def supplier(bench: ServiceBench, name: str = "steelco") -> httpx.AsyncClient:
    return bench.client("supplier", tenant=name)


def offer(item: str = "TUBE", name: str = "steelco", amount: str = "4.50", **changes: Any) -> Row:
    price = {"amount": amount, "currency": "EUR"}
    return {"supplier": name, "item": item, "price": price, "lead_time_days": 5, "minimum": "10"} | changes


def defined(item: str, unit: str = "EA") -> ItemDefined:
    return told.item(item, unit=unit)


async def purchasing(start_service: Any) -> ServiceBench:
    """The service with items heard, suppliers registered and their prices loaded."""
    bench: ServiceBench = await start_service(service)
    await bench.hear(defined("TUBE"), defined("PAINT", "KG"))
    names = [{"supplier": "steelco", "name": "Steel Co", "rating": 1}, {"supplier": "colours", "name": "Colours Ltd"}]
    await put(buyer(bench), "suppliers", *names)
    await put(buyer(bench), "supplier-items", offer(), offer("PAINT", "colours", "12.00"))
    return bench


def quantity(value: object, unit: str = "EA") -> Row:
    return {"value": str(value), "unit": unit}


def released(
    proposal: str,
    amount: int = 100,
    *,
    item: str = "TUBE",
    name: str = "steelco",
    unit: str = "EA",
    due: date = DUE,
    batch: str = "batch-1",
    together: int | None = None,
) -> PurchaseProposalReleased:
    return PurchaseProposalReleased(
        proposal=proposal,
        plan="plan-1",
        item=item,
        plant="north",
        supplier=name,
        quantity=Quantity.of(amount, unit),
        order_by=TODAY,
        need_by=due,
        pegs=(Peg(order="ord_1", line=1, quantity=Quantity.of(amount, unit)),),
        batch=batch,
        together=together,
    )


async def step(client: httpx.AsyncClient, order: Row, path: str, body: Row | None = None) -> httpx.Response:
    """One step on an order, from the version that was read."""
    tag = {"If-Match": f'"{order["version"]}"'}
    return await client.post(f"/v1/purchase-orders/{order['id']}/{path}", json=body, headers=tag)


async def the_order(client: httpx.AsyncClient) -> Row:
    [order] = (await client.get("/v1/purchase-orders")).json()["items"]
    return order


async def confirmed_order(bench: ServiceBench, *proposals: PurchaseProposalReleased) -> Row:
    await bench.hear(*(proposals or (released("prp_1"),)))
    answer = await step(supplier(bench), await the_order(supplier(bench)), "confirmation")
    assert answer.status_code == 200, answer.text
    return answer.json()


def note_body(order: Row, *lots: tuple[int, str, object], number: str = "LS-1") -> Row:
    lines = [{"order_line": line, "lot": lot, "quantity": quantity(amount)} for line, lot, amount in lots]
    return {"purchase_order": order["id"], "number": number, "lines": lines}


async def sent_note(bench: ServiceBench, order: Row, *lots: tuple[int, str, object], number: str = "LS-1") -> Row:
    answer = await supplier(bench).post("/v1/delivery-notes", json=note_body(order, *lots, number=number))
    assert answer.status_code == 201, answer.text
    return answer.json()


def received(note: Row) -> GoodsReceived:
    lines = [
        ReceivedLine(
            order_line=line["order_line"],
            item=line["item"],
            lot=line["lot"],
            quantity=Quantity.of(line["quantity"]["value"], line["quantity"]["unit"]),
        )
        for line in note["lines"]
    ]
    return GoodsReceived(
        receipt=f"rcp_{note['number']}",
        delivery_note=note["id"],
        purchase_order=note["purchase_order"],
        supplier=note["supplier"],
        plant="north",
        lines=tuple(lines),
    )


def judged(note: Row, lot: str, *, good: bool) -> LotAccepted | LotRejected:
    line = next(line for line in note["lines"] if line["lot"] == lot)
    quantity = Quantity.of(line["quantity"]["value"], line["quantity"]["unit"])
    source = {
        "supplier": note["supplier"],
        "purchase_order": note["purchase_order"],
        "order_line": line["order_line"],
    }
    judge = told.accepted if good else told.rejected
    return judge(line["item"], lot, quantity, **source)
