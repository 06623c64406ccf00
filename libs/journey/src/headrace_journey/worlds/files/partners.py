"""Who takes part: the company, its suppliers, the customer and the carrier of the journey, a bank."""

from __future__ import annotations

import re

from headrace_journey.worlds import rows
from headrace_journey.worlds.files.reading import CURRENCY, Reading

OWN_CARRIER = "Own trucks"


def read_partners(reading: Reading) -> None:
    """The vendors are among the organisations already."""
    world = reading.world
    customer, carrier = _best_customer(reading), _first_carrier(reading)
    world.customer, world.carrier = _slug(f"customer-{customer}"), _slug(f"carrier-{carrier}")
    name = world.leader.replace("-", " ").title()
    for id_, called, role in (
        (world.leader, name, "chain-leader"),
        (world.customer, f"Customer {customer}", "customer"),
        (world.bank, f"Bank of {name}", "bank"),
        (world.carrier, carrier, "carrier"),
    ):
        world.organisations.add(rows.organisation(id_, called, role, world.currency))
    reading.assume(f"the files name no currency: all prices are taken as {CURRENCY}")
    reading.assume(f"the files name no bank: {world.bank} is the chain's")


def _best_customer(reading: Reading) -> str:
    """Who bought most often; the first by name of those who bought equally often."""
    return min(reading.customers, key=lambda name: (-reading.customers[name], name), default="1")


def _first_carrier(reading: Reading) -> str:
    names: list[str] = []
    reading.each("ship_method", lambda line: names.append(line.name("name")))
    return names[0] if names else OWN_CARRIER


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
