"""Every cent: the ledger's own audit, and the way of the money from invoice to redemption."""

from __future__ import annotations

from collections.abc import Iterable

from headrace_journey.http import Json
from headrace_journey.result import Check
from headrace_journey.stage import Stage
from headrace_journey.steps.invoices import payables
from headrace_journey.steps.notes import notes
from headrace_journey.steps.order import order_now
from headrace_journey.steps.purchases import purchase_orders


async def checks(stage: Stage) -> list[Check]:
    platform = await stage.people.platform()
    books = await platform.get("finance/v1/audit")
    found = [Check(check["name"], check["expected"], check["actual"]) for check in books["checks"]]
    return [*found, *await _debts(stage), await _customer(stage)]


async def _debts(stage: Stage) -> list[Check]:
    """What was accepted at the agreed prices is owed, all of it went into notes, and all notes are redeemed."""
    owed = await payables(stage)
    finance = await stage.leader("finance")
    mine = {order["id"] for order in await purchase_orders(stage)}
    invoices = [i for i in await finance.all("finance/v1/invoices", kind="supplier") if i["purchase_order"] in mine]
    all_notes = await notes(stage)
    roots = [note for note in all_notes if note["root"] == note["id"]]
    redeemed = [note for note in all_notes if note["state"] == "redeemed"]
    return [
        Check("invoices not matched", [], [i["number"] for i in invoices if i["state"] != "matched"]),
        Check("invoiced = owed", _sum(invoices), _sum(owed)),
        Check("owed = issued in notes", _sum(owed), _sum(roots)),
        Check("issued in notes = redeemed", _sum(roots), _sum(redeemed)),
    ]


async def _customer(stage: Stage) -> Check:
    order = await order_now(stage)
    customer = await stage.people.user("finance", stage.world.customer)
    paid = await customer.all("finance/v1/payments", order=order["id"])
    expected = 0 if stage.world.story.order_is_cancelled else order["total"]["minor"]
    return Check("the customer paid for the order", expected, _sum(paid))


def _sum(found: Iterable[Json]) -> int:
    return sum(one["amount"]["minor"] for one in found)
