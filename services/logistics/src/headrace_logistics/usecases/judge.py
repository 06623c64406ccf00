"""Quality has decided on a lot: what waited for inspection becomes free, or is blocked."""

from __future__ import annotations

from headrace_chassis.tx import Tx
from headrace_contracts.quality.v1 import LotAccepted, LotRejected
from headrace_logistics.model import places
from headrace_logistics.model.places import Place
from headrace_logistics.model.stock import move_lot
from headrace_logistics.store import ledger


async def accept(tx: Tx, event: LotAccepted) -> None:
    await _judge(tx, event, places.available(event.plant), "accepted")


async def reject(tx: Tx, event: LotRejected) -> None:
    await _judge(tx, event, places.blocked(event.plant), "rejected")


async def _judge(tx: Tx, event: LotAccepted | LotRejected, target: Place, cause: str) -> None:
    books = await ledger.take(tx, {(event.item, event.plant): event.quantity.unit})
    source = places.in_inspection(event.plant)
    move_lot(books.stock, event.item, event.lot, event.quantity, source, target, event.inspection, tx.now)
    await books.keep(tx, cause)
