"""A customer orders; matching follows as a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis import jobs
from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_orders.model.order import Order, WantedLine
from headrace_orders.store import catalogue
from headrace_orders.store.orders import orders

MATCH = "match-order"


@dataclass(frozen=True, slots=True)
class PlaceOrderCommand:
    seller: str
    customer: str
    lines: Sequence[WantedLine]
    priority: int


async def place_order(tx: Tx, command: PlaceOrderCommand) -> Order:
    """Raises OrderRefused; then nothing is stored. The seller's catalogue is read in the seller's name."""
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
    await orders.add(tx, order)
    tx.tell(order)
    await jobs.ask(tx, MATCH, {"order": order.id})
    return order
