"""Events that the traceability service hears: each becomes a trace event, in the order heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    LotsMoved,
    MaterialIssued,
    MaterialScrapped,
    ShipmentDelivered,
    ShipmentDispatched,
    StockBlocked,
    StockReleased,
    StockReturned,
    StockScrapped,
)
from headrace_contracts.mes.v1 import MaterialUsed, UnitsCompleted, UnitsTakenBack
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotDisposed, LotRejected, LotTakenBack
from headrace_traceability.model import happening, holding, taking_back
from headrace_traceability.model.happening import Happening, Origin
from headrace_traceability.usecases import record

E = TypeVar("E")


@hears_batch(GoodsReceived)
async def goods_received(events: Sequence[GoodsReceived], tx: Tx) -> None:
    await _record(tx, events, happening.goods_received)


@hears_batch(MaterialIssued)
async def material_issued(events: Sequence[MaterialIssued], tx: Tx) -> None:
    await _record(tx, events, happening.material_issued)


@hears_batch(MaterialUsed)
async def material_used(events: Sequence[MaterialUsed], tx: Tx) -> None:
    await _record(tx, events, happening.material_used)


@hears_batch(UnitsCompleted)
async def units_completed(events: Sequence[UnitsCompleted], tx: Tx) -> None:
    await _record(tx, events, happening.units_completed)


@hears_batch(MaterialScrapped)
async def material_scrapped(events: Sequence[MaterialScrapped], tx: Tx) -> None:
    await _record(tx, events, happening.material_scrapped)


@hears(UnitsTakenBack)
async def units_taken_back(event: UnitsTakenBack, tx: Tx) -> None:
    await _record(tx, [event], happening.units_taken_back)
    assert tx.cause is not None
    await record.take_back(tx, taking_back.TakenBack.of(event, tx.cause.tenant, tx.cause.time))


@hears_batch(LotAccepted)
@hears_batch(LotRejected)
@hears_batch(InspectionReopened)
async def lot_inspected(events: Sequence[LotAccepted | LotRejected | InspectionReopened], tx: Tx) -> None:
    await _record(tx, events, happening.lot_inspected)


@hears_batch(LotTakenBack)
async def lot_taken_back(events: Sequence[LotTakenBack], tx: Tx) -> None:
    await _record(tx, events, happening.lot_taken_back)


@hears_batch(LotDisposed)
async def lot_disposed(events: Sequence[LotDisposed], tx: Tx) -> None:
    await _record(tx, events, happening.lot_disposed)


@hears_batch(StockBlocked)
@hears_batch(StockReleased)
@hears_batch(StockScrapped)
@hears_batch(StockReturned)
async def stock_handled(events: Sequence[StockBlocked | StockReleased | StockScrapped | StockReturned], tx: Tx) -> None:
    await _record(tx, events, happening.stock_handled)


@hears_batch(LotsMoved, read_model=True)
async def keep_holdings(events: Sequence[LotsMoved], tx: Tx) -> None:
    await record.keep_holdings(tx, holding.told(events))


@hears_batch(ShipmentDispatched)
async def shipment_dispatched(events: Sequence[ShipmentDispatched], tx: Tx) -> None:
    await _record(tx, events, happening.shipment_dispatched)


@hears_batch(ShipmentDelivered)
async def shipment_delivered(events: Sequence[ShipmentDelivered], tx: Tx) -> None:
    await _record(tx, events, happening.shipment_delivered)


async def _record(tx: Tx, events: Sequence[E], tell: Callable[[Origin, E], Happening]) -> None:
    """A trace event has the id of the event it tells of, so that the two are found by one name."""
    origins = [Origin(cause.id, cause.time, cause.tenant) for cause in tx.causes]
    await record.record(tx, [tell(origin, event) for origin, event in zip(origins, events, strict=True)])
