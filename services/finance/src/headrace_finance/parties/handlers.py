"""What is heard of firms."""

from __future__ import annotations

from collections.abc import Sequence

from headrace_chassis.events.handlers import hears_batch
from headrace_chassis.tx import Tx
from headrace_contracts.api_gateway.v1 import OrganisationRegistered
from headrace_finance.parties import store


@hears_batch(OrganisationRegistered, read_model=True)
async def keep_organisations(events: Sequence[OrganisationRegistered], tx: Tx) -> None:
    await store.keep_organisations(tx, events)
