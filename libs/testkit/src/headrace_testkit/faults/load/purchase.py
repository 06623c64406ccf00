"""One purchase from the wish to the note that pays it, over six services and as many people."""

from __future__ import annotations

from dataclasses import dataclass

from headrace_testkit.faults.client import Client, Refused
from headrace_testkit.faults.journal import Json
from headrace_testkit.faults.load.world import LEADER, PLANT, pieces, user


@dataclass(frozen=True, slots=True)
class Purchase:
    """`story` is the root of all its keys."""

    story: str
    item: str
    supplier: str
    quantity: int


async def order_only(client: Client, wanted: Purchase) -> Json:
    """From the wish to the order that the supplier confirmed."""
    wish = {
        "item": wanted.item,
        "plant": PLANT,
        "supplier": wanted.supplier,
        "quantity": pieces(wanted.quantity),
    }
    key = f"{wanted.story}:wish"
    proposal = (await client.create(user("planner"), "/api/mrp/v1/wishes", key, wish))["proposal"]
    seller = user("supplier", wanted.supplier)
    order = await client.first(seller, "/api/srm/v1/purchase-orders", batch=proposal)
    path = f"/api/srm/v1/purchase-orders/{order['id']}"
    return await _moved(client, seller, path, "confirmation", "confirmed", version=order["version"])


async def purchase(client: Client, wanted: Purchase) -> None:
    """The whole way to the note that pays it."""
    order = await order_only(client, wanted)
    await _delivered(client, wanted.story, order, wanted.supplier)
    await _inspected(client, wanted.story, order)
    await _paid(client, wanted.story, order, wanted.supplier)


async def _delivered(client: Client, story: str, order: Json, supplier: str) -> None:
    lines = [
        {"order_line": one["line"], "lot": f"{story}-{one['line']}", "quantity": one["quantity"]}
        for one in order["lines"]
    ]
    body = {"purchase_order": order["id"], "number": f"DN-{story}", "lines": lines}
    seller = user("supplier", supplier)
    note = await client.create(seller, "/api/srm/v1/delivery-notes", f"{story}:note", body)
    warehouse = user("warehouse")
    await client.first(warehouse, "/api/logistics/v1/delivery-notes", purchase_order=order["id"])
    scans = [{"scan": f"{story}/{one['line']}", "lot": one["lot"]} for one in note["lines"]]
    receipt = {"delivery_note": note["id"], "scans": scans}
    await client.create(warehouse, "/api/logistics/v1/receipts", f"{story}:receipt", receipt)


async def _inspected(client: Client, story: str, order: Json) -> None:
    inspector = user("inspector")
    inspection = await client.first(inspector, "/api/quality/v1/inspections", purchase_order=order["id"])
    path = f"/api/quality/v1/inspections/{inspection['id']}/result"
    await client.create(inspector, path, f"{story}:result", {"defects": 0})


async def _paid(client: Client, story: str, order: Json, supplier: str) -> None:
    lines = [{"order_line": one["line"], "quantity": one["quantity"], "price": one["price"]} for one in order["lines"]]
    body = {"number": f"INV-{story}", "purchase_order": order["id"], "lines": lines}
    seller, debtor = user("finance", supplier), user("finance", LEADER)
    await client.create(seller, "/api/finance/v1/invoices", f"{story}:invoice", body)
    payable = await client.first(debtor, "/api/finance/v1/payables", purchase_order=order["id"])
    await _moved(client, debtor, f"/api/finance/v1/payables/{payable['id']}", "confirmation", "confirmed")
    note = await client.create(debtor, "/api/finance/v1/notes", f"{story}:debt", {"payable": payable["id"]})
    await _moved(client, seller, f"/api/finance/v1/notes/{note['id']}", "acceptance", "live")


async def _moved(client: Client, who: str, path: str, act: str, state: str, version: int | None = None) -> Json:
    """To the state, whichever of the tries brought it there."""
    try:
        return await client.act(who, f"{path}/{act}", version)
    except Refused:
        found: Json = await client.get(who, path)
        if found["state"] != state:
            raise
        return found
