"""Which purchases a lot was accepted for and did not go back from; changed under the ledger's lock of the item."""

from __future__ import annotations

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert

from headrace_chassis.tx import Tx
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotDisposed
from headrace_contracts.values import Quantity
from headrace_logistics.handling.model.stock_note import BoughtPart
from headrace_logistics.handling.store.tables import bought_lot


async def keep(tx: Tx, event: LotAccepted | LotDisposed) -> None:
    """So much more of the lot was accepted, or is used as it is."""
    new = insert(bought_lot).values(
        tenant=tx.tenant,
        item=event.item,
        plant=event.plant,
        lot=event.lot,
        maker=event.supplier,
        purchase_order=event.purchase_order,
        order_line=event.order_line,
        quantity=event.quantity.value,
    )
    added = bought_lot.c.quantity + new.excluded.quantity
    await tx.execute(new.on_conflict_do_update(index_elements=bought_lot.primary_key, set_={"quantity": added}))


async def forget(tx: Tx, event: InspectionReopened) -> None:
    """So much of the lot is not accepted any more; of what went back in the same moment nothing was left to forget."""
    b = bought_lot.c
    of_lot = (b.tenant == tx.tenant, b.item == event.item, b.plant == event.plant, b.lot == event.lot)
    line = (b.maker == event.supplier, b.purchase_order == event.purchase_order, b.order_line == event.order_line)
    left = func.greatest(b.quantity - event.quantity.value, 0)
    await tx.execute(update(bought_lot).where(*of_lot, *line).values(quantity=left))


async def give_back(tx: Tx, quantity: Quantity, *, item: str, lot: str, maker: str, plant: str) -> list[BoughtPart]:
    """Of the newest purchase first, for the oldest goods were used first."""
    b = bought_lot.c
    of_lot = (b.tenant == tx.tenant, b.item == item, b.plant == plant, b.lot == lot, b.maker == maker)
    query = select(b.purchase_order, b.order_line, b.quantity).where(*of_lot, b.quantity > 0)
    parts = []
    for row in await tx.execute(query.order_by(b.purchase_order.desc(), b.order_line.desc())):
        part = min(quantity, Quantity(row.quantity, quantity.unit))
        if part:
            parts.append(BoughtPart(row.purchase_order, row.order_line, part))
            quantity -= part
    for taken in parts:
        line = (b.purchase_order == taken.purchase_order, b.order_line == taken.order_line)
        await tx.execute(update(bought_lot).where(*of_lot, *line).values(quantity=b.quantity - taken.quantity.value))
    return parts
