"""What Prometheus is told of exceptions."""

from __future__ import annotations

from headrace_chassis.tables import counts
from headrace_chassis.tx import Tx
from headrace_control_tower.model.chain_exception import ExceptionState, Severity
from headrace_control_tower.store.tables import chain_exception


async def open_exceptions(tx: Tx) -> dict[str, int]:
    still = chain_exception.c.state != ExceptionState.CLOSED.value
    return await counts(tx, chain_exception.c.severity, Severity, still)
