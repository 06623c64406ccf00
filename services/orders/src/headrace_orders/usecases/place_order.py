"""A customer orders; matching follows as a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, say
from headrace_orders.model.order import Order
from headrace_orders.model.taking import OrderRefused, WantedLine
from headrace_orders.model.terms import CustomerTerms
from headrace_orders.store import catalogue, customer_terms, parties
from headrace_orders.store.orders import open_of, orders
from headrace_orders.usecases.match_order import ask_for_match


@dataclass(frozen=True, slots=True)
class PlaceOrderCommand:
    seller: str
    customer: str
    lines: Sequence[WantedLine]
    priority: int


async def place_order(tx: Tx, command: PlaceOrderCommand) -> Order:
    """Raises OrderRefused; then nothing is stored. The seller's catalogue is read in the seller's name.

    What a customer orders beyond the seller's terms waits for the seller; its own staff need no leave.
    """
    await _expect_known(tx, command)
    by_customer = tx.tenant != command.seller
    await tx.act_for(command.seller)
    terms = await customer_terms.holding(tx, command.customer) if by_customer else None
    if terms:
        terms.expect_open_to(command.customer, command.seller, command.priority)
    order = Order.wanted(
        tx.new_id("ord"),
        await next_number(tx, "SO"),
        seller=command.seller,
        customer=command.customer,
        wanted=command.lines,
        catalogue=await catalogue.offered(tx, command.seller, (line.item for line in command.lines)),
        today=tx.today,
        priority=command.priority,
    )
    why = await _beyond(tx, terms, order) if terms else None
    if why:
        order.propose(why)
    else:
        order.place()
        await ask_for_match(tx, order)
    await orders.add(tx, order)
    tx.tell(order)
    return order


async def _beyond(tx: Tx, terms: CustomerTerms, order: Order) -> Message | None:
    """Nobody else places an order of the seller's meanwhile: it has the turn at its numbers."""
    before = await orders.all(tx, *open_of(order.customer, order.tenant)) if terms.most_open else []
    return terms.beyond([line.quantity for line in order.lines], order.total, [other.total for other in before])


async def _expect_known(tx: Tx, command: PlaceOrderCommand) -> None:
    """Whoever orders is known by who asks; whom they name has to be registered."""
    named = {"seller": command.seller, "customer": command.customer}
    others = {field: name for field, name in named.items() if name != tx.tenant}
    unknown = await parties.unknown(tx, list(others.values()))
    wrong = [(field, _unknown(field, name)) for field, name in others.items() if name in unknown]
    if wrong:
        raise OrderRefused.naming(*wrong)


def _unknown(field: str, name: str) -> Message:
    return (
        say("orders.seller-unknown", seller=name)
        if field == "seller"
        else say("orders.customer-unknown", customer=name)
    )
