"""Events that the traceability service hears: each becomes a trace event, in the order heard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from headrace_chassis.events.handlers import hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.logistics.v1 import (
    GoodsReceived,
    LotsMoved,
    MaterialIssued,
    ShipmentDelivered,
    ShipmentDispatched,
)
from headrace_contracts.mes.v1 import UnitsCompleted
from headrace_contracts.quality.v1 import LotAccepted, LotDisposed, LotRejected
from headrace_traceability.model import happening, holding
from headrace_traceability.model.happening import Happening, Origin
from headrace_traceability.usecases import record

E = TypeVar("E")


@hears_batch(GoodsReceived)
async def goods_received(events: Sequence[GoodsReceived], tx: Tx) -> None:
    await _record(tx, events, happening.goods_received)


@hears_batch(MaterialIssued)
async def material_issued(events: Sequence[MaterialIssued], tx: Tx) -> None:
    await _record(tx, events, happening.material_issued)


@hears_batch(UnitsCompleted)
async def units_completed(events: Sequence[UnitsCompleted], tx: Tx) -> None:
    await _record(tx, events, happening.units_completed)


@hears_batch(LotAccepted)
@hears_batch(LotRejected)
async def lot_inspected(events: Sequence[LotAccepted | LotRejected], tx: Tx) -> None:
    await _record(tx, events, happening.lot_inspected)


@hears_batch(LotDisposed)
async def lot_disposed(events: Sequence[LotDisposed], tx: Tx) -> None:
    await _record(tx, events, happening.lot_disposed)


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
