"""Exceptions: one open for each rule, subject and plant."""

from __future__ import annotations

from headrace_chassis.documents import Documents
from headrace_chassis.tx import Tx
from headrace_control_tower.model.chain_exception import ChainException, ExceptionState
from headrace_control_tower.store.tables import chain_exception

exceptions = Documents(
    "exception",
    ChainException,
    chain_exception,
    columns=lambda e: {
        "rule": e.rule,
        "subject": e.subject,
        "plant": e.plant,
        "state": e.state.value,
        "severity": e.severity.value,
        "owner": e.owner,
    },
)


async def standing(tx: Tx, rule: str, subject: str, plant: str) -> ChainException | None:
    """The one that is open, locked."""
    t = chain_exception.c
    ours = (t.tenant == tx.tenant, t.rule == rule, t.subject == subject, t.plant == plant)
    found = await exceptions.all(tx, *ours, t.state != ExceptionState.CLOSED.value, lock=True)
    return found[0] if found else None
