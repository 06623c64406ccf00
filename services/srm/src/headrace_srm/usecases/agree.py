"""Buyer and supplier come to terms over a purchase order; each step names the version it was decided on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from headrace_chassis.tx import Tx
from headrace_srm.model.counter_proposal import LineChange
from headrace_srm.model.purchase_order import PurchaseOrder
from headrace_srm.store import suppliers
from headrace_srm.store.purchase_orders import purchase_orders


async def confirm(tx: Tx, order: str, version: int) -> PurchaseOrder:
    return await _step(tx, order, version, lambda o: o.confirm(tx.tenant, tx.today))


async def counter_propose(
    tx: Tx, order: str, changes: Sequence[LineChange], reason: str, version: int
) -> PurchaseOrder:
    asked = await purchase_orders.get(tx, order, version=version)
    decimals = await suppliers.decimals(tx, asked.tenant, {line.item for line in asked.lines})
    asked.counter_propose(tx.tenant, changes, reason, tx.today, decimals)
    return await _keep(tx, asked)


async def accept_counter_proposal(tx: Tx, order: str, version: int) -> PurchaseOrder:
    return await _step(tx, order, version, lambda o: o.accept_counter_proposal(tx.tenant, tx.today))


async def refuse_counter_proposal(tx: Tx, order: str, reason: str, version: int) -> PurchaseOrder:
    return await _step(tx, order, version, lambda o: o.refuse_counter_proposal(tx.tenant, reason, tx.today))


async def close_line(tx: Tx, order: str, line: int, reason: str, version: int) -> PurchaseOrder:
    return await _step(tx, order, version, lambda o: o.close_line(tx.tenant, line, reason, tx.today))


async def cancel(tx: Tx, order: str, reason: str, version: int) -> PurchaseOrder:
    return await _step(tx, order, version, lambda o: o.cancel(tx.tenant, reason, tx.today))


async def _step(tx: Tx, name: str, version: int, step: Callable[[PurchaseOrder], None]) -> PurchaseOrder:
    order = await purchase_orders.get(tx, name, version=version)
    step(order)
    return await _keep(tx, order)


async def _keep(tx: Tx, order: PurchaseOrder) -> PurchaseOrder:
    await purchase_orders.save(tx, order)
    tx.tell(order)
    return order
