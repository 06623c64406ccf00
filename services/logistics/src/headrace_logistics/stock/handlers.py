"""What stock hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.product.v1 import ItemDefined
from headrace_logistics.stock.store import items


@hears_batch(ItemDefined, read_model=True)
async def keep_items(events: Sequence[ItemDefined], tx: Tx) -> None:
    await items.keep(tx, events)
