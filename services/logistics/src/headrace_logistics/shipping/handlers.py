"""What shipping hears."""

from __future__ import annotations

from headrace_chassis.events.handlers import hears
from headrace_chassis.tx import Tx
from headrace_contracts.orders.v1 import OrderCancelled, OrderClosed, OrderMatched
from headrace_logistics.shipping import usecases


@hears(OrderMatched)
async def goods_are_to_be_sent(event: OrderMatched, tx: Tx) -> None:
    await usecases.ask(tx, event)


@hears(OrderCancelled)
@hears(OrderClosed)
async def goods_are_not_to_be_sent(event: OrderCancelled | OrderClosed, tx: Tx) -> None:
    await usecases.cancel(tx, event)
