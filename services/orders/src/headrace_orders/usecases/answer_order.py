"""A firm answers an order that goes beyond what it agreed to beforehand."""

from __future__ import annotations

from collections.abc import Collection

from headrace_chassis.tx import Tx
from headrace_orders.model.order import Order
from headrace_orders.model.terms import Side
from headrace_orders.store.orders import orders
from headrace_orders.usecases.match_order import ask_for_match


async def accept_order(tx: Tx, order_id: str, sides: Collection[Side], version: int) -> Order:
    """`sides` are those for which the caller may speak in its own firm."""
    order = await orders.get(tx, order_id, version=version)
    order.accept(tx.tenant, sides)
    await tx.act_for(order.tenant)
    await ask_for_match(tx, order)
    await _keep(tx, order)
    return order


async def decline_order(tx: Tx, order_id: str, sides: Collection[Side], reason: str, version: int) -> Order:
    order = await orders.get(tx, order_id, version=version)
    order.decline(tx.tenant, sides, reason)
    await tx.act_for(order.tenant)
    await _keep(tx, order)
    return order


async def _keep(tx: Tx, order: Order) -> None:
    await orders.save(tx, order)
    tx.tell(order)
