"""What handling of stock hears."""

from __future__ import annotations

from headrace_chassis.events.handlers import hears
from headrace_chassis.tx import Tx
from headrace_contracts.quality.v1 import InspectionReopened, LotAccepted, LotDisposed, LotRejected
from headrace_logistics.handling.usecases import judge


@hears(LotAccepted)
async def lot_is_good(event: LotAccepted, tx: Tx) -> None:
    await judge.accept(tx, event)


@hears(LotRejected)
async def lot_is_bad(event: LotRejected, tx: Tx) -> None:
    await judge.reject(tx, event)


@hears(InspectionReopened)
async def lot_waits_again(event: InspectionReopened, tx: Tx) -> None:
    await judge.reopen(tx, event)


@hears(LotDisposed)
async def lot_has_a_use_or_none(event: LotDisposed, tx: Tx) -> None:
    await judge.dispose(tx, event)
