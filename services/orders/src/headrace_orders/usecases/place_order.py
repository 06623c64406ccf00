"""A customer orders; matching follows as a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_orders.model.order import Order
from headrace_orders.model.taking import OrderRefused, WantedLine
from headrace_orders.store import catalogue, parties
from headrace_orders.store.orders import orders
from headrace_orders.usecases.match_order import ask_for_match


@dataclass(frozen=True, slots=True)
class PlaceOrderCommand:
    seller: str
    customer: str
    lines: Sequence[WantedLine]
    priority: int


async def place_order(tx: Tx, command: PlaceOrderCommand) -> Order:
    """Raises OrderRefused; then nothing is stored. The seller's catalogue is read in the seller's name."""
    await _expect_known(tx, command)
    await tx.act_for(command.seller)
    order = Order.place(
        tx.new_id("ord"),
        await next_number(tx, "SO"),
        seller=command.seller,
        customer=command.customer,
        wanted=command.lines,
        catalogue=await catalogue.offered(tx, command.seller, (line.item for line in command.lines)),
        today=tx.today,
        priority=command.priority,
    )
    await ask_for_match(tx, order)
    await orders.add(tx, order)
    tx.tell(order)
    return order


async def _expect_known(tx: Tx, command: PlaceOrderCommand) -> None:
    """Whoever orders is known by who asks; whom they name has to be registered."""
    named = {"seller": command.seller, "customer": command.customer}
    others = {field: name for field, name in named.items() if name != tx.tenant}
    unknown = await parties.unknown(tx, list(others.values()))
    wrong = [
        (field, f"{field} {name!r} is not registered; check the code")
        for field, name in others.items()
        if name in unknown
    ]
    if wrong:
        raise OrderRefused.naming(*wrong)
