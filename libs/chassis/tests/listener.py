"""A small service that only hears: who takes part, and what was ordered of whom."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sqlalchemy import MetaData

from headrace_chassis.events.handlers import hears_batch
from headrace_chassis.service import Service
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_contracts.orders.v1 import OrderCancelled


@hears_batch(OrganisationRegistered)
async def organisations_came(events: Sequence[OrganisationRegistered], tx: Tx) -> None:
    if any(not event.name for event in events):
        raise ValueError("an organisation without a name")


@hears_batch(OrderCancelled)
async def orders_were_cancelled(events: Sequence[OrderCancelled], tx: Tx) -> None:
    assert all(event.order for event in events)


service = Service(name="quality", title="A listener", hears=[sys.modules[__name__]], store=MetaData())
