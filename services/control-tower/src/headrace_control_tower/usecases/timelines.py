"""What happened to one order, for its seller and its customer."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.errors import Missing
from headrace_control_tower.store import timelines
from headrace_control_tower.store.timelines import Entry


async def of_order(tx: Tx, order: str) -> list[Entry]:
    """The customer does not see what the seller keeps to itself: its purchases. Raises Missing."""
    asker = tx.tenant
    seller = await timelines.owner(tx, order)
    if seller is None:
        raise Missing.named("order", order)
    await tx.act_for(seller)
    entries = await timelines.of_order(tx, order)
    return [entry for entry in entries if asker == seller or not entry.internal]
