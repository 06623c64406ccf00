"""Who takes part: the company, its suppliers, the customer and the carrier of the journey, a bank."""

from __future__ import annotations

import re

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reading import CURRENCY, Reading

CARRIERS = "ship_method"


def read_partners(reading: Reading) -> None:
    world = reading.world
    customer = _best_customer(reading)
    carrier = next((line.maybe("name") for line in reading.folder.lines(CARRIERS)), "") or "Own trucks"
    world.customer, world.carrier = _slug(f"customer-{customer}"), _slug(f"carrier-{carrier}")
    name = world.leader.replace("-", " ").title()
    parties = [
        (world.leader, name, "chain-leader"),
        (world.customer, f"Customer {customer}", "customer"),
        (world.bank, f"Bank of {name}", "bank"),
        (world.carrier, carrier, "carrier"),
    ]
    parties += [(row["supplier"], row["name"], "supplier") for row in world.suppliers.rows]
    for id_, called, role in parties:
        world.organisations.add(rows.organisation(id_, called, role, world.currency))
    reading.assume(f"the files name no currency: all prices are taken as {CURRENCY}")
    reading.assume(f"the files name no bank: {world.bank} is the chain's")


def _best_customer(reading: Reading) -> str:
    """Who bought most often; the first by name of those who bought equally often."""
    return min(reading.customers, key=lambda name: (-reading.customers[name], name), default="1")


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
