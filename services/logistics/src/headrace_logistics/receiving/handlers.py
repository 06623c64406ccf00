"""What receiving hears."""

from __future__ import annotations

from headrace_chassis.events.handlers import hears
from headrace_chassis.tx import Tx
from headrace_contracts.srm.v1 import DeliveryNoteSent
from headrace_logistics.receiving import usecases


@hears(DeliveryNoteSent)
async def goods_are_coming(event: DeliveryNoteSent, tx: Tx) -> None:
    await usecases.expect(tx, event)
