"""What Prometheus is told of those who take part."""

from __future__ import annotations

from headrace_api_gateway.store.tables import organisation
from headrace_chassis.tables import count
from headrace_chassis.tx import Tx


async def organisations(tx: Tx) -> int:
    return await count(tx, organisation)
