"""Suppliers invoice what was accepted; invoices are matched three ways and become confirmed payables."""

from __future__ import annotations

from decimal import Decimal

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.purchases import paper_number, purchase_orders, supplier_of


async def payables(stage: Stage) -> list[Json]:
    """Of the purchase orders that were made for the customer's order."""
    mine = {order["id"] for order in await purchase_orders(stage)}
    finance = await stage.leader("finance")
    return [one for one in await finance.all("finance/v1/payables") if one["purchase_order"] in mine]


async def play(stage: Stage) -> Told:
    await stage.settled()
    orders = [order for order in await purchase_orders(stage) if _accepted(order)]
    for order in orders:
        await _invoice(stage, order)
    finance = await stage.leader("finance")
    mine = {order["id"] for order in orders}

    async def all_judged() -> list[Json] | None:
        found = [i for i in await finance.all("finance/v1/invoices", kind="supplier") if i["purchase_order"] in mine]
        return found if len(found) >= len(mine) and all(i["state"] != "received" for i in found) else None

    invoices = await stage.until("suppliers' invoices to be matched", all_judged) if orders else []
    facts = {
        "invoices": len(invoices),
        "matched": sum(i["state"] == "matched" for i in invoices),
        "disputed": {i["number"]: i["differences"] for i in invoices if i["state"] == "disputed"},
        "amount": _sum(invoices, stage.world.currency),
    }
    return Told("headrace.finance.v1.InvoiceMatched", "/finance/invoices?kind=supplier", facts)


async def play_payables(stage: Stage) -> Told:
    finance = await stage.leader("finance")
    for payable in await payables(stage):
        if payable["state"] == "open":
            await finance.act(f"finance/v1/payables/{payable['id']}/confirmation")
    found = await payables(stage)
    facts = {
        "payables": len(found),
        "amount": _sum(found, stage.world.currency),
        "due": max((payable["due"] for payable in found), default=""),
    }
    return Told("headrace.finance.v1.PayableConfirmed", "/finance/payables", facts)


async def _invoice(stage: Stage, order: Json) -> None:
    supplier = await supplier_of(stage, order)
    if await supplier.all("finance/v1/invoices", purchase_order=order["id"]):
        return
    lines = [
        {"order_line": line["line"], "quantity": line["accepted"], "price": line["price"]}
        for line in order["lines"]
        if Decimal(line["accepted"]["value"])
    ]
    body = {"number": paper_number(stage, "INV", order), "purchase_order": order["id"], "lines": lines}
    await supplier.create("finance/v1/invoices", stage.key("invoice", order["id"]), body)


def _accepted(order: Json) -> bool:
    return any(Decimal(line["accepted"]["value"]) for line in order["lines"])


def _sum(found: list[Json], currency: str) -> Json:
    return {"minor": sum(one["amount"]["minor"] for one in found), "currency": currency}
