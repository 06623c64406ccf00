"""Events that the equipment service hears."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears, hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import PlantRegistered
from headrace_contracts.mes.v1 import OperationReported, PiecesAssigned
from headrace_contracts.product.v1 import WorkCentrePublished
from headrace_equipment.model.machine import check_zone
from headrace_equipment.store import item_cycles, machines
from headrace_equipment.usecases import ledger


@hears(PlantRegistered, read_model=True)
async def keep_zone(event: PlantRegistered, tx: Tx) -> None:
    check_zone(event.time_zone)
    await machines.keep_zone(tx, event.organisation, event.plant, event.time_zone)


@hears_batch(WorkCentrePublished)
async def place_machines(events: Sequence[WorkCentrePublished], tx: Tx) -> None:
    await ledger.work_centres_published(tx, events)


@hears(OperationReported, read_model=True)
async def keep_scrap(event: OperationReported, tx: Tx) -> None:
    assert tx.cause is not None
    if event.machine and event.scrap:
        row = {"event": tx.cause.id, "machine": event.machine, "at": tx.cause.time, "pieces": event.scrap.value}
        await machines.keep_scrap(tx, [row])


@hears_batch(PiecesAssigned, read_model=True)
async def keep_items_of_pieces(events: Sequence[PiecesAssigned], tx: Tx) -> None:
    rows = [
        {"event": cause.id, "machine": e.machine, "item": e.item, "at": e.counted_at, "pieces": e.pieces}
        for cause, e in zip(tx.causes, events, strict=True)
    ]
    await item_cycles.keep_pieces(tx, rows)
