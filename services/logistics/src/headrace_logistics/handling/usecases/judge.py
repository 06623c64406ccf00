"""Quality has decided on a lot: what waited for inspection becomes free, or is blocked and later disposed of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from headrace_chassis.tx import Tx
from headrace_contracts.quality.v1 import Disposition, InspectionReopened, LotAccepted, LotDisposed, LotRejected
from headrace_logistics import stock
from headrace_logistics.handling.store import bought
from headrace_logistics.stock.model import Goods, Place, Reach, move_held, places


async def accept(tx: Tx, event: LotAccepted) -> None:
    await _judge(tx, event, places.available(event.plant), "accepted")
    if event.purchase_order:
        await bought.keep(tx, event)


async def reject(tx: Tx, event: LotRejected) -> None:
    await _judge(tx, event, places.blocked(event.plant), "rejected")


async def dispose(tx: Tx, event: LotDisposed) -> None:
    target = _DISPOSALS[event.disposition](event)
    await _move(tx, event, places.blocked(event.plant), target, event.disposition.value, event.nonconformance)
    if event.purchase_order and event.disposition is Disposition.USE_AS_IS:
        await bought.keep(tx, event)


async def reopen(tx: Tx, event: InspectionReopened) -> None:
    """The hold comes back. Raises NotEnough when somebody took of the goods in the moment of reopening."""
    source = places.available(event.plant) if event.accepted else places.blocked(event.plant)
    await _move(tx, event, source, places.in_inspection(event.plant), "reopened", event.inspection)
    if event.accepted and event.purchase_order:
        await bought.forget(tx, event)


async def _judge(tx: Tx, event: LotAccepted | LotRejected, target: Place, cause: str) -> None:
    await _move(tx, event, places.in_inspection(event.plant), target, cause, event.inspection)


async def _move(
    tx: Tx,
    lot: LotAccepted | LotRejected | InspectionReopened | LotDisposed,
    source: Place,
    target: Place,
    cause: str,
    reference: str,
) -> None:
    goods, named = Goods(lot.item, lot.lot, maker=lot.supplier or tx.tenant), set(lot.serials)
    reach = Reach.of_move(goods, named, source, target)
    books = await stock.take(tx, {(lot.item, lot.plant): lot.quantity.unit}, reach)
    move_held(books.stock, goods, lot.quantity, source, target, reference, tx.now, named)
    await books.keep(tx, cause)


_DISPOSALS: Mapping[Disposition, Callable[[LotDisposed], Place]] = {
    Disposition.USE_AS_IS: lambda lot: places.available(lot.plant),
    Disposition.REWORK: lambda lot: places.in_inspection(lot.plant),
    Disposition.RETURN: lambda lot: places.supplier(lot.plant, lot.supplier),
    Disposition.SCRAP: lambda lot: places.scrap(lot.plant),
}
