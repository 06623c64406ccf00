"""The customer is invoiced for what was delivered, and pays."""

from __future__ import annotations

from headrace_journey.http import Json
from headrace_journey.stage import Stage
from headrace_journey.step import Told
from headrace_journey.steps.order import placed
from headrace_journey.steps.ship import shipments


async def play(stage: Stage) -> Told:
    customer = await stage.people.user("finance", stage.world.customer)
    order, delivered = await placed(stage), len(await shipments(stage))

    async def invoiced() -> list[Json] | None:
        found = await customer.all("finance/v1/invoices", kind="customer", order=order)
        return found if len(found) >= delivered else None

    invoices = await stage.until("the customer's invoices", invoiced)
    for invoice in invoices:
        if invoice["state"] == "open":
            await customer.create("finance/v1/payments", stage.key("pay", invoice["id"]), {"invoice": invoice["id"]})
    paid = await customer.all("finance/v1/payments", order=order)
    facts = {
        "invoices": len(invoices),
        "paid": {"minor": sum(one["amount"]["minor"] for one in paid), "currency": stage.world.currency},
        "customer": stage.world.customer,
    }
    return Told("headrace.finance.v1.PaymentReceived", "/finance/invoices?kind=customer", facts)
