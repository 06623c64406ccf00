"""A customer orders; matching follows as a job of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace_chassis.numbers import next_number
from headrace_chassis.tx import Tx
from headrace_contracts.messages import Message, say
from headrace_orders.model.order import Order
from headrace_orders.model.taking import OrderRefused, WantedLine
from headrace_orders.model.terms import Side, Terms
from headrace_orders.store import catalogue, parties, terms
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

    It binds two firms: what goes beyond that which the other one agreed to beforehand waits for its word.
    """
    await _expect_known(tx, command)
    agreed = await _agreed(tx, command)
    await tx.act_for(command.seller)
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
    why = await _beyond(tx, agreed, order) if agreed else None
    if agreed and why:
        order.propose(why, to=agreed.side)
    else:
        order.place()
        await ask_for_match(tx, order)
    await orders.add(tx, order)
    tx.tell(order)
    return order


async def _agreed(tx: Tx, command: PlaceOrderCommand) -> Terms | None:
    """What the other firm agreed to beforehand; nothing where somebody orders from themselves. Raises OrderRefused."""
    parties = {Side.SELLER: command.seller, Side.CUSTOMER: command.customer}
    side = Side.CUSTOMER if tx.tenant == command.seller else Side.SELLER
    own, partner = parties[side], parties[side.other]
    if own == partner:
        return None
    await tx.act_for(own)
    agreed = await terms.holding(tx, side, partner)
    agreed.expect_open(own, partner, command.priority)
    return agreed


async def _beyond(tx: Tx, agreed: Terms, order: Order) -> Message | None:
    """Nobody else places an order of the seller's meanwhile: it has the turn at its numbers."""
    before = await orders.all(tx, *open_of(order.customer, order.tenant)) if agreed.most_open else []
    return agreed.beyond([line.quantity for line in order.lines], order.total, [other.total for other in before])


async def _expect_known(tx: Tx, command: PlaceOrderCommand) -> None:
    """Whoever orders is known by who asks; whom they name has to be registered."""
    named = {Side.SELLER: command.seller, Side.CUSTOMER: command.customer}
    others = {side: name for side, name in named.items() if name != tx.tenant}
    unknown = await parties.unknown(tx, list(others.values()))
    wrong = [
        (side.value, say("orders.firm-unknown", side=side, firm=name))
        for side, name in others.items()
        if name in unknown
    ]
    if wrong:
        raise OrderRefused.naming(*wrong)
